import { Checkbox, Icon } from "@vibe/core";
import { Check, Time } from "@vibe/icons";
import { ErrorNotice, type ShownFailure } from "../../../components/ErrorNotice.tsx";
import { FramedList } from "../../../components/FramedList.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { ChecklistKey, DeltaView } from "../../../lib/contract.ts";
import styles from "./Checklist.module.css";

type Entry = DeltaView["checklist"][number];

export interface ChecklistProps {
  readonly entries: readonly Entry[];
  /** Null for those who may only look. */
  readonly onTick: ((key: ChecklistKey, done: boolean) => void) | null;
  readonly isBusy: boolean;
  readonly error: ShownFailure | null;
  /** User id of the one who looks. */
  readonly userId: string;
}

/** What is left to do until the old system can be switched off; Portage ticks what it can see itself. */
export function Checklist({ entries, onTick, isBusy, error, userId }: ChecklistProps) {
  return (
    <div className={styles.checklist}>
      <FramedList label="Checklist for the switch" layout="stack" isOrdered>
        {entries.map((entry) => (
          <li key={entry.key}>
            <div className={styles.line}>
              {entry.kind === "tick" && onTick !== null ? (
                <Checkbox
                  label={entry.title}
                  checked={entry.done}
                  disabled={isBusy}
                  onChange={(event) => onTick(entry.key, event.target.checked)}
                />
              ) : (
                <Seen entry={entry} />
              )}
            </div>
            <p className={styles.text}>{entry.text}</p>
            <Who entry={entry} userId={userId} />
          </li>
        ))}
      </FramedList>
      {error === null ? null : <ErrorNotice error={error} />}
    </div>
  );
}

/** An entry nobody can tick here: the state in words besides the mark. */
function Seen({ entry }: { readonly entry: Entry }) {
  return (
    <span className={entry.done ? `${styles.seen} ${styles.done}` : styles.seen}>
      <Icon icon={entry.done ? Check : Time} size={16} useCurrentColor aria-hidden />
      <span className={styles.title}>{entry.title}</span>
      <span className={styles.state}>{entry.done ? "done" : "not yet"}</span>
    </span>
  );
}

function Who({ entry: { done, by, at }, userId }: { readonly entry: Entry; readonly userId: string }) {
  const format = useFormat();
  if (!done || at === null) return null;
  // A bare user id tells nobody anything.
  const who = by === null ? "" : by === userId ? "You, " : /^\d+$/.test(by) ? "" : `${by}, `;
  return <p className={styles.who}>{`${who}${format.dateTime(at)}.`}</p>;
}
