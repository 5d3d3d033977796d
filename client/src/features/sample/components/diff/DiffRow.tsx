import { LookChip } from "../../../../components/Chip.tsx";
import { OutsideLink } from "../../../../components/OutsideLink.tsx";
import { TextButton } from "../../../../components/TextButton.tsx";
import type { DiffRow } from "../../../../lib/contract.ts";
import { type DiffEntry, hasMapping, type PlacedGroup } from "../../lib/diff-layout.ts";
import { verdictLooks } from "../../lib/words.ts";
import styles from "./DiffRow.module.css";

export interface EntryProps {
  readonly entry: DiffEntry;
  /** Of the entry in the list. */
  readonly place: number;
  /** "Bizstim" */
  readonly sourceTitle: string;
  readonly mayEdit: boolean;
  /** Shows a row in full. */
  readonly onOpen: (row: DiffRow) => void;
  /** Opens the mapping of a field. */
  readonly onFix: (place: { readonly board: string; readonly column: string }) => void;
}

/** "Clients › E-mail" */
export function GroupTitle({ group }: { readonly group: PlacedGroup }) {
  return (
    <span className={styles.groupTitle}>
      {group.boardTitle} › {group.columnTitle}
    </span>
  );
}

function FixButton({
  group,
  mayEdit,
  onFix,
}: Pick<EntryProps, "mayEdit" | "onFix"> & { readonly group: PlacedGroup }) {
  if (!hasMapping(group)) return null;
  const label = mayEdit ? "Change the mapping" : "Show the mapping";
  return (
    <TextButton
      label={`${label} of ${group.columnTitle} on ${group.boardTitle}`}
      onClick={() => onFix(group)}
    >
      {label}
    </TextButton>
  );
}

/** Where a field begins: its name, and the way to its mapping. */
export function GroupLine(props: Pick<EntryProps, "mayEdit" | "onFix"> & { readonly group: PlacedGroup }) {
  return (
    <div className={styles.groupLine}>
      <GroupTitle group={props.group} />
      <FixButton {...props} />
    </div>
  );
}

/** The record: its name opens the row in full, the second link its item in monday. */
export function RecordLinks({ row, onOpen }: Pick<EntryProps, "onOpen"> & { readonly row: DiffRow }) {
  return (
    <>
      <button
        type="button"
        className={styles.name}
        aria-label={`${row.name}, ${row.columnTitle}: show in full`}
        onClick={() => onOpen(row)}
      >
        {row.name}
      </button>
      {row.itemUrl === null ? (
        <span className={styles.quiet}>no item</span>
      ) : (
        <OutsideLink href={row.itemUrl} label={`Open in monday: ${row.name}`}>
          Open in monday
        </OutsideLink>
      )}
    </>
  );
}

export interface VerdictMarkProps {
  readonly row: DiffRow;
  /** The reason takes one line at the most. */
  readonly isTight?: boolean;
}

export function VerdictMark({ row, isTight = false }: VerdictMarkProps) {
  return (
    <div className={styles.verdict}>
      <span className={styles.verdictLine}>
        <LookChip look={verdictLooks[row.verdict]} />
        {row.changed ? <span className={styles.changed}>changed</span> : null}
      </span>
      {row.reason === null ? null : (
        <span className={isTight ? `${styles.reason} ${styles.tight}` : styles.reason}>{row.reason}</span>
      )}
    </div>
  );
}

function sameEntry(a: DiffEntry, b: DiffEntry): boolean {
  if (a.kind === "row") return b.kind === "row" && a.row === b.row && a.index === b.index;
  if (a.kind === "group") {
    return b.kind === "group" && a.group.board === b.group.board && a.group.column === b.group.column;
  }
  return b.kind === "pending" && a.index === b.index;
}

/** Entries are made anew with every page; what they show hardly ever changes. */
export function isSameEntry(before: EntryProps, after: EntryProps): boolean {
  return (
    before.place === after.place &&
    sameEntry(before.entry, after.entry) &&
    before.mayEdit === after.mayEdit &&
    before.onOpen === after.onOpen &&
    before.onFix === after.onFix
  );
}
