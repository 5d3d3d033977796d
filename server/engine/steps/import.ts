import type { Destination, SchemaObject } from "../../connectors/types.ts";
import { FailureError, toFailure } from "../../contract/errors.ts";
import type { Plan, PlanBoard } from "../../contract/plan.ts";
import type { Outcome } from "../../contract/records.ts";
import { loadLevels, loadOrder } from "../../core/planning/board-order.ts";
import { partsOf } from "../../core/planning/parts.ts";
import type { LedgerStore } from "../../store/store.ts";
import { type BoardJob, createPeopleOfBoard } from "../loading/board-job.ts";
import { loadDuplicates, loadItems, loadPhaseKey, loadUpdates, refillItems } from "../loading/load-board.ts";
import { updatesPhase } from "../loading/prepare-updates.ts";
import { readRefill } from "../loading/refill-columns.ts";
import { readRefused, refusePeople } from "../loading/refused-people.ts";
import { atPlace } from "../named-place.ts";
import type { PhaseSeed } from "../progress.ts";
import type { RunContext } from "../run-context.ts";
import { retriesFailed } from "../run-options.ts";
import { boardIdOf } from "./board-id.ts";
import { checkImport, checkPhaseKey } from "./check.ts";
import { checkUpdatesPhaseKey, hasUpdates } from "./check-updates.ts";
import { makeSchema, schemaPhaseKey } from "./schema.ts";
import { sideBySide } from "./side-by-side.ts";

type LedgerCounts = Awaited<ReturnType<LedgerStore["counts"]>>;

/** schema → load → check. Returns whether everything is in the destination and adds up. */
export async function importRecords(context: RunContext): Promise<boolean> {
  const plan = await approvedPlan(context);
  const { deps, scope, waiting } = context;
  const destination = await waiting.until(() => deps.destinations.forAccount(scope.accountId));
  context.calls.followDestination(destination.callsMade);
  await context.progress.plan(phasesOf(plan));
  await once(context, "reopened", async () => {
    if (retriesFailed(context.run)) await deps.store.ledger.reopenFailed(scope);
  });
  await once(context, "invited", () => invitePeople(context, destination, plan));
  const objects = await atPlace({ plan, board: null }, () => makeSchema(context, destination, plan));
  const base = { destination, plan, objects, counts: await deps.store.ledger.counts(scope) };
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
  return checkImport(context, { destination, plan, objects });
}

/** The plan this run works by. It must still be the approved one, also when a failed run is resumed later. */
async function approvedPlan(context: RunContext): Promise<Plan> {
  const { plan, approval } = await context.deps.store.plans.get(context.scope);
  if (!plan) throw new FailureError(toFailure("plan.not_ready", { message: "No plan is stored" }));
  if (approval?.hash !== plan.hash) {
    throw new FailureError(
      toFailure("plan.not_approved", { message: "The stored plan is not the approved one" }),
    );
  }
  return plan;
}

function phasesOf(plan: Plan): readonly PhaseSeed[] {
  const order = loadOrder(plan);
  const seconds = plan.forecast.phases.find(({ kind }) => kind === "schema")?.seconds ?? null;
  return [
    { key: schemaPhaseKey, kind: "schema", title: "Boards and columns", seconds },
    ...order.map((board) => ({
      key: loadPhaseKey(board.key),
      kind: "load" as const,
      title: board.title,
      total: board.records,
      seconds: board.seconds,
    })),
    ...order.filter(hasUpdates).map((board) => ({
      key: loadPhaseKey(updatesPhase(board.key)),
      kind: "load" as const,
      title: `${board.title}: updates`,
    })),
    ...order.flatMap((board) => [
      { key: checkPhaseKey(board), kind: "check" as const, title: board.title },
      ...(hasUpdates(board)
        ? [{ key: checkUpdatesPhaseKey(board), kind: "check" as const, title: `${board.title}: updates` }]
        : []),
    ]),
  ];
}

/** Work that a run does a single time, however often it is resumed. It must be harmless to do twice. */
async function once(context: RunContext, mark: string, work: () => Promise<void>): Promise<void> {
  const { deps, run, scope } = context;
  if ((await deps.store.runs.marks(scope.accountId, run.id)).has(mark)) return;
  await work();
  await deps.store.runs.mark(scope.accountId, run.id, mark, new Date(deps.clock.now()).toISOString());
}

/** People with the action "invite". Until they accept they cannot be assigned: their names are kept as text. */
async function invitePeople(context: RunContext, destination: Destination, plan: Plan): Promise<void> {
  const emails = plan.people.flatMap((person) =>
    person.action === "invite" && person.email !== null ? [person.email] : [],
  );
  if (emails.length === 0) return;
  const answers = await context.waiting.until(() => destination.invite(emails, context.signal));
  const refused = answers.filter((answer) => !answer.ok).length;
  context.logger.info({
    event: "import.invited",
    runId: context.run.id,
    invited: answers.length - refused,
    refused,
  });
}

async function toJob(
  context: RunContext,
  input: {
    destination: Destination;
    plan: Plan;
    board: PlanBoard;
    objects: readonly SchemaObject[];
    counts: LedgerCounts;
    phase: string;
  },
): Promise<BoardJob> {
  const { destination, plan, board, objects, phase } = input;
  const boardId = boardIdOf(objects, board);
  const people = createPeopleOfBoard(plan, board);
  people.refuse(await readRefused(context, board.key));
  const { peopleIds } = people.compiled();
  if (peopleIds.length > 0 && phase === board.key) {
    const userIds = await context.waiting.until(() =>
      destination.addPeople(boardId, peopleIds, context.signal),
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
    parts: partsOf(plan.boards, board.part?.of ?? board.key),
    target: { phase, boardId, externalIdColumnId: board.externalIdColumnId },
    groupIds: new Map(
      groups
        .filter((group) => group.key.startsWith(prefix))
        .map((group) => [group.key.slice(prefix.length), group.id]),
    ),
    people,
    settledBefore: settledIn(input.counts, phase),
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
