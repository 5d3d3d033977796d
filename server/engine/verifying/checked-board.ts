import type { Destination, ReadItem, SchemaObject } from "../../connectors/types.ts";
import type { Plan, PlanBoard, PlanColumn } from "../../contract/plan.ts";
import { loadOrder } from "../../core/planning/board-order.ts";
import { partsOf } from "../../core/planning/parts.ts";
import type { LedgerRow } from "../../store/store.ts";
import type { Ground, Landed } from "../items/landed.ts";
import { type CheckedCells, cellsToCheck } from "../loading/checked-cells.ts";
import { parseOperation } from "../loading/stored-operation.ts";
import { boardIdOf } from "../steps/board-id.ts";

/** Key of the source id's column among the objects of a board. */
const sourceIdKey = "portage_id";

/** A board as a verification needs it; ids of columns are those monday has. */
export interface CheckedBoard {
  readonly destination: Destination;
  readonly ground: Ground;
  readonly plan: Plan;
  readonly board: PlanBoard;
  readonly boardId: string;
  /** Ledger phases whose rows may lie on it: its own and those of the other parts. */
  readonly phases: ReadonlySet<string>;
  /** Columns Portage may have written, by id. */
  readonly columns: ReadonlyMap<string, PlanColumn>;
  readonly sourceIdColumn: string;
  /** What is summed up, by planned column ids. */
  readonly cells: CheckedCells;
  /** Everything a read asks for. */
  readonly columnIds: readonly string[];
}

/** The boards of the plan that were made, in the order they are loaded. */
export function boardsToCheck(plan: Plan, objects: readonly SchemaObject[]): readonly PlanBoard[] {
  const made = new Set(objects.filter(({ kind }) => kind === "board").map(({ key }) => key));
  const included = loadOrder(plan);
  const leftOut = plan.boards.filter((board) => !included.includes(board));
  return [...included, ...leftOut].filter(({ key }) => made.has(key));
}

/** A board of the plan with the ids its columns really have. */
export function toCheckedBoard(
  base: Pick<CheckedBoard, "destination" | "ground" | "plan">,
  board: PlanBoard,
  objects: readonly SchemaObject[],
): CheckedBoard {
  const { columnIds: known } = base.ground;
  const realId = (key: string, planned: string): string => known.get(`${board.key}/${key}`) ?? planned;
  const written = board.columns.filter(({ key, include }) => include || known.has(`${board.key}/${key}`));
  const columns = new Map(written.map((column) => [realId(column.key, column.columnId), column]));
  const sourceIdColumn = realId(sourceIdKey, board.externalIdColumnId);
  return {
    ...base,
    board,
    boardId: boardIdOf(objects, board),
    phases: new Set(partsOf(base.plan.boards, board.part?.of ?? board.key).map(({ key }) => key)),
    columns,
    sourceIdColumn,
    cells: cellsToCheck(board),
    columnIds: [...new Set([sourceIdColumn, ...columns.keys()])],
  };
}

/** The item's cells under planned ids, as the sums know them. */
export function plannedValues({ columns }: CheckedBoard, item: ReadItem): ReadItem["values"] {
  return Object.fromEntries(
    Object.entries(item.values).map(([id, cell]) => [columns.get(id)?.columnId ?? id, cell]),
  );
}

/** A row on an item of this board; its record is read only when it has to be put in words. */
export function toLight({ ground, board }: CheckedBoard, row: LedgerRow): Landed {
  const operation = row.operation === null ? null : parseOperation(row.operation);
  const stream = ground.connector?.streams.find(({ name }) => name === row.stream) ?? null;
  return { row, operation, ground, board, stream, sourceId: "", record: null };
}

/** True for a record whose item must be there. One whose write failed is no item to count on. */
export function ownsItem({ state, outcome, itemId }: LedgerRow): boolean {
  const isThere = outcome === "created" || outcome === "updated" || outcome === "unchanged";
  return state === "done" && itemId !== null && isThere;
}
