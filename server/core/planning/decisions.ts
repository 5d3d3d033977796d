import type { dedupePolicies, PlanEdit, personActions } from "../../contract/plan.ts";
import type { ColumnType } from "../../contract/values.ts";

/** The admin's edits folded into what holds now: for each place the last edit wins. */
export interface Decisions {
  readonly workspaceId: string | null | undefined;
  readonly currency: string | null;
  readonly boardInclude: ReadonlyMap<string, boolean>;
  readonly boardTitle: ReadonlyMap<string, string>;
  readonly boardTarget: ReadonlyMap<string, string | null>;
  readonly boardDedupe: ReadonlyMap<string, (typeof dedupePolicies)[number]>;
  readonly groupTitle: ReadonlyMap<string, string>;
  readonly columnInclude: ReadonlyMap<string, boolean>;
  readonly columnTitle: ReadonlyMap<string, string>;
  readonly columnType: ReadonlyMap<string, ColumnType>;
  readonly columnUnit: ReadonlyMap<string, string | null>;
  /** Column place → raw value → label; null leaves the cell empty. */
  readonly columnMap: ReadonlyMap<string, ReadonlyMap<string, string | null>>;
  readonly updateInclude: ReadonlyMap<string, boolean>;
  readonly personAction: ReadonlyMap<
    string,
    { readonly action: (typeof personActions)[number]; readonly userId: string | null }
  >;
  readonly peopleDefault: {
    readonly action: "fallback" | "text" | "invite";
    readonly fallbackUserId: string | null;
  } | null;
  readonly accepted: ReadonlySet<string>;
}

/** Key of something inside a board: `place("clients", "email")`. */
export function place(board: string, inside: string): string {
  return `${board}/${inside}`;
}

/** Board key of a part of a split board (`sessions-2` → `sessions`); other keys are returned as they are. */
function baseKey(board: string): string {
  return board.replace(/-\d+$/, "");
}

type EditOf<Op extends PlanEdit["op"]> = Extract<PlanEdit, { op: Op }>;

function editsOf<Op extends PlanEdit["op"]>(edits: readonly PlanEdit[], op: Op): EditOf<Op>[] {
  return edits.filter((edit): edit is EditOf<Op> => edit.op === op);
}

/** The value of the last edit of a kind for each key. */
function lastOf<Op extends PlanEdit["op"], Value>(
  edits: readonly PlanEdit[],
  op: Op,
  keyOf: (edit: EditOf<Op>) => string,
  read: (edit: EditOf<Op>) => Value,
): ReadonlyMap<string, Value> {
  return new Map(editsOf(edits, op).map((edit) => [keyOf(edit), read(edit)]));
}

function columnMaps(edits: readonly PlanEdit[]): Decisions["columnMap"] {
  const maps = new Map<string, Map<string, string | null>>();
  for (const { board, column, value, label } of editsOf(edits, "column.map")) {
    const at = place(baseKey(board), column);
    maps.set(at, (maps.get(at) ?? new Map<string, string | null>()).set(value, label));
  }
  return maps;
}

/**
 * Folds edits in the order they were made. Edits of a part of a split board hold for the whole board, apart from a
 * part's own name.
 */
export function foldEdits(edits: readonly PlanEdit[]): Decisions {
  const board = (edit: { board: string }) => baseKey(edit.board);
  const column = (edit: { board: string; column: string }) => place(baseKey(edit.board), edit.column);
  const fallback = editsOf(edits, "people.default").at(-1);
  return {
    workspaceId: editsOf(edits, "workspace").at(-1)?.workspaceId,
    currency: editsOf(edits, "currency").at(-1)?.code ?? null,
    boardInclude: lastOf(edits, "board.include", board, (edit) => edit.include),
    boardTitle: lastOf(
      edits,
      "board.rename",
      (edit) => edit.board,
      (edit) => edit.title,
    ),
    boardTarget: lastOf(edits, "board.target", board, (edit) => edit.boardId),
    boardDedupe: lastOf(edits, "board.dedupe", board, (edit) => edit.policy),
    groupTitle: lastOf(
      edits,
      "group.rename",
      (edit) => place(board(edit), edit.group),
      (edit) => edit.title,
    ),
    columnInclude: lastOf(edits, "column.include", column, (edit) => edit.include),
    columnTitle: lastOf(edits, "column.rename", column, (edit) => edit.title),
    columnType: lastOf(edits, "column.type", column, (edit) => edit.type),
    columnUnit: lastOf(edits, "column.unit", column, (edit) => edit.unit),
    columnMap: columnMaps(edits),
    updateInclude: lastOf(
      edits,
      "update.include",
      (edit) => place(board(edit), edit.update),
      (edit) => edit.include,
    ),
    personAction: lastOf(
      edits,
      "person.action",
      (edit) => edit.person,
      ({ action, userId }) => ({ action, userId }),
    ),
    peopleDefault: fallback ? { action: fallback.action, fallbackUserId: fallback.fallbackUserId } : null,
    accepted: new Set(editsOf(edits, "finding.accept").map((edit) => edit.finding)),
  };
}
