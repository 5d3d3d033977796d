import type { Destination } from "../../connectors/types.ts";
import type { Plan, PlanBoard } from "../../contract/plan.ts";
import type { Outcome, RecordNote } from "../../contract/records.ts";
import type { TypedValue } from "../../contract/values.ts";
import {
  type CompiledBoard,
  compileBoard,
  keptUpdateKey,
  type MappedRecord,
} from "../../core/mapping/compile-board.ts";
import { partsOf } from "../../core/planning/parts.ts";
import type { RunContext } from "../run-context.ts";
import type { LoadTarget } from "./prepared.ts";

/** One board of the plan on its way into the destination. */
export interface BoardJob {
  readonly context: RunContext;
  readonly destination: Destination;
  readonly plan: Plan;
  readonly board: PlanBoard;
  /** All parts of the same board in their order; just the board itself when it was not split. */
  readonly parts: readonly PlanBoard[];
  readonly target: LoadTarget;
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

/** Starts with nobody refused: everybody the plan assigns is assigned. */
export function createPeopleOfBoard(plan: Plan, board: PlanBoard): PeopleOfBoard {
  const refused = new Set<string>();
  const planned = compileBoard(plan, board);
  let compiled = planned;

  const isRefused = (userId: string): boolean => refused.has(userId);

  function compileWithout(): CompiledBoard {
    const without = compileBoard(planWithout(plan, refused), board);
    return {
      peopleIds: without.peopleIds,
      map(record) {
        const mapped = without.map(record);
        const lost = Object.values(planned.map(record).values).flatMap(usersIn).filter(isRefused);
        return lost.length === 0 ? mapped : keepNames(mapped, namesOf(plan, lost));
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

function namesOf(plan: Plan, userIds: readonly string[]): readonly string[] {
  const people = plan.people.filter((person) => person.userId !== null && userIds.includes(person.userId));
  return [...new Set(people.map((person) => person.name))];
}

/** Names that no column of the board shows go where everything goes that does not fit a cell. */
function keepNames(mapped: MappedRecord, names: readonly string[]): MappedRecord {
  const shown = Object.values(mapped.values).flatMap((value) => (value.kind === "text" ? [value.text] : []));
  const hidden = names.filter((name) => !shown.includes(name));
  const notes = [...mapped.notes, personNotAssigned];
  if (hidden.length === 0) return { ...mapped, notes };
  const kept = mapped.updates.find((update) => update.key === keptUpdateKey);
  const head = kept?.body ?? "Values that did not fit\n";
  const body = `${head}\nNot assigned: ${hidden.join(", ")}`;
  const update = { key: keptUpdateKey, body, writtenOn: kept?.writtenOn ?? null };
  const others = mapped.updates.filter((each) => each.key !== keptUpdateKey);
  return { ...mapped, notes, updates: [...others, update] };
}
