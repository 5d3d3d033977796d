import type { Plan, PlanBoard } from "../../contract/plan.ts";

/** Key of the board this one is a part of; its own when it is in one piece. */
export function baseOf(board: PlanBoard): string {
  return board.part?.of ?? board.key;
}

/**
 * Included boards in levels: every board of a level only depends on boards of earlier levels. Within a level the
 * plan's order holds. Throws when boards depend on each other in a circle (a broken blueprint).
 */
export function loadLevels(plan: Pick<Plan, "boards">): PlanBoard[][] {
  let waiting = plan.boards.filter((board) => board.include);
  const levels: PlanBoard[][] = [];
  while (waiting.length > 0) {
    const pending = new Set(waiting.map(baseOf));
    const level = waiting.filter((board) =>
      board.dependsOn.every((key) => key === baseOf(board) || !pending.has(key)),
    );
    if (level.length === 0) throw new Error("Boards depend on each other in a circle");
    levels.push(level);
    waiting = waiting.filter((board) => !level.includes(board));
  }
  return levels;
}

/** Included boards in the order they are loaded: dependencies first, otherwise as in the plan. */
export function loadOrder(plan: Pick<Plan, "boards">): PlanBoard[] {
  return loadLevels(plan).flat();
}
