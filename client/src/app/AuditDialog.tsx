import { Button, Checkbox, Modal, ModalBasicLayout, ModalContent, ModalHeader } from "@vibe/core";
import { useState } from "react";
import { AnyWidthTable } from "../components/AnyWidthTable.tsx";
import type { DataColumn } from "../components/DataTable.tsx";
import { EmptyState } from "../components/EmptyState.tsx";
import { ErrorNotice } from "../components/ErrorNotice.tsx";
import { Fingerprint } from "../components/Fingerprint.tsx";
import { ShowMore } from "../components/ShowMore.tsx";
import { Skeletons } from "../components/Skeletons.tsx";
import { useFormat } from "../lib/client-context.tsx";
import type { AuditEntry, MigrationView } from "../lib/contract.ts";
import { useAudit } from "../lib/queries/audit.ts";
import { useDownload } from "../lib/queries/downloads.ts";
import { useMe } from "../lib/queries/me.ts";
import styles from "./AuditDialog.module.css";
import { toActorWords, toOperationWords, toOutcomeWords, toSystemWords } from "./audit-words.ts";

export interface AuditDialogProps {
  readonly migration: MigrationView;
  readonly onClose: () => void;
}

/** Everything that was done, newest first, with the file to keep and the number that shows it whole. */
export function AuditDialog({ migration, onClose }: AuditDialogProps) {
  return (
    <Modal id={`audit-${migration.id}`} show size="large" closeButtonAriaLabel="Close" onClose={onClose}>
      <ModalBasicLayout>
        <ModalHeader title="Audit trail" />
        <ModalContent>
          <Trail migration={migration} />
        </ModalContent>
      </ModalBasicLayout>
    </Modal>
  );
}

function Trail({ migration }: { readonly migration: MigrationView }) {
  const [writesOnly, setWritesOnly] = useState(false);
  const me = useMe();
  const audit = useAudit(migration.id, { writesOnly });
  const download = useDownload(migration.id);
  const entries = audit.data?.pages.flatMap((page) => page.items) ?? null;
  const first = audit.data?.pages[0];
  return (
    <div className={styles.trail}>
      <p className={styles.text}>
        Every call to {migration.sourceTitle} and monday and every decision of a person, each line sealed with
        the one before. Keep the file and the number of its newest line: whoever has both can tell whether
        anything was changed.
      </p>
      <div className={styles.tools}>
        <Button
          size="small"
          kind="secondary"
          loading={download.isPending}
          onClick={() => download.mutate("audit.jsonl")}
        >
          Download the whole trail
        </Button>
        {first === undefined || first.total === 0 ? null : (
          <div className={styles.tools}>
            <span className={styles.quiet}>Newest line</span>
            <Fingerprint label="Number of the newest line" hash={first.head} />
          </div>
        )}
      </div>
      <Checkbox
        label="Only what may have changed something"
        checked={writesOnly}
        onChange={(event) => setWritesOnly(event.target.checked)}
      />
      {download.error === null ? null : <ErrorNotice error={download.error} />}
      {audit.error === null ? null : <ErrorNotice error={audit.error} onRetry={() => void audit.refetch()} />}
      {entries === null && audit.error === null ? (
        <Skeletons label="Loading the audit trail" shapes={["row", "row", "row", "row"]} />
      ) : null}
      {entries?.length === 0 ? (
        <EmptyState
          title="Nothing here yet"
          text="The first line is written with the first thing that is done."
        />
      ) : null}
      {entries !== null && entries.length > 0 ? (
        <Lines
          entries={entries}
          total={first?.total ?? entries.length}
          sourceTitle={migration.sourceTitle}
          userId={me.data?.user.id ?? null}
        />
      ) : null}
      <ShowMore
        shown={entries?.length ?? 0}
        total={first?.total ?? 0}
        onMore={audit.hasNextPage ? () => void audit.fetchNextPage() : null}
        isLoading={audit.isFetchingNextPage}
      />
    </div>
  );
}

interface LinesProps {
  readonly entries: readonly AuditEntry[];
  readonly total: number;
  readonly sourceTitle: string;
  readonly userId: string | null;
}

function Lines({ entries, total, sourceTitle, userId }: LinesProps) {
  const format = useFormat();
  const columns: readonly DataColumn<AuditEntry>[] = [
    { key: "what", title: "What", render: toOperationWords },
    { key: "where", title: "Where", render: ({ system }) => toSystemWords(system, sourceTitle) },
    { key: "when", title: "When", render: ({ at }) => format.dateTime(at) },
    { key: "who", title: "Who", render: ({ actor }) => toActorWords(actor, userId) },
    { key: "outcome", title: "Outcome", render: ({ outcome }) => toOutcomeWords(outcome) },
    {
      key: "records",
      title: "Records",
      align: "number",
      render: ({ records }) => (records.length === 0 ? "" : format.number(records.length)),
    },
    { key: "request", title: "Request number", render: ({ requestId }) => requestId ?? "" },
  ];
  return (
    <AnyWidthTable
      label="Lines of the audit trail"
      columns={columns}
      rows={entries}
      total={total}
      rowKey={({ seq }) => String(seq)}
    />
  );
}
