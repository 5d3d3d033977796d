import type { PlanBoard } from "../../contract/plan.ts";
import type { RecordNote } from "../../contract/records.ts";
import type { TypedValue } from "../../contract/values.ts";
import type { MappedRecord } from "../../core/mapping/compile-board.ts";
import { type MissingLink, missingLinkCells } from "../../core/mapping/missing-links.ts";
import { type BoardJob, phasesOfBoard } from "./board-job.ts";

type Column = PlanBoard["columns"][number];

/** Finds the item of a linked record: by the key of the board it lives on and its external id. */
export type LinkFinder = (boardKey: string, externalId: string) => string | undefined;

/** Looks up the items all these records link to, with one query for each board they point to. */
export async function findLinks(job: BoardJob, records: readonly MappedRecord[]): Promise<LinkFinder> {
  const wanted = new Map<string, Set<string>>();
  for (const [columnId, column] of linkColumns(job.board)) {
    if (!column.link) continue;
    const refs = wanted.get(column.link.board) ?? new Set<string>();
    wanted.set(column.link.board, refs);
    for (const record of records) {
      for (const ref of refsOf(record.values[columnId])) refs.add(ref);
    }
  }
  const found = new Map<string, ReadonlyMap<string, string>>();
  for (const [boardKey, refs] of wanted) {
    if (refs.size === 0) continue;
    const { deps, scope } = job.context;
    const phases = phasesOfBoard(job.plan, boardKey);
    found.set(boardKey, await deps.store.ledger.itemIds(scope, phases, [...refs]));
  }
  return (boardKey, externalId) => found.get(boardKey)?.get(externalId);
}

/** Replaces references by item ids. A link that finds no item is left out and noted; nothing fails. */
export function resolveLinks(
  board: PlanBoard,
  record: MappedRecord,
  find: LinkFinder,
): { values: Record<string, TypedValue>; notes: RecordNote[] } {
  const columns = linkColumns(board);
  const values: Record<string, TypedValue> = {};
  const missing: MissingLink[] = [];
  for (const [columnId, value] of Object.entries(record.values)) {
    if (value.kind !== "relation") {
      values[columnId] = value;
      continue;
    }
    const column = columns.get(columnId);
    const itemIds: string[] = [];
    for (const ref of value.refs) {
      const itemId = column?.link ? find(column.link.board, ref) : undefined;
      if (itemId !== undefined && !itemIds.includes(itemId)) itemIds.push(itemId);
      if (itemId === undefined) missing.push({ columnKey: column?.key ?? columnId, ref });
    }
    if (itemIds.length > 0) values[columnId] = { kind: "relation_items", itemIds };
  }
  const told = missingLinkCells(board, missing);
  return { values: { ...values, ...told.values }, notes: [...record.notes, ...told.notes] };
}

function linkColumns(board: PlanBoard): ReadonlyMap<string, Column> {
  const columns = board.columns.filter((column) => column.include && column.link !== null);
  return new Map(columns.map((column) => [column.columnId, column]));
}

function refsOf(value: TypedValue | undefined): readonly string[] {
  return value?.kind === "relation" ? value.refs : [];
}
