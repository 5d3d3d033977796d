import type { z } from "zod";
import type { Destination } from "../../connectors/types.ts";
import { type FailureCode, FailureError, toFailure } from "../../contract/errors.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import type {
  RollbackPreview,
  RollbackScope,
  rollbackEntriesQuerySchema,
  rollbackEntryPageSchema,
  rollbackQuerySchema,
  rollbackViewSchema,
} from "../../contract/rollback.ts";
import type { StartRun } from "../../contract/run.ts";
import { type BoardLoad, estimateRollback, noLoad } from "../../core/rollback/estimate.ts";
import { isSameScope, takesWholeBoards } from "../../core/rollback/scope.ts";
import type { MigrationRow, RollbackEntryRow, Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import { cannotOf } from "../rollback/cannot-facts.ts";
import type { Layout, Tools } from "../rollback/ground.ts";
import { type Extent, measureScope } from "../rollback/in-scope.ts";
import { placesFor, surveyAll } from "../rollback/survey.ts";
import { runOptions } from "../run-options.ts";
import { toSampleWish } from "../sampling/sample-options.ts";
import { type Actor, notFound, requireAdmin, scopeOf } from "./actor.ts";
import { hasImported } from "./imported.ts";

/** Items read while somebody waits for the answer. */
const readAtOnce = 5_000;
/** A preview of so many milliseconds ago is shown again; one a run has read is good for longer. */
const freshMs = 60_000;
const freshFromRunMs = 60 * 60_000;
const runsSeen = 100;

/**
 * What a rollback would remove, restore and leave alone, and why. Reading monday for it is the beginning of a
 * rollback, so only an admin can have it done; everybody else sees what was read before, or that it was not.
 */
export async function previewRollback(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string; signal: AbortSignal } & z.output<typeof rollbackQuerySchema>,
): Promise<Result<RollbackPreview>> {
  const scope = scopeOf(actor, input.migrationId);
  const migration = await deps.store.migrations.get(scope);
  if (!migration) return notFound("migration");
  const taken = toRollbackScope(input);
  if (!taken) return fail("rollback.scope_missing", "The query names no scope");
  const extent = await measureScope(deps, scope, { scope: taken });
  if (await isTakenOver(deps, scope, taken)) return ok(unread(extent, "nothing"));
  const isReadNow = extent.rows <= readAtOnce && requireAdmin(actor).ok;
  const known = await freshPreview(deps, scope, taken, isReadNow ? freshMs : freshFromRunMs);
  if (known) return ok(known);
  if (extent.isEmpty) return ok(unread(extent, "nothing"));
  if (!isReadNow) return ok(unread(extent, "needs_reading"));
  const destination = await deps.destinations.forAccount(scope.accountId);
  if (!destination.ok) return destination;
  const { signal } = input;
  return survey(deps, { scope, migration, destination: destination.value, layout: extent.layout, signal });
}

function toRollbackScope(query: z.output<typeof rollbackQuerySchema>): RollbackScope | null {
  const { kind, runId, board, externalId } = query;
  switch (kind) {
    case "run":
      return runId === undefined ? null : { kind, runId };
    case "board":
      return board === undefined ? null : { kind, board };
    case "record":
      return board === undefined || externalId === undefined ? null : { kind, board, externalId };
    default:
      return { kind };
  }
}

/** A reading of the same scope that is recent and older than no run. */
async function freshPreview(
  deps: EngineDeps,
  scope: Scope,
  taken: RollbackScope,
  maxAgeMs: number,
): Promise<RollbackPreview | null> {
  const known = (await deps.store.documents.get(scope, "rollback_preview"))?.body;
  if (!known || known.at === null || !isSameScope(known.scope, taken)) return null;
  const at = Date.parse(known.at);
  const runs = await deps.store.runs.list(scope, runsSeen);
  const isOutdated = runs.some(
    (run) => runOptions(run).rollback?.previewOnly !== true && (run.endedAt ?? Number.POSITIVE_INFINITY) > at,
  );
  return isOutdated || deps.clock.now() - at > maxAgeMs ? null : known;
}

function unread(extent: Extent, state: "nothing" | "needs_reading"): RollbackPreview {
  const { layout } = extent;
  const isNothing = state === "nothing";
  const workspaces = layout.objects.filter(
    (object) => object.kind === "workspace" && object.created && layout.isObjectIn(object),
  );
  return {
    scope: layout.options.scope,
    state,
    at: null,
    remove: [],
    restore: [],
    leave: [],
    cannot: cannotOf(layout, { items: isNothing ? 0 : extent.rows, restored: 0, gone: 0 }),
    estimate: estimateRollback(
      isNothing ? { boards: [], workspaces: 0 } : { boards: loadsOf(extent), workspaces: workspaces.length },
    ),
  };
}

/** What there is to do as far as the store knows: every record has an item, and boards of ours go as a whole. */
function loadsOf({ layout, rows }: Extent): readonly BoardLoad[] {
  const places = placesFor(layout);
  if (!takesWholeBoards(layout.options.scope)) {
    return places.map((_, index) => ({ ...noLoad, items: index === 0 ? rows : 0 }));
  }
  return places.map(({ made, rows: items, objects }) => {
    const parts = objects.filter(({ kind, created }) => created && kind !== "board").length;
    return { ...noLoad, items, parts: made ? 0 : parts, isWhole: made };
  });
}

async function survey(
  deps: EngineDeps,
  input: {
    scope: Scope;
    migration: MigrationRow;
    destination: Destination;
    layout: Layout;
    signal: AbortSignal;
  },
): Promise<Result<RollbackPreview>> {
  const { scope, migration, destination, layout, signal } = input;
  const tools: Tools = {
    ...{ deps, scope, destination, signal, slug: migration.slug },
    async ask(call) {
      const answer = await call();
      if (answer.ok) return answer.value;
      throw new FailureError(answer.error);
    },
    whole: (pass) => pass(),
  };
  try {
    const body = await surveyAll({ ...tools, ...layout }, async () => undefined);
    await deps.store.documents.save(scope, "rollback_preview", { body });
    return ok(body);
  } catch (cause) {
    if (cause instanceof FailureError) return err(cause.failure);
    throw cause;
  }
}

/** How the latest rollback ended and what its read-back has shown. */
export async function getRollback(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string },
): Promise<Result<z.output<typeof rollbackViewSchema>>> {
  const scope = scopeOf(actor, input.migrationId);
  if (!(await deps.store.migrations.get(scope))) return notFound("migration");
  const results = (await deps.store.documents.get(scope, "rollbacks"))?.body ?? [];
  return ok({ latest: results[0] ?? null });
}

/** The latest rollback, thing by thing. */
export async function listRollbackEntries(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string } & z.output<typeof rollbackEntriesQuerySchema>,
): Promise<Result<z.output<typeof rollbackEntryPageSchema>>> {
  const scope = scopeOf(actor, input.migrationId);
  if (!(await deps.store.migrations.get(scope))) return notFound("migration");
  const runs = await deps.store.runs.list(scope, runsSeen, "rollback");
  const run = runs.find((each) => !runOptions(each).rollback?.previewOnly);
  if (!run) return ok({ items: [], cursor: null, total: 0 });
  const { action, limit } = input;
  const afterSeq = Number(input.cursor ?? 0);
  if (!Number.isSafeInteger(afterSeq) || afterSeq < 0) {
    return fail("request.invalid", "The cursor is none of ours");
  }
  const rows = await deps.store.rollback.list(scope, {
    runId: run.id,
    ...(action === undefined ? {} : { action }),
    ...{ afterSeq, limit },
  });
  const counts = await deps.store.rollback.counts(scope, run.id);
  const counted = counts.filter((each) => action === undefined || each.action === action);
  const last = rows.at(-1);
  return ok({
    items: rows.map(toView),
    cursor: last && rows.length === limit ? String(last.seq) : null,
    total: counted.reduce((sum, { count }) => sum + count, 0),
  });
}

function toView(row: RollbackEntryRow) {
  const { kind, key, name, destinationId, board, action, code, reason, proven, at } = row;
  return {
    ...{ kind, key, name, destinationId, board, action, code, reason, proven },
    at: new Date(at).toISOString(),
  };
}

/** An import counts the items of a sample among its own: they are what people work with by then. */
const takenOver = {
  message: "An import has taken the sample over",
  userMessage: "The import has taken over the items of the sample: they are part of it now.",
  remedy: "Take back everything, a board or a record instead.",
};

/** Whether a run of this kind may start now. */
export async function checkRollback(
  deps: EngineDeps,
  scope: Scope,
  options: StartRun["options"],
): Promise<Result<void>> {
  const rollback = options?.rollback;
  if (!rollback) return fail("rollback.scope_missing", "The run names no scope");
  if (await isTakenOver(deps, scope, rollback.scope)) {
    return err(toFailure("rollback.nothing_to_do", takenOver));
  }
  const { isEmpty } = await measureScope(deps, scope, rollback);
  return isEmpty ? fail("rollback.nothing_to_do", "Nothing is in scope") : ok(undefined);
}

/** Whether the scope is what a sample has put on the real boards, and an import has begun since. */
async function isTakenOver(deps: EngineDeps, scope: Scope, taken: RollbackScope): Promise<boolean> {
  if (!(await takesSample(deps, scope, taken))) return false;
  return hasImported(deps, scope, await deps.store.plans.get(scope));
}

/** Whether the scope is what a sample has put on the real boards, by its kind or by its run. */
async function takesSample(deps: EngineDeps, scope: Scope, taken: RollbackScope): Promise<boolean> {
  if (taken.kind !== "run") return taken.kind === "sample";
  const run = await deps.store.runs.get(scope.accountId, taken.runId);
  return run?.kind === "sample" && toSampleWish(runOptions(run)).landing === "boards";
}

function fail(code: FailureCode, message: string): ReturnType<typeof err> {
  return err(toFailure(code, { message }));
}
