import type { WriteOperation } from "../../connectors/types.ts";
import type { Plan, PlanBoard } from "../../contract/plan.ts";
import { toDecimal } from "../../core/mapping/numbers.ts";
import { partsOf } from "../../core/planning/parts.ts";
import type { BoardSums } from "../../core/reconcile/reconcile.ts";
import { type ColumnSums, createColumnSums } from "../../core/reconcile/sums.ts";
import type { SourceRecord } from "../../core/records.ts";
import type { LedgerRow } from "../../store/store.ts";
import type { RunContext } from "../run-context.ts";
import { boardRecords, externalIdOf, rowsOnAnyPart } from "./board-records.ts";
import type { CheckedCells } from "./checked-cells.ts";
import { parseOperation } from "./stored-operation.ts";

/** What a board must hold when every write the ledger calls done has arrived whole. */
export interface BoardExpectation {
  readonly links: number;
  readonly sums: BoardSums;
}

/** A board, or one part of a split one, and what of it is compared. */
interface CheckedBoard {
  readonly board: PlanBoard;
  readonly boardId: string;
  readonly cells: CheckedCells;
}

/** What a board must hold, as it is added up. */
interface Expecting extends CheckedBoard {
  readonly sums: ColumnSums;
  links: number;
}

/** What one board, or one part of a split one, must hold. */
export async function expectBoard(
  context: RunContext,
  { plan, ...checked }: CheckedBoard & { readonly plan: Plan },
): Promise<BoardExpectation> {
  const expected = (await expectParts(context, { plan, parts: [checked] })).get(checked.board.key);
  return expected ?? { links: 0, sums: createColumnSums().totals() };
}

/**
 * The same for several parts of one board in one reading, by board key. Sums come from the source's own fields
 * wherever the column shows a field as it is, links from the ledger. What the board of a part holds only the ledger
 * knows: every record is looked at once, wherever its place is by now.
 */
export async function expectParts(
  context: RunContext,
  { plan, parts }: { readonly plan: Plan; readonly parts: readonly CheckedBoard[] },
): Promise<ReadonlyMap<string, BoardExpectation>> {
  const all: Expecting[] = parts.map((part) => ({ ...part, sums: createColumnSums(), links: 0 }));
  const board = all.find(({ cells }) => cells.columnIds.length > 0)?.board;
  if (board) {
    const anyPart = partsOf(plan.boards, board.part?.of ?? board.key);
    for await (const page of boardRecords({ context, plan, board, parts: [board] })) {
      const ids = page.records.map((record) => externalIdOf(plan, record));
      const rows = await rowsOnAnyPart({ context, parts: anyPart }, ids);
      for (const record of page.records) {
        const row = rows.get(externalIdOf(plan, record));
        const operation = writtenBy(row);
        const part = row && placeOf(all, row);
        if (!operation || !part) continue;
        part.links += countLinks(operation, part.cells);
        addNumbers(part.sums, { record, operation, cells: part.cells });
      }
    }
  }
  return new Map(all.map(({ board, links, sums }) => [board.key, { links, sums: sums.totals() }]));
}

/** A duplicate may have been merged into an item of another part. */
function placeOf(parts: readonly Expecting[], row: LedgerRow): Expecting | undefined {
  return parts.find(({ board, boardId }) =>
    row.outcome === "merged" && board.part !== null ? row.boardId === boardId : row.phase === board.key,
  );
}

function writtenBy(row: LedgerRow | undefined): WriteOperation | null {
  if (!row?.operation || row.state !== "done") return null;
  const { outcome } = row;
  const isWritten = outcome === "created" || outcome === "updated" || outcome === "merged";
  return isWritten ? parseOperation(row.operation) : null;
}

function countLinks(operation: WriteOperation, cells: CheckedCells): number {
  if (operation.kind === "create_update") return 0;
  let links = 0;
  for (const columnId of cells.linkIds) {
    const value = operation.values[columnId];
    if (value?.kind === "relation_items") links += value.itemIds.length;
  }
  return links;
}

function addNumbers(
  sums: ColumnSums,
  input: { record: SourceRecord; operation: WriteOperation; cells: CheckedCells },
): void {
  const { record, operation, cells } = input;
  if (operation.kind === "create_update") return;
  const status = cells.kindId === null ? null : operation.values[cells.kindId];
  const kind = status?.kind === "status" ? status.label : "";
  for (const { columnId, key, conversion, field } of cells.numbers) {
    const written = operation.values[columnId];
    const own =
      operation.kind === "create_item" && conversion === "number" && field !== null
        ? toDecimal(record.fields[field])
        : null;
    const decimal = own ?? (written?.kind === "number" ? written.decimal : null);
    if (decimal !== null) sums.add(key, kind, decimal);
  }
}
