import { useState } from "react";
import { DataTable } from "../../../components/DataTable.tsx";
import { EmptyState } from "../../../components/EmptyState.tsx";
import { ErrorNotice } from "../../../components/ErrorNotice.tsx";
import { SelectField } from "../../../components/SelectField.tsx";
import { ShowMore } from "../../../components/ShowMore.tsx";
import { Skeletons } from "../../../components/Skeletons.tsx";
import { type RollbackAction, rollbackActions } from "../../../lib/contract.ts";
import { useRollbackEntries } from "../../../lib/queries/rollback.ts";
import styles from "./Rollback.module.css";
import { toActionWords, toKindTitle, toProvenWords } from "./rollback-words.ts";

export interface EntriesProps {
  readonly migrationId: string;
  readonly runId: string;
  /** What the list starts with. */
  readonly first: RollbackAction;
}

/** A rollback thing by thing: what became of it, why it was left, whether the read-back confirms it. */
export function Entries({ migrationId, runId, first }: EntriesProps) {
  const [action, setAction] = useState<RollbackAction>(first);
  const list = useRollbackEntries(migrationId, runId, action);
  const entries = list.data?.pages.flatMap((page) => page.items) ?? null;
  const total = list.data?.pages[0]?.total ?? 0;
  return (
    <div className={styles.part}>
      <div className={styles.scope}>
        <SelectField
          label="What became of it"
          value={action}
          options={rollbackActions.map((value) => ({ value, text: toActionWords(value) }))}
          onChange={(value) => setAction(rollbackActions.find((one) => one === value) ?? first)}
        />
      </div>
      {list.error === null ? null : <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {entries === null && list.error === null ? (
        <Skeletons label="Loading the list" shapes={["row", "row", "row"]} />
      ) : null}
      {entries?.length === 0 ? <EmptyState title="Nothing of this kind" text="Choose another." /> : null}
      {entries !== null && entries.length > 0 ? (
        <DataTable
          label="Rollback, thing by thing"
          rows={entries}
          total={total}
          rowKey={(entry) => `${entry.kind} ${entry.key} ${entry.destinationId}`}
          columns={[
            { key: "name", title: "Name", render: ({ name }) => name },
            { key: "kind", title: "What", render: ({ kind }) => toKindTitle(kind) },
            { key: "action", title: "What became of it", render: (entry) => toActionWords(entry.action) },
            { key: "reason", title: "Why", render: ({ reason }) => reason ?? "" },
            { key: "proven", title: "Read back", render: toProvenWords },
          ]}
        />
      ) : null}
      <ShowMore
        shown={entries?.length ?? 0}
        total={total}
        onMore={list.hasNextPage ? () => void list.fetchNextPage() : null}
        isLoading={list.isFetchingNextPage}
      />
    </div>
  );
}
