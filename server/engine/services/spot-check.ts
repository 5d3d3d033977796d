import type { z } from "zod";
import { FailureError, toFailure } from "../../contract/errors.ts";
import type { Plan } from "../../contract/plan.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import type { SpotCheck, SpotCheckItem, StoredSample, tickSpotCheckSchema } from "../../contract/sample.ts";
import { fromExternalId } from "../../core/records.ts";
import { createSourceWords } from "../../core/verify/source-words.ts";
import type { Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import { currentSample } from "../sampling/classes.ts";
import { type Picked, pickSpotCheck } from "../sampling/pick-spot-check.ts";
import { readUrls } from "../sampling/sample-urls.ts";
import { openSource } from "../steps/open-source.ts";
import { toIso } from "../views/run-view.ts";
import { type Actor, notFound, scopeOf } from "./actor.ts";
import { auditAct } from "./audit-act.ts";
import { readPlan } from "./plan-state.ts";

/** Two people may tick at the same moment; the later one looks again. */
const maxTries = 5;

/** Records of the sample picked at random for a person to compare by eye. */
export async function getSpotCheck(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string },
): Promise<Result<SpotCheck>> {
  const scope = scopeOf(actor, input.migrationId);
  const check = await drawSpotCheck(deps, actor, scope);
  return check.ok ? ok(check.value.check) : check;
}

/** Notes what a person found; anybody of the account may look. `request.not_found` for a record not picked. */
export async function tickSpotCheck(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string } & z.output<typeof tickSpotCheckSchema>,
): Promise<Result<SpotCheck>> {
  const scope = scopeOf(actor, input.migrationId);
  for (let attempt = 0; attempt < maxTries; attempt += 1) {
    const drawn = await drawSpotCheck(deps, actor, scope);
    if (!drawn.ok) return drawn;
    const { check, plan, version } = drawn.value;
    const isMeant = (item: SpotCheckItem): boolean =>
      item.board === input.board && item.externalId === input.externalId;
    if (!check.items.some(isMeant)) return notFound("record in the spot check");
    const found =
      input.right === null
        ? { right: null, by: null, at: null }
        : { right: input.right, by: nameOf(plan, actor.userId), at: toIso(deps.clock.now()) };
    const ticked = withCount({
      ...check,
      items: check.items.map((item) => (isMeant(item) ? { ...item, ...found } : item)),
    });
    if (!(await deps.store.documents.save(scope, "spot_check", { body: ticked, expectedVersion: version }))) {
      continue;
    }
    const detail = { right: input.right, looked: ticked.looked, of: ticked.items.length };
    await auditAct(deps, actor, scope, { operation: "spot_check.tick", detail, records: [input.externalId] });
    return ok(ticked);
  }
  return err(toFailure("store.unavailable", { message: "The spot check kept changing while it was saved" }));
}

interface Drawn {
  readonly check: SpotCheck;
  readonly plan: Plan;
  /** Of the stored document; null when there is none yet. */
  readonly version: number | null;
}

/** What was picked, as the sample has it now, with what people have found so far on the same plan. */
async function drawSpotCheck(deps: EngineDeps, actor: Actor, scope: Scope): Promise<Result<Drawn>> {
  const state = await readPlan(deps, scope);
  if (!state.ok) return state;
  const { plan } = state.value;
  const sample = await currentSample(deps, scope, plan);
  if (!sample) return err(toFailure("sample.not_ready", { message: "No finished sample of this plan" }));
  const records = sample.coverage.records;
  const picked = await pickSpotCheck(deps.store.fieldDiffs, scope, { seed: plan.hash, records });
  const stored = await deps.store.documents.get(scope, "spot_check");
  const known = stored?.body.planHash === plan.hash ? stored.body.items : [];
  const items = await toItems(deps, actor, { scope, plan, sample, picked });
  const check = withCount({
    planHash: plan.hash,
    looked: 0,
    items: items.map((item) => {
      const before = known.find(
        ({ board, externalId, itemId }) =>
          board === item.board && externalId === item.externalId && itemId === item.itemId,
      );
      return before ? { ...item, right: before.right, by: before.by, at: before.at } : item;
    }),
  });
  return ok({ check, plan, version: stored?.version ?? null });
}

function withCount(check: SpotCheck): SpotCheck {
  return { ...check, looked: check.items.filter(({ right }) => right !== null).length };
}

async function toItems(
  deps: EngineDeps,
  actor: Actor,
  input: { scope: Scope; plan: Plan; sample: StoredSample; picked: readonly Picked[] },
): Promise<readonly SpotCheckItem[]> {
  const { plan, scope, picked } = input;
  const connector = deps.sources(plan.source);
  const words = createSourceWords(connector?.streams ?? []);
  const sourceTitle = connector?.view.title ?? plan.source;
  const urls = await readUrls(deps, actor, scope, input.sample);
  const sourceUrl = await readSourceUrls(deps, scope);
  const titles = new Map(plan.boards.map(({ key, title }) => [key, title]));
  return picked.map(({ board, stream, externalId, name, itemId }) => {
    const place = { stream, id: fromExternalId(externalId)?.id ?? externalId };
    const streamTitle = connector?.streams.find((each) => each.name === stream)?.title ?? stream;
    return {
      board,
      boardTitle: titles.get(board) ?? board,
      externalId,
      recordTitle: words.record(place),
      sourceUrl: sourceUrl(place),
      sourceText: `${sourceTitle}, ${streamTitle}, number ${place.id}`,
      name,
      itemId,
      itemUrl: urls.item(board, itemId),
      right: null,
      by: null,
      at: null,
    };
  });
}

/** Pages in the source's own application; none when the connection cannot be opened any more. */
async function readSourceUrls(
  deps: EngineDeps,
  scope: Scope,
): Promise<(place: { stream: string; id: string }) => string | null> {
  try {
    const { source } = await openSource(deps, scope);
    return (place) => source.recordUrl?.(place) ?? null;
  } catch (cause) {
    if (cause instanceof FailureError) return () => null;
    throw cause;
  }
}

function nameOf(plan: Plan, userId: string): string {
  return plan.assignable.find(({ id }) => id === userId)?.name ?? `User ${userId}`;
}
