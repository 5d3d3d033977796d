import { Suspense } from "react";
import { Page } from "../components/Page.tsx";
import { ScreenSkeleton } from "../components/Skeletons.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { MainArea } from "./MainArea.tsx";
import { ItemScreen } from "./screens.ts";

/** The app inside an item's card: one screen, no steps. */
export function ItemFrame({ itemId }: { readonly itemId: string | undefined }) {
  return (
    <MainArea>
      <ErrorBoundary>
        <Suspense
          fallback={
            <Page>
              <ScreenSkeleton label="Opening Portage" />
            </Page>
          }
        >
          <ItemScreen itemId={itemId} />
        </Suspense>
      </ErrorBoundary>
    </MainArea>
  );
}
