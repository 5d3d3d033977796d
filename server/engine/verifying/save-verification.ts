import type { Plan } from "../../contract/plan.ts";
import type { Cause, Verification, VerifiedBoard } from "../../contract/verification.ts";
import { rootHash } from "../../core/verify/hash-tree.ts";
import type { Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import type { RunContext } from "../run-context.ts";
import type { BoardResult } from "./verify-board.ts";

/** Readings kept. */
const kept = 20;

/** What all boards come to. Returns the reading as it was stored. */
export async function saveVerification(
  context: RunContext,
  input: { plan: Plan; results: readonly BoardResult[] },
): Promise<Verification> {
  const { deps, run, scope, calls } = context;
  const boards = input.results.map(({ board }) => board);
  const { differences, drift } = await countDrift(deps, scope, boards);
  const now = deps.clock.now();
  const verification: Verification = {
    runId: run.id,
    at: new Date(now).toISOString(),
    trigger: triggerOf(context),
    records: addUp(boards, (board) => board),
    fields: {
      checked: total(boards, ({ fieldsChecked }) => fieldsChecked),
      different: total(boards, ({ fieldsDifferent }) => fieldsDifferent),
    },
    links: addUp(boards, ({ links }) => links),
    updates: {
      ...addUp(boards, ({ updates }) => updates),
      different: total(boards, ({ updates }) => updates.different),
    },
    differences,
    boards,
    sums: input.results.flatMap(({ sums }) => sums),
    rootHash: rootHash(boards.map(({ board, hash }) => ({ key: board, hash }))),
    drift,
    calls: calls.read().destination,
    seconds: Math.max(0, Math.round((now - (run.startedAt ?? now)) / 100) / 10),
  };
  await keep(deps, scope, verification);
  return verification;
}

function triggerOf({ run }: RunContext): Verification["trigger"] {
  if (run.options.repair !== undefined) return "repair";
  return run.requestedBy === "schedule" ? "schedule" : "person";
}

function total(boards: readonly VerifiedBoard[], pick: (board: VerifiedBoard) => number): number {
  return boards.reduce((sum, board) => sum + pick(board), 0);
}

function addUp(
  boards: readonly VerifiedBoard[],
  pick: (board: VerifiedBoard) => { expected: number; found: number },
): { expected: number; found: number } {
  return {
    expected: total(boards, (board) => pick(board).expected),
    found: total(boards, (board) => pick(board).found),
  };
}

/** Open differences by what caused them. Those of people who reported something are theirs, not of this reading. */
export async function countDrift(
  { store }: Pick<EngineDeps, "store">,
  scope: Scope,
  boards: readonly Pick<VerifiedBoard, "board" | "expected" | "found">[],
): Promise<Pick<Verification, "differences" | "drift">> {
  const drift = { people: 0, automations: 0, unknown: 0, deleted: 0 };
  let differences = 0;
  for (const { kind, cause, board, ofBoard, count } of await store.verification.openByCause(scope)) {
    if (kind === "reported") continue;
    differences += count;
    if (kind !== "missing_item") drift[bucketOf(cause)] += count;
    else drift.deleted += ofBoard ? (boards.find((each) => each.board === board)?.expected ?? 0) : count;
  }
  return { differences, drift };
}

function bucketOf(cause: Cause): "people" | "automations" | "unknown" {
  return cause === "person" ? "people" : cause === "automation" ? "automations" : "unknown";
}

/** Newest first; a run that was resumed replaces what it had stored. */
async function keep(deps: EngineDeps, scope: Scope, latest: Verification): Promise<void> {
  for (;;) {
    const known = await deps.store.documents.get(scope, "verifications");
    const earlier = (known?.body ?? []).filter(({ runId }) => runId !== latest.runId);
    const body = [latest, ...earlier].slice(0, kept);
    const expectedVersion = known?.version ?? null;
    if (await deps.store.documents.save(scope, "verifications", { body, expectedVersion })) return;
  }
}
