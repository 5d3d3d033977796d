import { memo } from "react";
import styles from "./DiffCard.module.css";
import rowStyles from "./DiffRow.module.css";
import { type EntryProps, GroupLine, isSameEntry, RecordLinks, VerdictMark } from "./DiffRow.tsx";

function Value({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        <div className={rowStyles.clamp}>{text === "" ? "empty" : text}</div>
      </dd>
    </div>
  );
}

/** One entry of the narrow list: everything of a row, one below the other. */
export const CardEntry = memo(function CardEntry({ entry, sourceTitle, mayEdit, onOpen, onFix }: EntryProps) {
  if (entry.kind === "group") {
    return <GroupLine group={entry.group} mayEdit={mayEdit} onFix={onFix} />;
  }
  if (entry.kind === "pending") return <div className={styles.pending}>Loading</div>;
  const { row } = entry;
  return (
    <article className={styles.card} aria-label={`${row.name}, ${row.columnTitle}`}>
      <div className={styles.cardHead}>
        <RecordLinks row={row} onOpen={onOpen} />
      </div>
      <VerdictMark row={row} />
      <dl className={styles.values}>
        <Value title={`In ${sourceTitle}`} text={row.source} />
        <Value title="What happens to it" text={row.transformation} />
        <Value title="Written" text={row.written} />
        <Value title="Read back" text={row.readBack} />
      </dl>
    </article>
  );
}, isSameEntry);
