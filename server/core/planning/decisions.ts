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
export function baseKey(board: string): string {
  return board.replace(/-\d+$/, "");
}

/** Folds edits in the order they were made. Edits of a part of a split board hold for the whole board. */
export function foldEdits(edits: readonly PlanEdit[]): Decisions {
  let workspaceId: string | null | undefined;
  let currency: string | null = null;
  let peopleDefault: Decisions["peopleDefault"] = null;
  const boardInclude = new Map<string, boolean>();
  const boardTitle = new Map<string, string>();
  const boardTarget = new Map<string, string | null>();
  const boardDedupe = new Map<string, (typeof dedupePolicies)[number]>();
  const groupTitle = new Map<string, string>();
  const columnInclude = new Map<string, boolean>();
  const columnTitle = new Map<string, string>();
  const columnType = new Map<string, ColumnType>();
  const columnUnit = new Map<string, string | null>();
  const columnMap = new Map<string, Map<string, string | null>>();
  const updateInclude = new Map<string, boolean>();
  const personAction = new Map<string, { action: (typeof personActions)[number]; userId: string | null }>();
  const accepted = new Set<string>();
  for (const edit of edits) {
    switch (edit.op) {
      case "workspace":
        workspaceId = edit.workspaceId;
        break;
      case "currency":
        currency = edit.code;
        break;
      case "board.include":
        boardInclude.set(baseKey(edit.board), edit.include);
        break;
      case "board.rename":
        boardTitle.set(edit.board, edit.title);
        break;
      case "board.target":
        boardTarget.set(baseKey(edit.board), edit.boardId);
        break;
      case "board.dedupe":
        boardDedupe.set(baseKey(edit.board), edit.policy);
        break;
      case "group.rename":
        groupTitle.set(place(baseKey(edit.board), edit.group), edit.title);
        break;
      case "column.include":
        columnInclude.set(place(baseKey(edit.board), edit.column), edit.include);
        break;
      case "column.rename":
        columnTitle.set(place(baseKey(edit.board), edit.column), edit.title);
        break;
      case "column.type":
        columnType.set(place(baseKey(edit.board), edit.column), edit.type);
        break;
      case "column.unit":
        columnUnit.set(place(baseKey(edit.board), edit.column), edit.unit);
        break;
      case "column.map": {
        const at = place(baseKey(edit.board), edit.column);
        columnMap.set(
          at,
          (columnMap.get(at) ?? new Map<string, string | null>()).set(edit.value, edit.label),
        );
        break;
      }
      case "update.include":
        updateInclude.set(place(baseKey(edit.board), edit.update), edit.include);
        break;
      case "person.action":
        personAction.set(edit.person, { action: edit.action, userId: edit.userId });
        break;
      case "people.default":
        peopleDefault = { action: edit.action, fallbackUserId: edit.fallbackUserId };
        break;
      case "finding.accept":
        accepted.add(edit.finding);
        break;
    }
  }
  return {
    workspaceId,
    currency,
    boardInclude,
    boardTitle,
    boardTarget,
    boardDedupe,
    groupTitle,
    columnInclude,
    columnTitle,
    columnType,
    columnUnit,
    columnMap,
    updateInclude,
    personAction,
    peopleDefault,
    accepted,
  };
}
