import type { Destination, SchemaObject } from "../../connectors/types.ts";
import type { Plan, PlanBoard } from "../../contract/plan.ts";
import { loadLevels, loadOrder } from "../../core/planning/board-order.ts";
import type { RecordChoice } from "../loading/board-records.ts";
import { loadDuplicates, loadItems, loadPhaseKey, loadUpdates, refillItems } from "../loading/load-board.ts";
import { updatesPhase } from "../loading/prepare-updates.ts";
import { readRefill } from "../loading/refill-columns.ts";
import { atPlace } from "../named-place.ts";
import type { PhaseSeed } from "../progress.ts";
import type { RunContext } from "../run-context.ts";
import { hasUpdates } from "./check-updates.ts";
import { prepareJob } from "./prepare-job.ts";
import { sideBySide } from "./side-by-side.ts";

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
        const job = await prepareJob(shared, { ...base, board, phase: board.key });
        if (await loadItems(job)) unmerged.push(board);
      }),
    );
    // One after the other in the order of the parts: a duplicate may belong to an item of an earlier part.
    for (const board of level.filter((each) => unmerged.includes(each))) {
      await atPlace({ plan, board }, async () =>
        loadDuplicates(await prepareJob(context, { ...base, board, phase: board.key })),
      );
    }
  }
  for (const board of loadOrder(plan)) {
    const columnKeys = await readRefill(context, board.key);
    if (columnKeys.length === 0) continue;
    await atPlace({ plan, board }, async () =>
      refillItems(await prepareJob(context, { ...base, board, phase: board.key }), columnKeys),
    );
  }
  await sideBySide(context, loadOrder(plan).filter(hasUpdates), (shared, board) =>
    atPlace({ plan, board }, async () => {
      const phase = updatesPhase(board.key);
      await loadUpdates(await prepareJob(shared, { ...base, board, phase }));
    }),
  );
}
