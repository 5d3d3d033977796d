import { Suspense } from "react";
import { ErrorNotice } from "../components/ErrorNotice.tsx";
import { Page } from "../components/Page.tsx";
import { ScreenSkeleton } from "../components/Skeletons.tsx";
import { StepsHeader } from "../components/StepsHeader.tsx";
import type { Me } from "../lib/contract.ts";
import { useSources } from "../lib/queries/sources.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { Header } from "./Header.tsx";
import { MainArea } from "./MainArea.tsx";
import { NewConnectScreen } from "./screens.ts";

/** The frame of an import that does not exist yet: its first step, for the chosen source. */
export function NewFrame({ me, source }: { readonly me: Me; readonly source: string | null }) {
  const sources = useSources();
  const chosen =
    sources.data?.find((one) => one.kind === source) ?? (source === null ? sources.data?.[0] : undefined);
  if (sources.isPending) {
    return (
      <Page>
        <ScreenSkeleton label="Loading what can be connected" />
      </Page>
    );
  }
  if (chosen === undefined) {
    const unknown = {
      userMessage: "Portage does not know this source.",
      remedy: "Go back to the overview and choose one of those listed there.",
    };
    return (
      <Page>
        <ErrorNotice error={sources.error ?? unknown} onRetry={() => void sources.refetch()} />
      </Page>
    );
  }
  return (
    <>
      <Header name="New import" sourceTitle={chosen.title} />
      <StepsHeader migrationId={null} current="connect" stands="connect" reached="connect" />
      <MainArea>
        <ErrorBoundary>
          <Suspense
            fallback={
              <Page>
                <ScreenSkeleton label="Loading Connect" />
              </Page>
            }
          >
            <NewConnectScreen me={me} source={chosen} />
          </Suspense>
        </ErrorBoundary>
      </MainArea>
    </>
  );
}
