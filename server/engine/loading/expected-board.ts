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

interface ExpectedOf {
  readonly plan: Plan;
  readonly board: PlanBoard;
  readonly boardId: string;
  readonly cells: CheckedCells;
}

/**
 * Sums come from the source's own fields wherever the column shows a field as it is, links from the ledger. What the
 * board of a part holds only the ledger knows: every record is looked at, wherever its place is by now.
 */
export async function expectBoard(context: RunContext, input: ExpectedOf): Promise<BoardExpectation> {
  const { plan, board, cells } = input;
  const sums = createColumnSums();
  let links = 0;
  if (cells.columnIds.length === 0) return { links, sums: sums.totals() };
  const parts = partsOf(plan.boards, board.part?.of ?? board.key);
  for await (const page of boardRecords({ context, plan, board, parts: [board] })) {
    const ids = page.records.map((record) => externalIdOf(plan, record));
    const rows = await rowsOnAnyPart({ context, parts }, ids);
    for (const record of page.records) {
      const row = rows.get(externalIdOf(plan, record));
      const operation = writtenBy(row);
      if (!operation || !isHere(input, row)) continue;
      links += countLinks(operation, cells);
      addNumbers(sums, { record, operation, cells });
    }
  }
  return { links, sums: sums.totals() };
}

/** A duplicate may have been merged into an item of another part. */
function isHere({ board, boardId }: ExpectedOf, row: LedgerRow | undefined): boolean {
  if (row?.outcome === "merged" && board.part !== null) return row.boardId === boardId;
  return row?.phase === board.key;
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
