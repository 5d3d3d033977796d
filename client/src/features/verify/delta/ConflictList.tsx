import { Button } from "@vibe/core";
import { Alert, Check } from "@vibe/icons";
import { Chip } from "../../../components/Chip.tsx";
import { Comparison, ComparisonList } from "../../../components/Comparison.tsx";
import { OutsideLink } from "../../../components/OutsideLink.tsx";
import type { Conflict, ConflictDecision } from "../../../lib/contract.ts";
import styles from "../components/Result.module.css";
import { toChoices, toConflictTitle, toDecisionWords } from "./delta-words.ts";

export interface ConflictListProps {
  readonly label: string;
  readonly sourceTitle: string;
  readonly conflicts: readonly Conflict[];
  /** Null for those who may only look. */
  readonly onDecide: ((conflict: Conflict, decision: ConflictDecision) => void) | null;
  readonly isBusy: boolean;
}

/** Conflicts with both sides, and the two ways out of each. */
export function ConflictList({ label, conflicts, ...rest }: ConflictListProps) {
  return (
    <ComparisonList label={label}>
      {conflicts.map((conflict) => (
        <li key={conflict.id}>
          <Entry conflict={conflict} {...rest} />
        </li>
      ))}
    </ComparisonList>
  );
}

type EntryProps = Omit<ConflictListProps, "label" | "conflicts"> & { readonly conflict: Conflict };

function Entry({ conflict, sourceTitle, onDecide, isBusy }: EntryProps) {
  const title = toConflictTitle(conflict);
  const decided = toDecisionWords(conflict, sourceTitle);
  const canDecide = onDecide !== null && conflict.state !== "settled";
  return (
    <Comparison
      title={title}
      aside={
        <>
          <Chip
            tone={conflict.state === "open" ? "warning" : "neutral"}
            icon={conflict.state === "open" ? Alert : Check}
          >
            {conflict.state === "open" ? "To decide" : conflict.state === "decided" ? "Decided" : "Done"}
          </Chip>
          <span className={styles.quiet}>{conflict.boardTitle}</span>
          {conflict.itemUrl === null ? null : (
            <OutsideLink href={conflict.itemUrl} label={`Open ${conflict.name} in monday`}>
              Open
            </OutsideLink>
          )}
        </>
      }
      values={
        conflict.kind === "deleted"
          ? []
          : [
              { label: "Was", value: conflict.was },
              { label: `Now in ${sourceTitle}`, value: conflict.sourceNow },
              { label: "Now in monday", value: conflict.mondayNow },
            ]
      }
      actions={
        canDecide
          ? toChoices(conflict.kind, sourceTitle).map((choice) => (
              <Button
                key={choice.decision}
                size="small"
                kind="secondary"
                {...(conflict.decision === choice.decision ? { leftIcon: Check } : {})}
                aria-pressed={conflict.decision === choice.decision}
                aria-label={`${choice.label}: ${title}`}
                disabled={isBusy}
                onClick={() => onDecide(conflict, choice.decision)}
              >
                {choice.label}
              </Button>
            ))
          : null
      }
    >
      {conflict.kind === "deleted" ? (
        <p>
          No longer in {sourceTitle}; its item is still in monday. Portage leaves it there unless you say
          otherwise.
        </p>
      ) : null}
      {decided === null ? null : <p className={styles.quiet}>{decided}</p>}
    </Comparison>
  );
}
