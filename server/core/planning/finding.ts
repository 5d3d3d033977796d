import type { Inventory } from "../../contract/inventory.ts";
import type { Finding, Plan, PlanBoard, PlanPerson } from "../../contract/plan.ts";
import type { Blueprint } from "./blueprint.ts";
import type { Decisions } from "./decisions.ts";
import type { DestinationFacts } from "./facts.ts";

/** What findings are made from: the finished boards and what they were made from. */
export interface FindingInput {
  readonly blueprint: Blueprint;
  readonly inventory: Inventory;
  readonly facts: DestinationFacts;
  readonly decisions: Decisions;
  readonly boards: readonly PlanBoard[];
  readonly people: readonly PlanPerson[];
  readonly peopleDefault: Plan["peopleDefault"];
  readonly currency: string | null;
  readonly currencyGuesses: readonly string[];
}

type Required = "id" | "code" | "severity" | "title" | "detail" | "remedy";

/** A finding with everything it does not say set to "none". */
export function toFinding(part: Pick<Finding, Required> & Partial<Finding>): Finding {
  return { count: 0, board: null, column: null, stream: null, answered: false, actions: [], ...part };
}

/** `1 client`, `1,204 clients`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? singular : plural}`;
}

/** Included boards; of a split board only its first part, which speaks for all. */
export function shownBoards(boards: readonly PlanBoard[]): PlanBoard[] {
  return boards.flatMap((board) => {
    if (!board.include || (board.part !== null && board.part.index !== 1)) return [];
    return [{ ...board, title: board.title.replace(/ \(1 of \d+\)$/, "") }];
  });
}
