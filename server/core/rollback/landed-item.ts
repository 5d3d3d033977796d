import type { TypedValue } from "../../contract/values.ts";
import type { ExistingCell } from "../mapping/fill-empty.ts";

export type Cells = Readonly<Record<string, ExistingCell>>;

/** One ledger row that landed on an item, its columns by the ids they have in the destination. */
export interface LandedRow {
  readonly phase: string;
  readonly externalId: string;
  readonly name: string;
  /** made: the row's write created the item. filled: it wrote cells of an item that was there. update: a comment. */
  readonly kind: "made" | "filled" | "update" | "none";
  /** Of another migration of the account. */
  readonly foreign: boolean;
  /** Whether the rollback takes back this row. */
  readonly inScope: boolean;
  /** Name the item was given; null when it kept its own. */
  readonly itemName: string | null;
  readonly groupId: string | null;
  readonly values: Readonly<Record<string, TypedValue | null>>;
  /** Cells as they were before this row wrote them. */
  readonly before: Cells;
  /** Columns whose value the destination did not keep when it was written. */
  readonly dropped: readonly string[];
}

/** Everything Portage knows of one item, its rows in the order they were reached. */
export interface LandedItem {
  readonly itemId: string;
  readonly rows: readonly LandedRow[];
}

/** What an item was given: name, group, and every cell as it was written last. */
export interface Given {
  readonly name: string | null;
  readonly groupId: string | null;
  readonly cells: ReadonlyMap<string, { readonly value: TypedValue | null; readonly row: LandedRow }>;
  readonly dropped: ReadonlySet<string>;
}

/** The final state Portage has given the item, all migrations counted. */
export function givenTo(item: LandedItem): Given {
  const cells = new Map<string, { value: TypedValue | null; row: LandedRow }>();
  const dropped = new Set<string>();
  let name: string | null = null;
  let groupId: string | null = null;
  for (const row of item.rows) {
    if (row.kind === "made") groupId = row.groupId;
    if (row.itemName !== null) name = row.itemName;
    for (const [columnId, value] of Object.entries(row.values)) cells.set(columnId, { value, row });
    for (const columnId of row.dropped) dropped.add(columnId);
  }
  return { name, groupId, cells, dropped };
}

/** The row that created the item; null for an item that was there before. */
export function makerOf(item: LandedItem): LandedRow | null {
  return item.rows.find(({ kind }) => kind === "made") ?? null;
}

/** True when the rollback takes the item itself away, not only what was added to it. */
export function isOursToRemove(item: LandedItem): boolean {
  return makerOf(item)?.inScope === true;
}
