import { useState } from "react";
import type { LedgerEntry, MigrationView, Reconciliation } from "../../lib/contract.ts";
import { useDownloadRecords, useRecords } from "../../lib/queries/records.ts";
import { Records, type RecordsFilter } from "./components/Records.tsx";
import { busyReason } from "./lib/run-words.ts";
import { RollbackDialog } from "./rollback/RollbackDialog.tsx";

export interface LoadedRecordsProps {
  readonly migration: MigrationView;
  readonly result: Reconciliation;
  readonly isAdmin: boolean;
  readonly filter: RecordsFilter;
  readonly onFilter: (filter: RecordsFilter) => void;
}

/** The ledger with its pages, its download and taking back a single record. */
export function LoadedRecords({ migration, result, isAdmin, filter, onFilter }: LoadedRecordsProps) {
  const query = { phase: filter.phase ?? undefined, outcome: filter.outcome ?? undefined };
  const records = useRecords(migration.id, query);
  const download = useDownloadRecords(migration.id);
  const [takingBack, setTakingBack] = useState<LedgerEntry | null>(null);
  const pages = records.data?.pages;
  return (
    <>
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
        onTakeBack={isAdmin ? setTakingBack : null}
        download={{
          run: () => download.mutate(query),
          isBusy: download.isPending,
          error: download.error,
        }}
      />
      {takingBack === null ? null : (
        <RollbackDialog
          title={`Take back “${takingBack.name}”?`}
          migrationId={migration.id}
          scope={{ kind: "record", board: takingBack.phase, externalId: takingBack.externalId }}
          isAdmin={isAdmin}
          busyReason={busyReason(migration)}
          onClose={() => setTakingBack(null)}
        />
      )}
    </>
  );
}
