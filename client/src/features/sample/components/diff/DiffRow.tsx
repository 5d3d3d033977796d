import { memo } from "react";
import { LookChip } from "../../../../components/Chip.tsx";
import type { DiffRow } from "../../../../lib/contract.ts";
import { type DiffEntry, type DiffGroup, hasMapping } from "../../lib/diff-layout.ts";
import { verdictLooks } from "../../lib/words.ts";
import styles from "./Diff.module.css";

export interface EntryProps {
  readonly entry: DiffEntry;
  /** "Bizstim" */
  readonly sourceTitle: string;
  readonly mayEdit: boolean;
  /** Shows a row in full. */
  readonly onOpen: (row: DiffRow) => void;
  /** Opens the mapping of a field. */
  readonly onFix: (place: { readonly board: string; readonly column: string }) => void;
}

/** "Clients › E-mail" */
export function GroupTitle({ group }: { readonly group: DiffGroup }) {
  return (
    <span className={styles.groupTitle}>
      {group.boardTitle} › {group.columnTitle}
    </span>
  );
}

export function FixButton({
  group,
  mayEdit,
  onFix,
}: Pick<EntryProps, "mayEdit" | "onFix"> & { readonly group: DiffGroup }) {
  if (!hasMapping(group)) return null;
  const label = mayEdit ? "Change the mapping" : "Show the mapping";
  return (
    <button
      type="button"
      className={styles.textButton}
      aria-label={`${label} of ${group.columnTitle} on ${group.boardTitle}`}
      onClick={() => onFix(group)}
    >
      {label}
    </button>
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
        <a
          className={styles.link}
          href={row.itemUrl}
          target="_blank"
          rel="noreferrer"
          aria-label={`Open in monday: ${row.name}`}
        >
          Open in monday
        </a>
      )}
    </>
  );
}

export function VerdictMark({ row }: { readonly row: DiffRow }) {
  return (
    <>
      <span className={styles.verdictLine}>
        <LookChip look={verdictLooks[row.verdict]} />
        {row.changed ? <span className={styles.changed}>changed</span> : null}
      </span>
      {row.reason === null ? null : <span className={styles.reason}>{row.reason}</span>}
    </>
  );
}

function Text({ text }: { readonly text: string }) {
  return (
    <td>
      <div className={styles.clamp}>{text}</div>
    </td>
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
    sameEntry(before.entry, after.entry) &&
    before.mayEdit === after.mayEdit &&
    before.onOpen === after.onOpen &&
    before.onFix === after.onFix
  );
}

/** One line of the wide list. */
export const TableEntry = memo(function TableEntry({ entry, mayEdit, onOpen, onFix }: EntryProps) {
  if (entry.kind === "group") {
    return (
      <tr className={styles.group}>
        <th scope="rowgroup" colSpan={6}>
          <div className={styles.groupLine}>
            <GroupTitle group={entry.group} />
            <FixButton group={entry.group} mayEdit={mayEdit} onFix={onFix} />
          </div>
        </th>
      </tr>
    );
  }
  if (entry.kind === "pending") {
    return (
      <tr className={styles.row} aria-rowindex={entry.index + 2}>
        <td colSpan={6}>
          <span className={styles.pending}>Loading</span>
        </td>
      </tr>
    );
  }
  const { row } = entry;
  return (
    <tr className={styles.row} aria-rowindex={entry.index + 2}>
      <th scope="row">
        <div className={styles.record}>
          <RecordLinks row={row} onOpen={onOpen} />
        </div>
      </th>
      <Text text={row.source} />
      <Text text={row.transformation} />
      <Text text={row.written} />
      <Text text={row.readBack} />
      <td>
        <div className={styles.verdict}>
          <VerdictMark row={row} />
        </div>
      </td>
    </tr>
  );
}, isSameEntry);
