import { Button } from "@vibe/core";
import { useState } from "react";
import { ConfirmDialog } from "../../../components/ConfirmDialog.tsx";
import { ErrorNotice } from "../../../components/ErrorNotice.tsx";
import { ShowMore } from "../../../components/ShowMore.tsx";
import { Skeletons } from "../../../components/Skeletons.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { Conflict, ConflictDecision } from "../../../lib/contract.ts";
import { useConflicts, useDecideConflicts } from "../../../lib/queries/conflicts.ts";
import styles from "../components/Result.module.css";
import { ConflictList } from "./ConflictList.tsx";
import { toChoices } from "./delta-words.ts";

export interface ConflictsProps {
  readonly migrationId: string;
  readonly sourceTitle: string;
  readonly kind: Conflict["kind"];
  /** How many of the kind wait for a decision. */
  readonly open: number;
  readonly isAdmin: boolean;
}

/** Conflicts of one kind: those to decide, one by one or all the same way. */
export function Conflicts({ migrationId, sourceTitle, kind, open, isAdmin }: ConflictsProps) {
  const format = useFormat();
  const [asked, setAsked] = useState<ConflictDecision | null>(null);
  const list = useConflicts(migrationId, { kind }, { enabled: true });
  const decide = useDecideConflicts(migrationId);
  const conflicts = list.data?.pages.flatMap((page) => page.items) ?? null;
  const choices = toChoices(kind, sourceTitle);
  const label = kind === "field" ? "Changed on both sides" : `Gone from ${sourceTitle}`;
  const chosen = choices.find(({ decision }) => decision === asked);
  return (
    <div className={styles.stack}>
      {isAdmin && open > 1 ? (
        <div className={styles.buttons}>
          <span className={styles.quiet}>All {format.number(open)} the same way:</span>
          {choices.map((choice) => (
            <Button
              key={choice.decision}
              size="small"
              kind="secondary"
              aria-label={`${choice.label}, for all ${format.number(open)}`}
              disabled={decide.isPending}
              onClick={() => setAsked(choice.decision)}
            >
              {choice.label}
            </Button>
          ))}
        </div>
      ) : null}
      {decide.error !== null && asked === null ? <ErrorNotice error={decide.error} /> : null}
      {list.error === null ? null : (
        <ErrorNotice keepsPlace error={list.error} onRetry={() => void list.refetch()} />
      )}
      {conflicts === null && list.error === null ? (
        <Skeletons label="Loading what is to decide" shapes={["card", "card"]} />
      ) : null}
      {conflicts !== null && conflicts.length > 0 ? (
        <ConflictList
          label={label}
          sourceTitle={sourceTitle}
          conflicts={conflicts}
          isBusy={decide.isPending}
          onDecide={
            isAdmin ? (conflict, decision) => decide.mutate({ conflicts: [conflict.id], decision }) : null
          }
        />
      ) : null}
      <ShowMore
        shown={conflicts?.length ?? 0}
        total={list.data?.pages[0]?.total ?? 0}
        onMore={list.hasNextPage ? () => void list.fetchNextPage() : null}
        isLoading={list.isFetchingNextPage}
      />
      <ConfirmDialog
        open={asked !== null}
        title={`${chosen?.label ?? ""}, for all ${format.number(open)}?`}
        confirmLabel={chosen?.label ?? ""}
        cancelLabel="Not yet"
        destructive={asked === "remove"}
        busy={decide.isPending}
        error={decide.error}
        onConfirm={() =>
          asked !== null && decide.mutate({ all: kind, decision: asked }, { onSuccess: () => setAsked(null) })
        }
        onCancel={() => setAsked(null)}
      >
        <p>{toConsequence(asked)} It is carried out the next time Portage looks for changes.</p>
        <p>Until then you can decide otherwise, one by one.</p>
      </ConfirmDialog>
    </div>
  );
}

function toConsequence(decision: ConflictDecision | null): string {
  switch (decision) {
    case "source":
      return "What was entered in monday in these fields since the import is overwritten.";
    case "monday":
      return "These fields stay as they are in monday.";
    case "remove":
      return "These items are moved to monday's recycle bin.";
    case "keep":
      return "These items stay in monday.";
    default:
      return "";
  }
}
