import { EmptyState } from "../../components/EmptyState.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Page, StepHeading } from "../../components/Page.tsx";
import { RunActions } from "../../components/RunPanel.tsx";
import { ScreenSkeleton } from "../../components/Skeletons.tsx";
import { StickyFooter } from "../../components/StickyFooter.tsx";
import { useFormat } from "../../lib/client-context.tsx";
import type { RunView } from "../../lib/contract.ts";
import { navigate } from "../../lib/navigation.ts";
import { useRun, useStartRun } from "../../lib/queries/runs.ts";
import { stepHash } from "../../lib/route.ts";
import { latestRunId } from "../../lib/run-state.ts";
import type { ScreenProps } from "../../lib/screen.ts";
import { ImportView } from "./components/ImportView.tsx";
import { toCancelSentences } from "./lib/import-words.ts";

function LoadedImport({ migration, me, run }: ScreenProps & { readonly run: RunView }) {
  const format = useFormat();
  const start = useStartRun(migration.id);
  return (
    <ImportView
      run={run}
      isAdmin={me.mayChange}
      actions={
        <RunActions
          run={run}
          cancelText={toCancelSentences(run, format).map((sentence) => <p key={sentence}>{sentence}</p>)}
        />
      }
      onSeeResult={() => navigate({ name: "migration", migrationId: migration.id, step: "verify" })}
      goOn={{
        run: () => start.mutate({ kind: "import" }),
        isBusy: start.isPending,
        error: start.error,
      }}
    />
  );
}

/** The step "Import": follows the latest import of this migration. */
export function ImportScreen({ migration, me }: ScreenProps) {
  const runId = latestRunId(migration, "import");
  const run = useRun(runId);
  if (run.data !== undefined) return <LoadedImport migration={migration} me={me} run={run.data} />;
  return (
    <>
      <Page>
        {runId === null ? (
          <>
            <StepHeading title="Import" />
            <EmptyState
              title="Nothing has been imported yet"
              text="Look through the plan and approve it; the import starts from there."
              action={<a href={stepHash(migration.id, "plan")}>Go to the plan</a>}
            />
          </>
        ) : run.error === null ? (
          <ScreenSkeleton label="Loading the import" />
        ) : (
          <ErrorNotice error={run.error} onRetry={() => void run.refetch()} />
        )}
      </Page>
      <StickyFooter back={{ label: "Back to the plan", href: stepHash(migration.id, "plan") }} />
    </>
  );
}
