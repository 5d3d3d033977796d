import { useState } from "react";
import { EmptyState } from "../../../components/EmptyState.tsx";
import { ErrorNotice } from "../../../components/ErrorNotice.tsx";
import { ShowMore } from "../../../components/ShowMore.tsx";
import { Skeletons } from "../../../components/Skeletons.tsx";
import type { Repair, VerificationView } from "../../../lib/contract.ts";
import { useStartRun } from "../../../lib/queries/runs.ts";
import {
  type DifferencesFilter,
  useAcceptDifferences,
  useDifferences,
} from "../../../lib/queries/verification.ts";
import styles from "../components/Result.module.css";
import { DifferenceFilters } from "./DifferenceFilters.tsx";
import { DifferenceList } from "./DifferenceList.tsx";
import { type AskedRepair, RepairDialog } from "./RepairDialog.tsx";
import { selectionLimit, Together } from "./Together.tsx";

export interface DifferencesProps {
  readonly migrationId: string;
  readonly sourceTitle: string;
  readonly view: VerificationView;
  readonly isAdmin: boolean;
  /** Why nothing can be started now. */
  readonly busyReason: string | null;
}

/** What differs from what was written: filters, the list page by page, repair and acceptance. */
export function Differences({ migrationId, sourceTitle, view, isAdmin, busyReason }: DifferencesProps) {
  const [filter, setFilter] = useState<DifferencesFilter>({ state: "open" });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<AskedRepair | null>(null);
  const list = useDifferences(migrationId, filter, { enabled: true });
  const accept = useAcceptDifferences(migrationId);
  const start = useStartRun(migrationId);
  const entries = list.data?.pages.flatMap((page) => page.items) ?? null;
  const total = list.data?.pages[0]?.total ?? 0;
  const chosen = entries?.filter(({ id, state }) => state === "open" && selected.has(id)) ?? [];
  const isBusy = busyReason !== null || accept.isPending || start.isPending;
  const settle = (ids: readonly string[]) =>
    accept.mutate(ids.slice(0, selectionLimit), { onSuccess: () => setSelected(new Set()) });
  const repair = (repairing: Repair) =>
    start.mutate(
      { kind: "verify", options: { repair: repairing } },
      {
        onSuccess: () => {
          setAsked(null);
          setSelected(new Set());
        },
      },
    );
  return (
    <div className={styles.stack}>
      <DifferenceFilters filter={filter} view={view} onFilter={setFilter} />
      {isAdmin && view.open > 0 ? (
        <Together
          view={view}
          chosen={chosen}
          isBusy={isBusy}
          onRepair={setAsked}
          onAccept={() => settle(chosen.map(({ id }) => id))}
        />
      ) : null}
      {accept.error === null ? null : <ErrorNotice error={accept.error} />}
      {list.error === null ? null : (
        <ErrorNotice keepsPlace error={list.error} onRetry={() => void list.refetch()} />
      )}
      {entries === null && list.error === null ? (
        <Skeletons label="Loading the differences" shapes={["card", "card"]} />
      ) : null}
      {entries?.length === 0 ? (
        <EmptyState title="No such differences" text="Choose another state, board or kind." />
      ) : null}
      {entries !== null && entries.length > 0 ? (
        <DifferenceList
          sourceTitle={sourceTitle}
          differences={entries}
          act={
            isAdmin
              ? {
                  selected,
                  onSelect: (id, isSelected) => setSelected(withOne(selected, id, isSelected)),
                  onRepair: (one) => setAsked({ repair: { differences: [one.id] }, count: 1 }),
                  onAccept: (one) => settle([one.id]),
                  isBusy,
                }
              : null
          }
        />
      ) : null}
      <ShowMore
        shown={entries?.length ?? 0}
        total={total}
        onMore={list.hasNextPage ? () => void list.fetchNextPage() : null}
        isLoading={list.isFetchingNextPage}
      />
      <RepairDialog
        asked={asked}
        isStarting={start.isPending}
        error={start.error}
        onConfirm={() => asked !== null && repair(asked.repair)}
        onCancel={() => setAsked(null)}
      />
    </div>
  );
}

function withOne(selected: ReadonlySet<string>, id: string, isSelected: boolean): ReadonlySet<string> {
  const next = new Set(selected);
  if (isSelected) next.add(id);
  else next.delete(id);
  return next;
}
