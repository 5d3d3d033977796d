import type { ReadItem } from "../../connectors/types.ts";
import { type CellVerdict, compareCell, missingLinks, readText } from "../../core/verify/compare-cell.ts";
import { fieldHash, recordHash } from "../../core/verify/hash-tree.ts";
import type { LedgerRow, VerifiedRecord } from "../../store/store.ts";
import type { Landed } from "../items/landed.ts";
import { collectWritten, linkedIds, type WrittenCell } from "../items/written-cells.ts";
import { nameKey } from "./board-tally.ts";
import { type CheckedBoard, toLight } from "./checked-board.ts";

interface LinkCounts {
  readonly expected: number;
  readonly found: number;
  /** Items among those not found that are gone themselves. */
  readonly ended: readonly string[];
  /** How many of these no other difference tells of. */
  readonly untold: number;
}

/** One value Portage wrote, next to what was read back. */
export interface ComparedField {
  /** Column key; `name` for the item's name. */
  readonly key: string;
  readonly landed: Landed;
  /** Null for the name. */
  readonly cell: WrittenCell | null;
  readonly verdict: CellVerdict;
  readonly hash: string;
  readonly links: LinkCounts;
}

export interface ComparedItem {
  readonly item: ReadItem;
  readonly rows: readonly LedgerRow[];
  readonly fields: readonly ComparedField[];
}

/** Compares everything Portage wrote to an item, over all records that landed on it. */
export function compareItem(checked: CheckedBoard, item: ReadItem, rows: readonly LedgerRow[]): ComparedItem {
  const written = collectWritten(rows.map((row) => toLight(checked, row)));
  const cells = written.cells.flatMap((cell) => compareOne(checked, item, cell));
  if (written.name === null) return { item, rows, fields: cells };
  const { text, landed } = written.name;
  const value = { kind: "text" as const, text };
  const today = { text: item.name, value: null };
  const name: ComparedField = {
    key: nameKey,
    landed,
    cell: null,
    verdict: compareCell(value, today),
    hash: fieldHash(nameKey, readText(value, today)),
    links: { expected: 0, found: 0, ended: [], untold: 0 },
  };
  return { item, rows, fields: [name, ...cells] };
}

/** A cell of a column the plan no longer has was not asked for and cannot be compared. */
function compareOne(checked: CheckedBoard, item: ReadItem, cell: WrittenCell): ComparedField[] {
  const { columnId, value, landed } = cell;
  const column = checked.columns.get(columnId);
  if (!column) return [];
  const today = item.values[columnId];
  const wanted = linkedIds(value);
  return [
    {
      key: column.key,
      landed,
      cell,
      verdict: compareCell(value, today),
      hash: fieldHash(column.key, readText(value, today)),
      links: {
        ...{ expected: wanted.length, found: wanted.length - missingLinks(wanted, today).length },
        ...{ ended: [], untold: 0 },
      },
    },
  ];
}

/** The mark of each record on the item: a hash over what was read back of its own cells. */
export function toStamps({ item, rows, fields }: ComparedItem, pass: string): VerifiedRecord[] {
  return rows.map(({ phase, externalId }) => {
    const own = fields.filter(({ landed: { row } }) => row.phase === phase && row.externalId === externalId);
    const hashed = own.map(({ key, hash }) => ({ columnKey: key, hash }));
    return { phase, externalId, runId: pass, itemId: item.id, hash: recordHash(externalId, hashed) };
  });
}
