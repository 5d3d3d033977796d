import type { SchemaObject } from "../../connectors/types.ts";
import type { PlanBoard } from "../../contract/plan.ts";

/** Id of a board in the destination. A missing one is a bug: the schema step returned without it. */
export function boardIdOf(objects: readonly SchemaObject[], board: PlanBoard): string {
  const object = objects.find(({ kind, key }) => kind === "board" && key === board.key);
  if (!object) throw new Error(`The schema step made no board ${board.key}`);
  return object.id;
}
