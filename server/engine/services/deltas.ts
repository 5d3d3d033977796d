import type { z } from "zod";
import type {
  ChecklistKey,
  Conflict,
  ConflictDecision,
  conflictPageSchema,
  conflictsQuerySchema,
  DeltaView,
  DeltaWindow,
  decideConflictsSchema,
  patchDeltaSchema,
} from "../../contract/delta.ts";
import { toFailure } from "../../contract/errors.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import { isTicked } from "../../core/delta/checklist.ts";
import { closed, newWindow, resumed, withSettings } from "../../core/delta/window.ts";
import type { ConflictRow } from "../../store/store.ts";
import { checkDelta } from "../delta/check-delta.ts";
import { parseConflictBody } from "../delta/conflict-body.ts";
import { readDeltaView } from "../delta/delta-view.ts";
import { changeWindow } from "../delta/window.ts";
import type { EngineDeps } from "../deps.ts";
import { type Actor, notFound, requireAdmin, scopeOf } from "./actor.ts";
import { auditAct } from "./audit-act.ts";

export { checkDelta } from "../delta/check-delta.ts";

type Patch = z.output<typeof patchDeltaSchema>;
type Decide = z.output<typeof decideConflictsSchema>;

const decisionsOf = {
  field: ["source", "monday"],
  deleted: ["remove", "keep"],
} as const satisfies Record<Conflict["kind"], readonly ConflictDecision[]>;

/** The window in which late changes are picked up, its rounds and the cutover checklist. */
export async function getDelta(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string },
): Promise<Result<DeltaView>> {
  const scope = scopeOf(actor, input.migrationId);
  const migration = await deps.store.migrations.get(scope);
  if (!migration) return notFound("migration");
  const ready = await checkDelta(deps, scope);
  return ok(await readDeltaView(deps, scope, { migration, blocked: ready.ok ? null : ready.error }));
}

/** Changes length, interval, state or a tick of the checklist. */
export async function changeDelta(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string } & Patch,
): Promise<Result<DeltaView>> {
  const allowed = requireAdmin(actor);
  if (!allowed.ok) return allowed;
  const scope = scopeOf(actor, input.migrationId);
  if (!(await deps.store.migrations.get(scope))) return notFound("migration");
  const { migrationId: _, ...patch } = input;
  if (patch.tick && !isTicked(patch.tick.key)) {
    const message = `${patch.tick.key} cannot be ticked`;
    return err(toFailure("request.invalid", { message, userMessage: "Portage sees this by itself." }));
  }
  const now = deps.clock.now();
  const changed = await changeWindow(deps, scope, (window) => applyPatch(window, patch, { actor, now }));
  if (!changed) return err(toFailure("delta.nothing_imported", { message: "There is no window yet" }));
  await auditAct(deps, actor, scope, { operation: "delta.change", detail: toDetail(patch) });
  return getDelta(deps, actor, input);
}

function applyPatch(
  window: DeltaWindow,
  patch: Patch,
  { actor, now }: { actor: Actor; now: number },
): DeltaWindow {
  const { hours, intervalMinutes, state, tick } = patch;
  let changed = window;
  if (hours !== undefined || intervalMinutes !== undefined) {
    changed = withSettings(changed, { hours, intervalMinutes }, now);
  }
  if (state === "closed") changed = closed(changed, now);
  if (state === "open") {
    changed = changed.state === "closed" ? newWindow(now, changed) : resumed(changed, now);
  }
  return tick ? { ...changed, ticks: withTick(changed.ticks, tick, { by: actor.userId, at: now }) } : changed;
}

function withTick(
  ticks: DeltaWindow["ticks"],
  tick: { key: ChecklistKey; done: boolean },
  made: { by: string; at: number },
): DeltaWindow["ticks"] {
  const { [tick.key]: before, ...others } = ticks;
  return tick.done ? { ...others, [tick.key]: before ?? made } : others;
}

function toDetail({ hours, intervalMinutes, state, tick }: Patch): Record<string, string | number> {
  return {
    ...(hours === undefined ? {} : { hours }),
    ...(intervalMinutes === undefined ? {} : { intervalMinutes }),
    ...(state === undefined ? {} : { state }),
    ...(tick ? { tick: tick.key, done: tick.done ? 1 : 0 } : {}),
  };
}

/** Fields changed on both sides and records that left the source, in the order they were found. */
export async function listConflicts(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string } & z.output<typeof conflictsQuerySchema>,
): Promise<Result<z.output<typeof conflictPageSchema>>> {
  const scope = scopeOf(actor, input.migrationId);
  if (!(await deps.store.migrations.get(scope))) return notFound("migration");
  const { kind, state, limit, cursor } = input;
  const filter = { ...(kind === undefined ? {} : { kind }), ...(state === undefined ? {} : { state }) };
  const afterSeq = Number(cursor ?? 0);
  if (!Number.isSafeInteger(afterSeq) || afterSeq < 0) {
    return err(toFailure("request.invalid", { message: "The cursor is none of ours" }));
  }
  const rows = await deps.store.conflicts.list(scope, filter, { afterSeq, limit });
  const total = await deps.store.conflicts.count(scope, filter);
  const destination = await deps.destinations.forAccount(actor.accountId);
  const urlOf = (boardId: string, itemId: string): string | null =>
    destination.ok && boardId !== "" ? destination.value.itemUrl(actor.slug, boardId, itemId) : null;
  const last = rows.at(-1);
  return ok({
    items: rows.map((row) => toConflict(row, urlOf)),
    cursor: last && rows.length === limit ? String(last.seq) : null,
    total,
  });
}

function toConflict(row: ConflictRow, urlOf: (boardId: string, itemId: string) => string | null): Conflict {
  const body = parseConflictBody(row);
  return {
    id: row.id,
    kind: row.kind,
    board: row.phase,
    boardTitle: body.boardTitle,
    externalId: row.externalId,
    name: body.name,
    itemId: row.itemId,
    itemUrl: urlOf(body.boardId, row.itemId),
    column: row.columnKey,
    columnTitle: body.columnTitle,
    was: body.was,
    sourceNow: body.sourceNow,
    mondayNow: body.mondayNow,
    state: row.state,
    decision: row.decision,
    by: row.decidedBy,
    foundAt: new Date(row.foundAt).toISOString(),
    decidedAt: row.decidedAt === null ? null : new Date(row.decidedAt).toISOString(),
  };
}

/** Decides conflicts; the next delta run carries it out. `conflict.wrong_decision` when one is of another kind. */
export async function decideConflicts(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string } & Decide,
): Promise<Result<{ decided: number }>> {
  const allowed = requireAdmin(actor);
  if (!allowed.ok) return allowed;
  const scope = scopeOf(actor, input.migrationId);
  if (!(await deps.store.migrations.get(scope))) return notFound("migration");
  const ids = "all" in input ? null : input.conflicts;
  const rows = ids === null ? [] : await deps.store.conflicts.get(scope, ids);
  const { decision } = input;
  const [kind = kindOf(decision)] = "all" in input ? [input.all] : rows.map((row) => row.kind);
  const fits = kindOf(decision) === kind && rows.every((row) => row.kind === kind);
  if (!fits) return err(toFailure("conflict.wrong_decision", { message: `${decision} is for another kind` }));
  const by = actor.userId;
  const at = deps.clock.now();
  const decided = await deps.store.conflicts.decide(scope, { ids, kind, decision, by, at });
  await auditAct(deps, actor, scope, {
    operation: "conflict.decide",
    detail: { decision, decided },
    records: [...new Set(rows.map(({ externalId }) => externalId))],
  });
  return ok({ decided });
}

function kindOf(decision: ConflictDecision): Conflict["kind"] {
  return decisionsOf.field.some((each) => each === decision) ? "field" : "deleted";
}
