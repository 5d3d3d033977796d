import type { BoardState, Destination, SchemaObject } from "../../connectors/types.ts";
import { FailureError, toFailure } from "../../contract/errors.ts";
import type { Plan, PlanBoard } from "../../contract/plan.ts";
import { loadOrder } from "../../core/planning/board-order.ts";
import type { RunContext } from "../run-context.ts";

const importRemedy =
  "Start the import again: it adds what is missing and goes on with late changes afterwards.";

/** Every board and column of the plan has to be there: late changes make none. Throws the first that is missing. */
export async function requireSchema(
  { waiting, signal }: RunContext,
  input: { destination: Destination; plan: Plan; objects: readonly SchemaObject[] },
): Promise<void> {
  const boards = loadOrder(input.plan);
  const ids = new Map(input.objects.map(({ kind, key, id }) => [`${kind} ${key}`, id] as const));
  const boardIds = boards.flatMap(({ key }) => ids.get(`board ${key}`) ?? []);
  const states = await waiting.until(() => input.destination.boardStates(boardIds, signal));
  for (const board of boards) {
    const state = states.get(ids.get(`board ${board.key}`) ?? "");
    if (!state) throw missingBoard(board);
    requireColumns(board, state, ids);
  }
}

function requireColumns(board: PlanBoard, state: BoardState, ids: ReadonlyMap<string, string>): void {
  const there = new Set(state.columns.map(({ id }) => id));
  for (const column of board.columns) {
    const id = ids.get(`column ${board.key}/${column.key}`);
    if (!column.include || (id !== undefined && there.has(id))) continue;
    // A customer's own column is no object of ours in every case.
    if (id === undefined && there.has(column.columnId)) continue;
    throw missingColumn(board, column.title);
  }
}

function missingBoard(board: PlanBoard): FailureError {
  return new FailureError(
    toFailure("monday.board_missing", {
      message: `Board ${board.key} is not in the destination`,
      userMessage: `The board "${board.title}" of the approved plan is not in monday.`,
      remedy: `Restore it from monday's recycle bin. ${importRemedy}`,
      where: { board: board.key },
    }),
  );
}

function missingColumn(board: PlanBoard, title: string): FailureError {
  return new FailureError(
    toFailure("monday.column_missing", {
      message: `A column of ${board.key} is not in the destination`,
      userMessage: `The column "${title}" of the approved plan is not on the board "${board.title}".`,
      remedy: importRemedy,
      where: { board: board.key },
    }),
  );
}
