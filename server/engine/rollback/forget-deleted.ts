import type { Destination, SchemaObject } from "../../connectors/types.ts";
import { isTestKey } from "../../core/sampling/test-prefix.ts";
import type { LedgerRow } from "../../store/store.ts";
import { stopIfInterrupted } from "../interruption.ts";
import type { RunContext } from "../run-context.ts";
import { boardIdOf } from "./ground.ts";

/** Rollbacks looked at. */
const runsRead = 50;
/** Boards asked for in one call (monday API facts 7). */
const boardsPerCall = 100;
const rowsPerRead = 500;

/**
 * A rollback that was cancelled or failed may have deleted boards, or the workspace, that are still noted as made.
 * They are forgotten with the records on them, so that the run that starts now makes them anew. What a person
 * deleted stays noted: the run stops and names it.
 */
export async function forgetDeleted(context: RunContext, destination: Destination): Promise<void> {
  const { deps, scope } = context;
  const removed = await removedEarly(context);
  if (removed.size === 0) return;
  const objects = await deps.store.objects.list(scope);
  const ours = objects.filter(({ created, kind, id }) => created && removed.has(keyOf(kind, id)));
  const deleted = await boardsNotThere(context, destination, ours);
  await forgetLost(context, objects, deleted);
  await forgetWorkspaces(
    context,
    destination,
    ours.filter(({ kind }) => kind === "workspace"),
  );
}

/**
 * A test workspace, or boards in it, may be deleted by hand: nothing of the customer depends on them. What is known of
 * them is forgotten, and the sample that starts now makes them anew. A workspace that is only archived, whose boards
 * are there still, stays known and stops the run. Safe to repeat: the boards go after everything on them, and the
 * workspace last.
 */
export async function forgetDeletedTest(context: RunContext, destination: Destination): Promise<void> {
  const { deps, scope } = context;
  const objects = (await deps.store.objects.list(scope)).filter(({ key }) => isTestKey(key));
  const workspaces = objects.filter(({ kind, created }) => kind === "workspace" && created);
  if (workspaces.length === 0) return;
  const isGone = await areGone(context, destination, workspaces);
  const deleted = await boardsNotThere(context, destination, objects);
  if (!isGone) return forgetLost(context, objects, deleted);
  if (objects.some(({ kind, id }) => kind === "board" && !deleted.has(id))) return;
  await forgetTestRows(context);
  for (const { kind, key } of objects.filter((object) => object.kind !== "workspace")) {
    await deps.store.objects.remove(scope, kind, key);
  }
  for (const { kind, key } of workspaces) await deps.store.objects.remove(scope, kind, key);
}

/** Boards that are gone, with the records on them. */
async function forgetLost(
  context: RunContext,
  objects: readonly SchemaObject[],
  deleted: ReadonlySet<string>,
): Promise<void> {
  if (deleted.size === 0) return;
  await forgetRows(context, deleted);
  await forgetBoards(context, objects, deleted);
}

async function areGone(
  { waiting, signal }: RunContext,
  destination: Destination,
  workspaces: readonly SchemaObject[],
): Promise<boolean> {
  const listed = await waiting.until(() => destination.workspaces(signal));
  return workspaces.every((own) => listed.every(({ id }) => id !== own.id));
}

function keyOf(kind: string, id: string): string {
  return `${kind} ${id}`;
}

/**
 * What was on these boards goes with them, the boards last: a run that dies in between comes back to them. Far sides
 * of their two-way columns are on other boards and still there; they make room for those of the new columns.
 */
async function forgetBoards(
  { deps, scope }: RunContext,
  objects: readonly SchemaObject[],
  deleted: ReadonlySet<string>,
): Promise<void> {
  const store = deps.store.objects;
  const boards = objects.filter(({ kind, id }) => kind === "board" && deleted.has(id));
  for (const object of objects.filter(({ kind }) => kind !== "board")) {
    if (deleted.has(boardIdOf(objects, object) ?? "")) {
      await store.remove(scope, object.kind, object.key);
    } else if (boards.some(({ key }) => object.key.startsWith(`${key}/`)) && isFarSide(object)) {
      await store.save(scope, { ...object, key: `${object.key}~${object.id}` });
      await store.remove(scope, object.kind, object.key);
    }
  }
  for (const { kind, key } of boards) await store.remove(scope, kind, key);
}

/** Named by the plan's column alone; one that made room already has its id behind it. */
function isFarSide({ key }: SchemaObject): boolean {
  return key.endsWith("~far");
}

/** Boards and workspaces that rollbacks which did not come to their end were about to remove. */
async function removedEarly({ deps, scope }: RunContext): Promise<ReadonlySet<string>> {
  const removed = new Set<string>();
  const runs = await deps.store.runs.list(scope, runsRead, "rollback");
  for (const { id: runId } of runs.filter(({ state }) => state === "cancelled" || state === "failed")) {
    for (const kind of ["board", "workspace"] as const) {
      for (let afterSeq: number | null = 0; afterSeq !== null; ) {
        const page: readonly { seq: number; destinationId: string }[] = await deps.store.rollback.list(
          scope,
          { runId, kind, action: "removed", afterSeq, limit: rowsPerRead },
        );
        for (const { destinationId } of page) removed.add(keyOf(kind, destinationId));
        afterSeq = page.at(-1)?.seq ?? null;
      }
    }
  }
  return removed;
}

async function boardsNotThere(
  { waiting, signal }: RunContext,
  destination: Destination,
  objects: readonly SchemaObject[],
): Promise<ReadonlySet<string>> {
  const ids = objects.filter(({ kind }) => kind === "board").map(({ id }) => id);
  const gone = new Set(ids);
  for (let from = 0; from < ids.length; from += boardsPerCall) {
    const some = ids.slice(from, from + boardsPerCall);
    const states = await waiting.until(() => destination.boardStates(some, signal));
    for (const id of states.keys()) gone.delete(id);
  }
  return gone;
}

function forgetRows(context: RunContext, boards: ReadonlySet<string>): Promise<void> {
  return removeRows(context, {
    inPhase: () => true,
    isLost: ({ boardId }) => boardId !== null && boards.has(boardId),
  });
}

function forgetTestRows(context: RunContext): Promise<void> {
  return removeRows(context, { inPhase: isTestKey, isLost: () => true });
}

async function removeRows(
  context: RunContext,
  { inPhase, isLost }: { inPhase: (phase: string) => boolean; isLost: (row: LedgerRow) => boolean },
): Promise<void> {
  const { deps, scope, signal } = context;
  const phases = new Set((await deps.store.ledger.counts(scope)).map(({ phase }) => phase));
  for (const phase of [...phases].filter(inPhase)) {
    for (let afterSeq: number | null = 0; afterSeq !== null; ) {
      stopIfInterrupted(signal);
      const rows: readonly (LedgerRow & { seq: number })[] = await deps.store.ledger.list(scope, {
        ...{ phase, afterSeq, limit: rowsPerRead },
      });
      const lost = rows.filter(isLost);
      const removed = lost.map(({ externalId }) => ({ phase, externalId }));
      if (removed.length > 0) await context.commit({ removed });
      afterSeq = rows.at(-1)?.seq ?? null;
    }
  }
}

async function forgetWorkspaces(
  { deps, scope, waiting, signal }: RunContext,
  destination: Destination,
  workspaces: readonly SchemaObject[],
): Promise<void> {
  if (workspaces.length === 0) return;
  const listed = await waiting.until(() => destination.workspaces(signal));
  const gone = workspaces.filter((own) => listed.every(({ id }) => id !== own.id));
  for (const { kind, key } of gone) await deps.store.objects.remove(scope, kind, key);
}
