import { useRef, useState } from "react";
import { EmptyState } from "../../components/EmptyState.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Page, StepHeading } from "../../components/Page.tsx";
import { ScreenSkeleton } from "../../components/Skeletons.tsx";
import { StickyFooter } from "../../components/StickyFooter.tsx";
import type { Outcome, Reconciliation } from "../../lib/contract.ts";
import { navigate } from "../../lib/navigation.ts";
import { useReconciliation } from "../../lib/queries/reconciliation.ts";
import { useDownloadRecords, useRecords } from "../../lib/queries/records.ts";
import { useRun, useStartRun } from "../../lib/queries/runs.ts";
import { stepHash } from "../../lib/route.ts";
import { latestRunId } from "../../lib/run-state.ts";
import type { ScreenProps } from "../../lib/screen.ts";
import { Records, type RecordsFilter } from "./components/Records.tsx";
import { VerifyView } from "./components/VerifyView.tsx";
import { toFirstFilter, toSummary } from "./lib/summary.ts";
import { useValueCreated } from "./use-value-created.ts";

interface LoadedRecordsProps {
  readonly result: Reconciliation;
  readonly filter: RecordsFilter;
  readonly onFilter: (filter: RecordsFilter) => void;
}

function LoadedRecords({ result, filter, onFilter }: LoadedRecordsProps) {
  const query = { phase: filter.phase ?? undefined, outcome: filter.outcome ?? undefined };
  const records = useRecords(result.migrationId, query);
  const download = useDownloadRecords(result.migrationId);
  const pages = records.data?.pages;
  return (
    <Records
      filter={filter}
      onFilter={onFilter}
      phases={result.phases}
      entries={pages === undefined ? null : pages.flatMap((page) => page.items)}
      total={pages?.[0]?.total ?? 0}
      error={records.error}
      onRetry={() => void records.refetch()}
      onMore={records.hasNextPage ? () => void records.fetchNextPage() : null}
      isLoadingMore={records.isFetchingNextPage}
      download={{
        run: () => download.mutate(query),
        isBusy: download.isPending,
        error: download.error,
      }}
    />
  );
}

function LoadedResult({ migration, me, result }: ScreenProps & { readonly result: Reconciliation }) {
  const start = useStartRun(migration.id);
  const download = useDownloadRecords(migration.id);
  const recordsRef = useRef<HTMLDivElement>(null);
  const [filter, setFilter] = useState<RecordsFilter>(() => ({
    phase: null,
    outcome: toFirstFilter(toSummary(result)),
  }));
  const show = (outcome: Outcome) => {
    setFilter({ phase: null, outcome });
    recordsRef.current?.scrollIntoView({ block: "start" });
  };
  return (
    <VerifyView
      result={result}
      isAdmin={me.mayChange}
      isRunning={migration.activeRun !== null}
      records={
        <div ref={recordsRef}>
          <LoadedRecords result={result} filter={filter} onFilter={setFilter} />
        </div>
      }
      onShowRecords={show}
      retry={{
        run: () =>
          start.mutate(
            { kind: "import", options: { retryFailed: true } },
            {
              onSuccess: () => navigate({ name: "migration", migrationId: migration.id, step: "import" }),
            },
          ),
        isBusy: start.isPending,
        error: start.error ?? download.error,
      }}
      download={{
        label: "Download all records",
        onClick: () => download.mutate({}),
        loading: download.isPending,
      }}
    />
  );
}

/** The step "Verify": the result of the latest import. */
export function VerifyScreen({ migration, me }: ScreenProps) {
  const runId = latestRunId(migration, "import");
  const run = useRun(runId);
  const result = useReconciliation(migration.id, { enabled: runId !== null });
  useValueCreated(run.data);
  if (result.data !== undefined) {
    return <LoadedResult migration={migration} me={me} result={result.data} />;
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
