import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Page } from "../../components/Page.tsx";
import { RunActions } from "../../components/RunPanel.tsx";
import { ScreenSkeleton } from "../../components/Skeletons.tsx";
import { StickyFooter } from "../../components/StickyFooter.tsx";
import { useFormat } from "../../lib/client-context.tsx";
import type { Plan, RunView } from "../../lib/contract.ts";
import { navigate } from "../../lib/navigation.ts";
import { usePlan } from "../../lib/queries/plan.ts";
import { useRun, useStartRun } from "../../lib/queries/runs.ts";
import { stepHash } from "../../lib/route.ts";
import { latestRunId } from "../../lib/run-state.ts";
import type { ScreenProps } from "../../lib/screen.ts";
import { ImportView } from "./components/ImportView.tsx";
import { StartView } from "./components/StartView.tsx";
import { toCancelSentences, toStartKind } from "./lib/import-words.ts";

interface LoadedProps extends ScreenProps {
  readonly plan: Plan;
}

function useStart({ migration }: ScreenProps) {
  const start = useStartRun(migration.id);
  return { run: () => start.mutate({ kind: "import" }), isBusy: start.isPending, error: start.error };
}

function LoadedStart(props: LoadedProps) {
  const { migration, me, plan } = props;
  return (
    <StartView
      plan={plan}
      isAdmin={me.mayChange}
      isRunning={migration.activeRun !== null}
      start={useStart(props)}
    />
  );
}

function LoadedImport(props: LoadedProps & { readonly run: RunView }) {
  const { migration, me, plan, run } = props;
  const format = useFormat();
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
      startKind={toStartKind(run, plan)}
      isRunning={migration.activeRun !== null}
      start={useStart(props)}
    />
  );
}

/** The step "Import": starts the approved plan, then follows the latest import of this migration. */
export function ImportScreen({ migration, me }: ScreenProps) {
  const runId = latestRunId(migration, "import");
  const run = useRun(runId);
  const plan = usePlan(migration.id);
  if (plan.data !== undefined && runId === null) {
    return <LoadedStart migration={migration} me={me} plan={plan.data} />;
  }
  if (plan.data !== undefined && run.data !== undefined) {
    return <LoadedImport migration={migration} me={me} plan={plan.data} run={run.data} />;
  }
  const error = run.error ?? plan.error;
  const retry = () => {
    void run.refetch();
    void plan.refetch();
  };
  return (
    <>
      <Page>
        {error === null ? (
          <ScreenSkeleton label="Loading the import" />
        ) : (
          <ErrorNotice error={error} onRetry={retry} />
        )}
      </Page>
      <StickyFooter back={{ label: "Back to the sample", href: stepHash(migration.id, "sample") }} />
    </>
  );
}
