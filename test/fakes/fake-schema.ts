import type { SchemaObject } from "../../server/connectors/types.ts";
import type { Plan } from "../../server/contract/plan.ts";
import { testPrefix } from "../../server/core/sampling/test-prefix.ts";
import type { FakeDestination } from "./fake-destination.ts";

/** The objects a plan needs, in the order a destination makes them. */
export function schemaOf(plan: Plan, withParts: boolean): readonly SchemaObject[] {
  const boards = plan.boards.filter((each) => each.include);
  const isTest = boards.some(({ key }) => key.startsWith(testPrefix));
  const workspaceKey = `${isTest ? testPrefix : ""}workspace`;
  const workspace: SchemaObject = {
    kind: "workspace",
    key: workspaceKey,
    id: plan.workspace.id ?? `made-${workspaceKey}`,
    created: plan.workspace.id === null,
    detail: null,
  };
  const own = boards.map((board): SchemaObject => {
    const created = board.target.mode === "create";
    const id = board.target.mode === "existing" ? board.target.boardId : `board-${board.key}`;
    return { kind: "board", key: board.key, id, created, detail: null };
  });
  if (!withParts) return own;
  const parts = boards.flatMap((board): SchemaObject[] => {
    const mark = { key: "portage_id", columnId: board.externalIdColumnId, existing: false };
    const columns = board.columns.filter(({ include }) => include);
    return [
      ...board.groups.map((group): SchemaObject => {
        const key = `${board.key}/group:${group.key}`;
        return { kind: "group", key, id: `group-${group.key}`, created: true, detail: null };
      }),
      ...[mark, ...columns].map(({ key, columnId, existing }): SchemaObject => {
        return { kind: "column", key: `${board.key}/${key}`, id: columnId, created: !existing, detail: null };
      }),
    ];
  });
  return [workspace, ...own, ...parts];
}

/** Puts an object of the schema into the account, unless it is there. */
export function build(fake: FakeDestination, object: SchemaObject, plan: Plan): void {
  if (object.kind === "workspace") fake.workspaces.add(object.id);
  const planned = plan.boards.find(({ key }) => key === object.key.split("/")[0]);
  if (object.kind === "board" && !fake.boards.has(object.id)) {
    const name = planned?.title ?? object.key;
    fake.boards.set(object.id, {
      id: object.id,
      name,
      workspaceId: plan.workspace.id,
      groups: [],
      columns: [],
    });
  }
  const existingId = planned?.target.mode === "existing" ? planned.target.boardId : `board-${planned?.key}`;
  const board = fake.boards.get(existingId);
  if (object.kind === "group" && !board?.groups.some(({ id }) => id === object.id)) {
    board?.groups.push({ id: object.id, title: object.key });
  }
  if (object.kind === "column" && !board?.columns.some(({ id }) => id === object.id)) {
    const type = planned?.columns.find(({ columnId }) => columnId === object.id)?.type ?? "text";
    board?.columns.push({ id: object.id, title: object.key, type });
  }
}
