import { type RemovableKind, type RollbackResult, removableKinds } from "../../contract/rollback.ts";
import { createTally } from "../../core/rollback/tally.ts";
import type { ConflictRow, DifferenceRow, Scope, Store } from "../../store/store.ts";
import { changeWindow } from "../delta/window.ts";
import type { RunContext } from "../run-context.ts";
import { boardIdOf, type Ground } from "./ground.ts";
import type { Journal } from "./journal.ts";
import { cellsIn } from "./take-back.ts";

/** Results kept. */
const resultsKept = 20;
const rowsPerRead = 500;

/** What the rollback did, told by its entries. */
export async function toResult(
  context: RunContext,
  input: { ground: Ground; journal: Journal; proof: RollbackResult["proof"] },
): Promise<RollbackResult> {
  const { ground, journal, proof } = input;
  const { run, deps } = context;
  const tally = createTally();
  let restoredItems = 0;
  let restoredCells = 0;
  for await (const page of journal.pages()) {
    for (const entry of page) {
      const { kind, action, code, board, name } = entry;
      if (action === "removed") tally.remove(kind, null);
      if (action === "gone" && kind === "item") tally.gone();
      if (action === "restored") {
        restoredItems += 1;
        restoredCells += cellsIn(entry.before);
      }
      if (code === null) continue;
      const url = urlOf(ground, entry);
      tally.leave({ kind, code, board, name, url, text: entry.reason ?? "" });
    }
  }
  const counted = tally.read();
  const started = run.startedAt ?? run.createdAt;
  return {
    runId: run.id,
    at: new Date(deps.clock.now()).toISOString(),
    by: run.requestedBy,
    scope: ground.options.scope,
    includeTouched: ground.options.includeTouched ?? false,
    removed: removableKinds.flatMap((kind) => sumOf(counted.removed, kind)),
    restored: { items: restoredItems, cells: restoredCells },
    alreadyGone: counted.gone,
    left: [...counted.left],
    proof,
    calls: context.calls.read().destination,
    seconds: Math.max(0, Math.round((deps.clock.now() - started) / 1_000)),
  };
}

function sumOf(removed: readonly { kind: RemovableKind; count: number }[], kind: RemovableKind) {
  const count = removed.find((each) => each.kind === kind)?.count ?? 0;
  return count === 0 ? [] : [{ kind, count }];
}

function urlOf(
  { destination, slug, objects }: Ground,
  entry: { kind: string; key: string; destinationId: string; board: string | null },
): string | null {
  const board = objects.find(({ kind, key }) => kind === "board" && key === entry.board);
  const boardId = board ? boardIdOf(objects, board) : null;
  if (boardId === null) return null;
  return entry.kind === "item"
    ? destination.itemUrl(slug, boardId, entry.destinationId)
    : destination.boardUrl(slug, boardId);
}

/** Stores the result, newest first; a run that is taken up again replaces its own. */
export async function keepResult(store: Store, scope: Scope, result: RollbackResult): Promise<void> {
  const known = (await store.documents.get(scope, "rollbacks"))?.body ?? [];
  const others = known.filter(({ runId }) => runId !== result.runId);
  await store.documents.save(scope, "rollbacks", { body: [result, ...others].slice(0, resultsKept) });
}

/**
 * What Portage remembers beside the ledger must not speak of things that are taken back. After a rollback of
 * everything the migration stands where it stood before its first import: read, planned, not approved.
 */
export async function forgetConsequences(store: Store, ground: Ground): Promise<void> {
  const { scope } = ground;
  await store.documents.remove(scope, "rollback_preview");
  const { kind } = ground.options.scope;
  if (kind === "all") {
    await store.plans.reset(scope);
    await store.documents.remove(scope, "delta_window");
    await store.documents.remove(scope, "verifications");
    await store.documents.remove(scope, "spot_check");
    await store.documents.remove(scope, "sample");
    await store.verification.clear(scope);
    await store.conflicts.clear(scope);
    await store.recordEvents.clear(scope);
    await store.fieldDiffs.clear(scope);
    return;
  }
  if (kind === "test" || kind === "sample") await forgetSample(store, scope, kind);
  if (kind !== "test") await closeWindow(store, scope);
  await settleConflicts(store, scope);
  await closeDifferences(store, scope);
}

/** The sample whose items are gone shows nothing any more; one that lies elsewhere stays. */
async function forgetSample(store: Store, scope: Scope, kind: "test" | "sample"): Promise<void> {
  const sample = await store.documents.get(scope, "sample");
  const landing = kind === "test" ? "test_workspace" : "boards";
  if (sample?.body.landing !== landing) return;
  await store.documents.remove(scope, "sample");
  await store.fieldDiffs.clear(scope);
}

/** The next reading of the source by schedule would bring back what is taken back. */
export async function closeWindow(store: Store, scope: Scope): Promise<void> {
  await changeWindow({ store }, scope, (window) =>
    window.state === "open" ? { ...window, state: "closed", nextDeltaAt: null, nextVerifyAt: null } : window,
  );
}

/** Conflicts of records the ledger no longer has. */
async function settleConflicts(store: Store, scope: Scope): Promise<void> {
  for (const state of ["open", "decided"] as const) {
    for (let afterSeq: number | null = 0; afterSeq !== null; ) {
      const rows: readonly (ConflictRow & { seq: number })[] = await store.conflicts.list(
        scope,
        { state },
        { afterSeq, limit: rowsPerRead },
      );
      const gone = await withoutRow(store, scope, rows, ({ phase }) => phase);
      if (gone.length > 0) {
        await store.conflicts.settle(
          scope,
          gone.map(({ id }) => id),
        );
      }
      afterSeq = rows.at(-1)?.seq ?? null;
    }
  }
}

async function closeDifferences(store: Store, scope: Scope): Promise<void> {
  for (let afterSeq: number | null = 0; afterSeq !== null; ) {
    const rows: readonly (DifferenceRow & { seq: number })[] = await store.verification.differences(
      scope,
      { state: "open" },
      { afterSeq, limit: rowsPerRead },
    );
    const gone = await withoutRow(store, scope, rows, ({ board }) => board);
    if (gone.length > 0) {
      await store.verification.setState(
        scope,
        gone.map(({ id }) => id),
        "gone",
      );
    }
    afterSeq = rows.at(-1)?.seq ?? null;
  }
}

async function withoutRow<T extends { readonly externalId: string }>(
  store: Store,
  scope: Scope,
  rows: readonly T[],
  phaseOf: (row: T) => string,
): Promise<readonly T[]> {
  const gone: T[] = [];
  for (const [phase, own] of Map.groupBy(rows, phaseOf)) {
    const ids = own.map(({ externalId }) => externalId);
    const known = await store.ledger.rows(scope, phase, ids);
    gone.push(...own.filter(({ externalId }) => !known.has(externalId)));
  }
  return gone;
}
