import type { Destination, SchemaObject } from "../../connectors/types.ts";
import type { Inventory } from "../../contract/inventory.ts";
import type { Plan, PlanBoard } from "../../contract/plan.ts";
import type { Outcome } from "../../contract/records.ts";
import { findUnplanned } from "../../core/delta/unplanned-values.ts";
import { loadLevels, loadOrder } from "../../core/planning/board-order.ts";
import { partsOf } from "../../core/planning/parts.ts";
import type { LedgerStore } from "../../store/store.ts";
import { type BoardJob, createPeopleOfBoard } from "../loading/board-job.ts";
import type { RecordChoice } from "../loading/board-records.ts";
import { loadDuplicates, loadItems, loadPhaseKey, loadUpdates, refillItems } from "../loading/load-board.ts";
import { updatesPhase } from "../loading/prepare-updates.ts";
import { readRefill } from "../loading/refill-columns.ts";
import { readRefused, refusePeople } from "../loading/refused-people.ts";
import { atPlace } from "../named-place.ts";
import type { PhaseSeed } from "../progress.ts";
import type { RunContext } from "../run-context.ts";
import { boardIdOf } from "./board-id.ts";
import { hasUpdates } from "./check-updates.ts";
import { sideBySide } from "./side-by-side.ts";

type LedgerCounts = Awaited<ReturnType<LedgerStore["counts"]>>;

export interface LoadInput {
  readonly destination: Destination;
  readonly plan: Plan;
  readonly objects: readonly SchemaObject[];
  /** Null loads every record of the plan. */
  readonly chosen: RecordChoice | null;
}

/** Phases in which the records and texts of a plan are written. `totals`: records a board, the plan's own by default. */
export function loadPhases(
  plan: Plan,
  totals: (board: PlanBoard) => { total: number | null; seconds: number | null } = (board) => ({
    total: board.records,
    seconds: board.seconds,
  }),
): readonly PhaseSeed[] {
  const order = loadOrder(plan);
  return [
    ...order.map((board) => ({
      key: loadPhaseKey(board.key),
      kind: "load" as const,
      title: board.title,
      ...totals(board),
    })),
    ...order.filter(hasUpdates).map((board) => ({
      key: loadPhaseKey(updatesPhase(board.key)),
      kind: "load" as const,
      title: `${board.title}: updates`,
    })),
  ];
}

/** Brings records, links and texts into the boards, each exactly once; what is there already gets what changed. */
export async function loadRecords(context: RunContext, input: LoadInput): Promise<void> {
  const { plan } = input;
  const { deps, scope } = context;
  const { inventory } = await deps.store.plans.get(scope);
  const base = { ...input, inventory, counts: await deps.store.ledger.counts(scope) };
  for (const level of loadLevels(plan)) {
    const unmerged: PlanBoard[] = [];
    await sideBySide(context, level, (shared, board) =>
      atPlace({ plan, board }, async () => {
        const job = await toJob(shared, { ...base, board, phase: board.key });
        if (await loadItems(job)) unmerged.push(board);
      }),
    );
    // One after the other in the order of the parts: a duplicate may belong to an item of an earlier part.
    for (const board of level.filter((each) => unmerged.includes(each))) {
      await atPlace({ plan, board }, async () =>
        loadDuplicates(await toJob(context, { ...base, board, phase: board.key })),
      );
    }
  }
  for (const board of loadOrder(plan)) {
    const columnKeys = await readRefill(context, board.key);
    if (columnKeys.length === 0) continue;
    await atPlace({ plan, board }, async () =>
      refillItems(await toJob(context, { ...base, board, phase: board.key }), columnKeys),
    );
  }
  await sideBySide(context, loadOrder(plan).filter(hasUpdates), (shared, board) =>
    atPlace({ plan, board }, async () => {
      const phase = updatesPhase(board.key);
      await loadUpdates(await toJob(shared, { ...base, board, phase }));
    }),
  );
}

async function toJob(
  context: RunContext,
  input: {
    destination: Destination;
    plan: Plan;
    board: PlanBoard;
    objects: readonly SchemaObject[];
    counts: LedgerCounts;
    inventory: Inventory | null;
    phase: string;
    chosen: RecordChoice | null;
  },
): Promise<BoardJob> {
  const { destination, plan, board, objects, phase } = input;
  const boardId = boardIdOf(objects, board);
  const people = createPeopleOfBoard(plan, board, findUnplanned(plan, board, input.inventory));
  people.refuse(await readRefused(context, board.key));
  const { peopleIds } = people.compiled();
  if (peopleIds.length > 0 && phase === board.key) {
    const note = notePeople(context, board, boardId);
    const userIds = await context.waiting.until(() =>
      destination.addPeople(boardId, peopleIds, context.signal, note),
    );
    await refusePeople(context, board.key, { people, userIds });
  }
  const groups = objects.filter((object) => object.kind === "group");
  const prefix = `${board.key}/group:`;
  return {
    context,
    destination,
    plan,
    board,
    chosen: input.chosen,
    parts: partsOf(plan.boards, board.part?.of ?? board.key),
    target: { phase, boardId, externalIdColumnId: board.externalIdColumnId },
    firstGroupId: phase === board.key ? await firstGroupId(context, { destination, board, boardId }) : null,
    groupIds: new Map(
      groups
        .filter((group) => group.key.startsWith(prefix))
        .map((group) => [group.key.slice(prefix.length), group.id]),
    ),
    people,
    settledBefore: settledIn(input.counts, phase),
  };
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

function settledIn(counts: LedgerCounts, phase: string): ReadonlyMap<Outcome, number> {
  const settled = new Map<Outcome, number>();
  for (const row of counts) {
    if (row.phase !== phase || row.state !== "done" || row.outcome === null) continue;
    settled.set(row.outcome, (settled.get(row.outcome) ?? 0) + row.count);
  }
  return settled;
}
