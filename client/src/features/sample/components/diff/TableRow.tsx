// biome-ignore-all lint/a11y/useSemanticElements: the rows are placed one by one, which the rows of a <table> cannot be.
// biome-ignore-all lint/a11y/useFocusableInteractive: nothing in a table takes the focus but its links and buttons.
import { memo } from "react";
import rowStyles from "./DiffRow.module.css";
import { type EntryProps, GroupLine, isSameEntry, RecordLinks, VerdictMark } from "./DiffRow.tsx";
import styles from "./DiffTable.module.css";

/** Every row of the wide list is this high, so that its place is known without measuring. */
export const ROW_PX = 64;
export const COLUMNS = 6;

function Text({ text }: { readonly text: string }) {
  return (
    <div role="cell" className={styles.cell}>
      <div className={rowStyles.clamp}>{text}</div>
    </div>
  );
}

function Cells({ entry, mayEdit, onOpen, onFix }: Omit<EntryProps, "place">) {
  if (entry.kind === "group") {
    return (
      <div role="rowheader" aria-colspan={COLUMNS} className={styles.whole}>
        <GroupLine group={entry.group} mayEdit={mayEdit} onFix={onFix} />
      </div>
    );
  }
  if (entry.kind === "pending") {
    return (
      <div role="cell" aria-colspan={COLUMNS} className={styles.whole}>
        <span className={styles.pending}>Loading</span>
      </div>
    );
  }
  const { row } = entry;
  return (
    <>
      <div role="rowheader" className={styles.cell}>
        <div className={rowStyles.record}>
          <RecordLinks row={row} onOpen={onOpen} />
        </div>
      </div>
      <Text text={row.source} />
      <Text text={row.transformation} />
      <Text text={row.written} />
      <Text text={row.readBack} />
      <div role="cell" className={styles.cell}>
        <VerdictMark row={row} isTight />
      </div>
    </>
  );
}

/** One line of the wide list, at its place. The first line of the table is its heading. */
export const TableRow = memo(function TableRow({ place, ...props }: EntryProps) {
  return (
    <div
      role="row"
      aria-rowindex={place + 2}
      data-index={place}
      className={`${styles.row} ${props.entry.kind === "group" ? styles.group : ""}`}
      style={{ top: place * ROW_PX }}
    >
      <Cells {...props} />
    </div>
  );
}, isSameEntry);
