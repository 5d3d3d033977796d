import type { Destination } from "../../connectors/types.ts";
import type { Plan, PlanBoard } from "../../contract/plan.ts";
import type { Outcome, RecordNote } from "../../contract/records.ts";
import type { TypedValue } from "../../contract/values.ts";
import type { FindUnplanned } from "../../core/delta/unplanned-values.ts";
import { type CompiledBoard, compileBoard } from "../../core/mapping/compile-board.ts";
import { partsOf } from "../../core/planning/parts.ts";
import type { RunContext } from "../run-context.ts";
import type { RecordChoice } from "./board-records.ts";
import type { LoadTarget } from "./prepared.ts";

/** One board of the plan on its way into the destination. */
export interface BoardJob {
  readonly context: RunContext;
  readonly destination: Destination;
  readonly plan: Plan;
  readonly board: PlanBoard;
  /** All parts of the same board in their order; just the board itself when it was not split. */
  readonly parts: readonly PlanBoard[];
  /** Only these records are loaded; null for all. */
  readonly chosen: RecordChoice | null;
  readonly target: LoadTarget;
  /** Where records without a group key go; null leaves it to the destination. */
  readonly firstGroupId: string | null;
  /** Group id in the destination by group key. */
  readonly groupIds: ReadonlyMap<string, string>;
  readonly people: PeopleOfBoard;
  /** How many records of each outcome this phase had when the run was taken up. */
  readonly settledBefore: ReadonlyMap<Outcome, number>;
}

/** The compiled mapping of a board, which changes when the destination refuses a person. */
export interface PeopleOfBoard {
  compiled(): CompiledBoard;
  /** These users cannot be assigned on this board: from now on their names are kept as text. */
  refuse(userIds: readonly string[]): void;
  refused(): ReadonlySet<string>;
}

/** On records that lost an owner the plan had meant for them. */
export const personNotAssigned: RecordNote = {
  code: "person_not_assigned",
  column: null,
  text: "monday did not let Portage assign this person; the name was kept as text.",
};

/** Set by conversions for values without a label. */
const leftEmptyCode = "value_left_empty";

/** Starts with nobody refused: everybody the plan assigns is assigned. Records tell of what the plan cannot know. */
export function createPeopleOfBoard(
  plan: Plan,
  board: PlanBoard,
  unplanned: FindUnplanned = () => [],
): PeopleOfBoard {
  const refused = new Set<string>();
  const planned = withNotes(compileBoard(plan, board), unplanned);
  let compiled = planned;

  const isRefused = (userId: string): boolean => refused.has(userId);

  function compileWithout(): CompiledBoard {
    const without = withNotes(compileBoard(planWithout(plan, refused), board), unplanned);
    return {
      peopleIds: without.peopleIds,
      map(record) {
        const mapped = without.map(record);
        const isLost = Object.values(planned.map(record).values).flatMap(usersIn).some(isRefused);
        return isLost ? { ...mapped, notes: [...mapped.notes, personNotAssigned] } : mapped;
      },
    };
  }

  return {
    compiled: () => compiled,
    refuse(userIds) {
      const before = refused.size;
      for (const userId of userIds) refused.add(userId);
      if (refused.size > before) compiled = compileWithout();
    },
    refused: () => refused,
  };
}

function withNotes(compiled: CompiledBoard, unplanned: FindUnplanned): CompiledBoard {
  return {
    peopleIds: compiled.peopleIds,
    map(record) {
      const mapped = compiled.map(record);
      const notes = unplanned(record);
      if (notes.length === 0) return mapped;
      // The plan did not leave these values empty: it does not know them.
      const columns = new Set(notes.map(({ column }) => column));
      const others = mapped.notes.filter((note) => note.code !== leftEmptyCode || !columns.has(note.column));
      return { ...mapped, notes: [...others, ...notes] };
    },
  };
}

/** The plan with the people of these users kept as text. */
export function planWithout(plan: Plan, userIds: ReadonlySet<string>): Plan {
  const people = plan.people.map((person) =>
    person.userId !== null && userIds.has(person.userId)
      ? { ...person, action: "text" as const, userId: null }
      : person,
  );
  return { ...plan, people };
}

/** Keys of the ledger phases that hold the items of a board, its parts included. */
export function phasesOfBoard(plan: Plan, boardKey: string): readonly string[] {
  return partsOf(plan.boards, boardKey).map((part) => part.key);
}

/** Ids of the monday users a cell assigns. */
export function usersIn(value: TypedValue | null): readonly string[] {
  return value?.kind === "people" ? value.userIds : [];
}
