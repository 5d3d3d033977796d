import type { Destination, SchemaObject } from "../../connectors/types.ts";
import type { Inventory } from "../../contract/inventory.ts";
import type { Plan, PlanBoard } from "../../contract/plan.ts";
import type { Outcome } from "../../contract/records.ts";
import { findUnplanned } from "../../core/delta/unplanned-values.ts";
import { partsOf } from "../../core/planning/parts.ts";
import type { LedgerStore } from "../../store/store.ts";
import { type BoardJob, createPeopleOfBoard } from "../loading/board-job.ts";
import type { RecordChoice } from "../loading/board-records.ts";
import { readRefused, refusePeople } from "../loading/refused-people.ts";
import type { RunContext } from "../run-context.ts";
import { boardIdOf } from "./board-id.ts";

type LedgerCounts = Awaited<ReturnType<LedgerStore["counts"]>>;

export interface JobInput {
  readonly destination: Destination;
  readonly plan: Plan;
  readonly board: PlanBoard;
  readonly objects: readonly SchemaObject[];
  readonly counts: LedgerCounts;
  readonly inventory: Inventory | null;
  /** The board's key, or that of its updates. */
  readonly phase: string;
  readonly chosen: RecordChoice | null;
}

/** Everything the loading of one board needs. People who are assigned there are put on the board first. */
export async function prepareJob(context: RunContext, input: JobInput): Promise<BoardJob> {
  const { destination, plan, board, objects, phase } = input;
  const boardId = boardIdOf(objects, board);
  const people = await putPeople(context, input, boardId);
  return {
    context,
    destination,
    plan,
    board,
    chosen: input.chosen,
    parts: partsOf(plan.boards, board.part?.of ?? board.key),
    target: { phase, boardId, externalIdColumnId: board.externalIdColumnId },
    firstGroupId: phase === board.key ? await firstGroupId(context, { destination, board, boardId }) : null,
    groupIds: groupIdsOf(objects, board),
    people,
    settledBefore: settledIn(input.counts, phase),
  };
}

/** Puts the people of the board on it; those who were refused, now or by an earlier pass, are not assigned. */
async function putPeople(
  context: RunContext,
  { destination, plan, board, inventory, phase }: JobInput,
  boardId: string,
): Promise<BoardJob["people"]> {
  const people = createPeopleOfBoard(plan, board, findUnplanned(plan, board, inventory));
  people.refuse(await readRefused(context, board.key));
  const { peopleIds } = people.compiled();
  if (peopleIds.length === 0 || phase !== board.key) return people;
  const note = notePeople(context, board, boardId);
  const userIds = await context.waiting.until(() =>
    destination.addPeople(boardId, peopleIds, context.signal, note),
  );
  await refusePeople(context, board.key, { people, userIds });
  return people;
}

/** People put on a board of the customer are noted before, so that a rollback knows whom to take off again. */
function notePeople({ deps, scope }: RunContext, board: PlanBoard, boardId: string) {
  if (board.target.mode === "create") return undefined;
  const detail = JSON.stringify({ boardId });
  return async (userIds: readonly string[]): Promise<void> => {
    for (const id of userIds) {
      const key = `${board.key}/person:${id}`;
      await deps.store.objects.save(scope, { kind: "subscriber", key, id, created: true, detail });
    }
  };
}

/** Ids of the board's groups by their keys in the plan. */
function groupIdsOf(objects: readonly SchemaObject[], board: PlanBoard): ReadonlyMap<string, string> {
  const prefix = `${board.key}/group:`;
  const groups = objects.filter(({ kind, key }) => kind === "group" && key.startsWith(prefix));
  return new Map(groups.map(({ key, id }) => [key.slice(prefix.length), id]));
}

/**
 * Items of a plan without groups go to the board's first group. Naming it is what lets a rollback see that a person
 * has moved one since.
 */
async function firstGroupId(
  context: RunContext,
  { destination, board, boardId }: { destination: Destination; board: PlanBoard; boardId: string },
): Promise<string | null> {
  if (board.groups.length > 0) return null;
  const boards = await context.waiting.until(() => destination.boardStates([boardId], context.signal));
  return boards.get(boardId)?.groups[0]?.id ?? null;
}

/** How many records of the phase had ended in each way when the job began. */
function settledIn(counts: LedgerCounts, phase: string): ReadonlyMap<Outcome, number> {
  const settled = new Map<Outcome, number>();
  for (const row of counts) {
    if (row.phase !== phase || row.state !== "done" || row.outcome === null) continue;
    settled.set(row.outcome, (settled.get(row.outcome) ?? 0) + row.count);
  }
  return settled;
}
