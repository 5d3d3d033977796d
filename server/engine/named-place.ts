import { type Failure, type FailureCode, FailureError } from "../contract/errors.ts";
import type { Plan, PlanBoard } from "../contract/plan.ts";

/** Failures a person can only act on when they know which board or column is meant. */
const placed: ReadonlySet<FailureCode> = new Set([
  "monday.board_missing",
  "monday.column_missing",
  "monday.board_full",
  "monday.forbidden",
  "monday.schema_conflict",
]);

/** Where the work was that failed; `board` is null when it was about the whole plan. */
export interface Place {
  readonly plan: Plan;
  readonly board: PlanBoard | null;
}

/** The failure with the titles of its board and columns in the sentence, as the admin knows them. */
export function namePlace(failure: Failure, place: Place): Failure {
  if (!placed.has(failure.code)) return failure;
  const { board: boardKey, column: columnIds } = { board: "", column: "", ...failure.where };
  const board = place.plan.boards.find(({ key }) => key === boardKey) ?? place.board;
  if (!board) return failure;
  const titles = columnIds.split(", ").flatMap((id) => {
    const column = board.columns.find(({ columnId, key }) => columnId === id || key === id);
    return column ? [`"${column.title}"`] : [];
  });
  const columns =
    titles.length === 0 ? "" : `, ${titles.length === 1 ? "column" : "columns"} ${titles.join(", ")}`;
  const isNamed = failure.userMessage.includes(`"${board.title}"`);
  const said = isNamed ? "" : ` (board "${board.title}"${columns})`;
  return {
    ...failure,
    userMessage: `${failure.userMessage.replace(/\.$/, "")}${said}.`,
    where: { ...failure.where, board: board.key },
  };
}

/** Does the work; a failure comes out with its place named. */
export async function atPlace<T>(place: Place, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw cause instanceof FailureError ? new FailureError(namePlace(cause.failure, place)) : cause;
  }
}
