import type { Plan, PlanBoard, PlanColumn } from "../../contract/plan.ts";
import type { AssignedPerson, CompileContext } from "./conversion.ts";
import { keepingConversions } from "./conversions.ts";

function isKeeping(column: PlanColumn): boolean {
  const isText = column.type === "text" || column.type === "long_text";
  return column.include && isText && keepingConversions.has(column.conversion);
}

function assignedPeople(plan: Plan): Map<string, AssignedPerson> {
  return new Map(
    plan.people.map((person) => [
      person.key,
      { name: person.name, userId: person.userId, own: person.action === "user" && person.userId !== null },
    ]),
  );
}

/** Everything conversions look up, gathered from the plan. */
export function createCompileContext(plan: Plan, board: PlanBoard): CompileContext {
  const team = plan.boards.find((each) => each.columns.some((column) => column.conversion === "person_self"));
  const keepers = board.columns.filter(isKeeping);
  const written = board.updates.filter((update) => update.include);
  return {
    source: plan.source,
    people: assignedPeople(plan),
    personStream: team?.streams[0] ?? null,
    streamOfBoard: new Map(plan.boards.map((each) => [each.key, each.streams[0] ?? ""])),
    updates: new Set(written.map((update) => update.key)),
    updateFields: new Set(
      written.filter((update) => !update.key.endsWith("_full")).map((update) => update.field),
    ),
    isKeptElsewhere: (columnKey, field) =>
      keepers.some((keeper) => keeper.key !== columnKey && keeper.fields.includes(field)),
  };
}
