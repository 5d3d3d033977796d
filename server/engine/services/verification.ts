import type { z } from "zod";
import { toFailure } from "../../contract/errors.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import type {
  acceptDifferencesSchema,
  differencePageSchema,
  differencesQuerySchema,
  Verification,
  VerificationView,
} from "../../contract/verification.ts";
import { isTestKey } from "../../core/sampling/test-prefix.ts";
import type { DifferenceFilter, DifferenceRow, RecordEvent, Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import { toDifference } from "../verifying/difference-body.ts";
import { countDrift } from "../verifying/save-verification.ts";
import { type Actor, notFound, requireAdmin, scopeOf } from "./actor.ts";
import { auditAct } from "./audit-act.ts";

/** What a call that reads 500 items takes, and one that looks 100 texts up (measured against the limits of monday). */
const secondsPerCall = 1.2;
const itemsPerCall = 500;
const textsPerCall = 100;

/** The latest readings and what is open. */
export async function getVerification(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string },
): Promise<Result<VerificationView>> {
  const scope = scopeOf(actor, input.migrationId);
  if (!(await deps.store.migrations.get(scope))) return notFound("migration");
  const readings = (await deps.store.documents.get(scope, "verifications"))?.body ?? [];
  const [latest = null, ...earlier] = readings;
  return ok({
    latest: latest && (await withOpen(deps, scope, latest)),
    open: await deps.store.verification.countDifferences(scope, { state: "open" }),
    reported: await deps.store.verification.countDifferences(scope, { state: "open", kind: "reported" }),
    repairable: await deps.store.verification.countDifferences(scope, { state: "open", repairable: true }),
    history: earlier.map(({ runId, at, trigger, differences, rootHash }) => {
      return { runId, at, trigger, differences, rootHash };
    }),
    estimateSeconds: latest?.trigger === "repair" || !latest ? await estimate(deps, scope) : latest.seconds,
  });
}

/** The reading with what was accepted or repaired since taken off. */
async function withOpen(deps: EngineDeps, scope: Scope, latest: Verification): Promise<Verification> {
  return { ...latest, ...(await countDrift(deps, scope, latest.boards)) };
}

async function estimate({ store }: EngineDeps, scope: Scope): Promise<number> {
  let calls = 0;
  for (const { phase, state, count } of await store.ledger.counts(scope)) {
    if (state !== "done" || isTestKey(phase)) continue;
    calls += Math.ceil(count / (phase.endsWith(".updates") ? textsPerCall : itemsPerCall));
  }
  return Math.ceil(calls * secondsPerCall);
}

/** What differs from what was written, in the order it was first found. */
export async function listDifferences(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string } & z.output<typeof differencesQuerySchema>,
): Promise<Result<z.output<typeof differencePageSchema>>> {
  const scope = scopeOf(actor, input.migrationId);
  if (!(await deps.store.migrations.get(scope))) return notFound("migration");
  const afterSeq = Number(input.cursor ?? "0");
  if (!Number.isSafeInteger(afterSeq) || afterSeq < 0) {
    return err(toFailure("request.invalid", { message: "The cursor is none of ours" }));
  }
  const { board, kind, state, limit } = input;
  const filter: DifferenceFilter = {
    ...(board === undefined ? {} : { board }),
    ...(kind === undefined ? {} : { kind }),
    ...(state === undefined ? {} : { state }),
  };
  const rows = await deps.store.verification.differences(scope, filter, { afterSeq, limit });
  const last = rows.at(-1);
  return ok({
    items: rows.map(toDifference),
    cursor: rows.length < limit || !last ? null : String(last.seq),
    total: await deps.store.verification.countDifferences(scope, filter),
  });
}

/** Takes monday's state as right: these differences are told no more as long as it stays as it is. */
export async function acceptDifferences(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string } & z.output<typeof acceptDifferencesSchema>,
): Promise<Result<VerificationView>> {
  const allowed = requireAdmin(actor);
  if (!allowed.ok) return allowed;
  const scope = scopeOf(actor, input.migrationId);
  if (!(await deps.store.migrations.get(scope))) return notFound("migration");
  const ids = [...new Set(input.differences)];
  const filter = { ids, state: "open" as const };
  const rows = await deps.store.verification.differences(scope, filter, { afterSeq: 0, limit: ids.length });
  if (rows.length > 0) await accept(deps, actor, { scope, rows });
  return getVerification(deps, actor, input);
}

async function accept(
  deps: EngineDeps,
  actor: Actor,
  { scope, rows }: { scope: Scope; rows: readonly DifferenceRow[] },
): Promise<void> {
  const ids = rows.map(({ id }) => id);
  await deps.store.verification.setState(scope, ids, "accepted");
  const at = deps.clock.now();
  const events = rows.flatMap(({ board, externalId, itemId, columnKey, runId }): RecordEvent[] => {
    if (itemId === null) return [];
    const body = JSON.stringify({ columns: columnKey === null ? [] : [columnKey], by: actor.userId });
    return [{ phase: board, externalId, itemId, runId, at, kind: "kept", body }];
  });
  await deps.store.ledger.commit(scope, { events });
  await auditAct(deps, actor, scope, {
    operation: "difference.accept",
    detail: { differences: rows.length },
    records: [...new Set(rows.map(({ externalId }) => externalId).filter(Boolean))],
  });
}

/** A verification compares with what was written, so something must have been. */
export async function checkVerify(deps: Pick<EngineDeps, "store">, scope: Scope): Promise<Result<void>> {
  const counts = await deps.store.ledger.counts(scope);
  const isImported = counts.some(
    ({ phase, state, outcome }) =>
      !isTestKey(phase) && state === "done" && outcome !== "skipped" && outcome !== "failed",
  );
  if (isImported) return ok(undefined);
  return err(toFailure("verify.nothing_imported", { message: "The ledger holds nothing that was written" }));
}
