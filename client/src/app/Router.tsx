import { Suspense, useEffect } from "react";
import { ErrorNotice } from "../components/ErrorNotice.tsx";
import { Page } from "../components/Page.tsx";
import { ScreenSkeleton } from "../components/Skeletons.tsx";
import type { Me } from "../lib/contract.ts";
import { navigate, useRoute } from "../lib/navigation.ts";
import { useMe } from "../lib/queries/me.ts";
import { useMigrations } from "../lib/queries/migrations.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { MainArea } from "./MainArea.tsx";
import { MigrationFrame } from "./MigrationFrame.tsx";
import { NewFrame } from "./NewFrame.tsx";
import { HomeScreen } from "./screens.ts";
import { startRoute } from "./start-route.ts";

/** Shows the place the address names, once it is known who is looking. */
export function Router() {
  const me = useMe();
  if (me.isPending) {
    return (
      <Page>
        <ScreenSkeleton label="Opening Portage" />
      </Page>
    );
  }
  if (me.isError) {
    return (
      <Page>
        <ErrorNotice error={me.error} onRetry={() => void me.refetch()} />
      </Page>
    );
  }
  return <Place me={me.data} />;
}

function Place({ me }: { readonly me: Me }) {
  const route = useRoute();
  switch (route.name) {
    case "start":
      return <Start />;
    case "home":
      return (
        <MainArea>
          <ErrorBoundary key="home">
            <Suspense
              fallback={
                <Page>
                  <ScreenSkeleton label="Loading your imports" />
                </Page>
              }
            >
              <HomeScreen me={me} />
            </Suspense>
          </ErrorBoundary>
        </MainArea>
      );
    case "new":
      return <NewFrame me={me} source={route.source} />;
    case "migration":
      return (
        <MigrationFrame key={route.migrationId} me={me} migrationId={route.migrationId} step={route.step} />
      );
  }
}

/** A fresh visit: leads to where things stand, or to the overview. */
function Start() {
  const migrations = useMigrations();
  const target = migrations.isPending ? null : startRoute(migrations.data ?? []);
  useEffect(() => {
    if (target !== null) navigate(target, { replace: true });
  }, [target]);
  return (
    <Page>
      <ScreenSkeleton label="Finding where things stand" />
    </Page>
  );
}
