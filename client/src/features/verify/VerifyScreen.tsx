import { EmptyState } from "../../components/EmptyState.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Page, StepHeading } from "../../components/Page.tsx";
import { ScreenSkeleton } from "../../components/Skeletons.tsx";
import { StickyFooter } from "../../components/StickyFooter.tsx";
import { useReconciliation } from "../../lib/queries/reconciliation.ts";
import { useRollback } from "../../lib/queries/rollback.ts";
import { useRun } from "../../lib/queries/runs.ts";
import { stepHash } from "../../lib/route.ts";
import { latestRunId } from "../../lib/run-state.ts";
import type { ScreenProps } from "../../lib/screen.ts";
import { LoadedVerify } from "./LoadedVerify.tsx";
import { isTakenBack } from "./lib/taken-back.ts";
import { TakenBack } from "./TakenBack.tsx";
import { useValueCreated } from "./use-value-created.ts";

/** The step "Verify": the result of the latest import, what changed since, and the way back. */
export function VerifyScreen({ migration, me }: ScreenProps) {
  const runId = latestRunId(migration, "import");
  const run = useRun(runId);
  const result = useReconciliation(migration.id, { enabled: runId !== null });
  const rollback = useRollback(migration.id, { enabled: runId !== null });
  useValueCreated(run.data);
  const latest = rollback.data?.latest ?? null;
  if (latest !== null && isTakenBack(latest, migration)) {
    return <TakenBack migration={migration} me={me} result={latest} />;
  }
  if (result.data !== undefined) {
    return <LoadedVerify migration={migration} me={me} result={result.data} />;
  }
  return (
    <>
      <Page width="wide">
        {runId === null ? (
          <>
            <StepHeading title="Is everything there?" />
            <EmptyState
              title="Nothing to verify yet"
              text="The result is shown here when the first import has ended."
              action={<a href={stepHash(migration.id, "plan")}>Go to the plan</a>}
            />
          </>
        ) : result.error === null ? (
          <ScreenSkeleton label="Loading the result" />
        ) : (
          <ErrorNotice error={result.error} onRetry={() => void result.refetch()} />
        )}
      </Page>
      <StickyFooter back={{ label: "Back to the import", href: stepHash(migration.id, "import") }} />
    </>
  );
}
