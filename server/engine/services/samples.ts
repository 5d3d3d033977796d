import { toFailure } from "../../contract/errors.ts";
import type { Plan } from "../../contract/plan.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import type { StartRun } from "../../contract/run.ts";
import {
  type DiffPage,
  type DiffQuery,
  type SampleView,
  type StoredSample,
  sampleTarget,
  type VerdictCounts,
} from "../../contract/sample.ts";
import type { FieldDiffFilter, FieldDiffStore, RunRow, Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import { noVerdicts } from "../sampling/classes.ts";
import { countRemovable } from "../sampling/removable.ts";
import { toSampleWish } from "../sampling/sample-options.ts";
import { readUrls } from "../sampling/sample-urls.ts";
import { activeStates } from "../states.ts";
import { type Actor, notFound, scopeOf } from "./actor.ts";
import { hasImported } from "./imported.ts";
import { readPlan } from "./plan-state.ts";

/** Runs looked at to find the latest sample, and whether the import has begun. */
const runsRead = 50;

type Counts = Awaited<ReturnType<FieldDiffStore["counts"]>>;

/** The latest sample, what it covers and how its fields came out; what the next one would take. */
export async function getSample(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string },
): Promise<Result<SampleView>> {
  const scope = scopeOf(actor, input.migrationId);
  const state = await readPlan(deps, scope);
  if (!state.ok) return state;
  const { plan } = state.value;
  const sample = (await deps.store.documents.get(scope, "sample"))?.body ?? null;
  const runs = await deps.store.runs.list(scope, runsRead);
  const run = runs.find(({ kind }) => kind === "sample") ?? null;
  const wish = toSampleWish(undefined);
  const counts = sample ? await deps.store.fieldDiffs.counts(scope, {}) : [];
  const urls = await readUrls(deps, actor, scope, sample);
  return ok({
    state: stateOf(plan, sample, run),
    runId: sample?.runId ?? run?.id ?? null,
    planHash: sample?.planHash ?? plan.hash,
    landing: sample?.landing ?? wish.landing,
    rehearsal: sample?.rehearsal ?? wish.rehearsal,
    target: sample?.target ?? wish.target,
    workspaceName: sample?.workspaceName ?? null,
    coverage: sample?.coverage ?? null,
    finishedAt: sample?.finishedAt ?? null,
    estimate: estimateOf(plan),
    counts: sumOf(counts),
    boards: boardsOf(plan, counts).map((board) => ({ ...board, url: urls.board(board.board) })),
    removable: sample ? await countRemovable(deps, scope, { plan, sample }) : 0,
  });
}

function stateOf(plan: Plan, sample: StoredSample | null, run: RunRow | null): SampleView["state"] {
  if (run && (activeStates.includes(run.state) || run.state === "paused")) return "running";
  if (run?.state === "failed" && (sample === null || sample.runId === run.id)) return "failed";
  if (sample === null) return "none";
  if (sample.finishedAt === null) return "failed";
  return sample.planHash === plan.hash ? "ready" : "stale";
}

/** From the forecast of the import: its pace for each item, and the making of the boards. */
function estimateOf({ forecast, boards }: Plan): SampleView["estimate"] {
  const schema = forecast.phases.find(({ kind }) => kind === "schema")?.seconds ?? 0;
  const perItem = forecast.items === 0 ? 0 : Math.max(0, forecast.seconds - schema) / forecast.items;
  const included = boards.filter(({ include }) => include);
  const records = included.reduce((sum, board) => sum + board.records, 0);
  const sampled = Math.min(sampleTarget.usual, forecast.items);
  return {
    sampleSeconds: Math.round(schema + perItem * sampled),
    rehearsalSeconds: Math.round(forecast.seconds),
    rehearsalRecords: records,
  };
}

function sumOf(counts: Counts): VerdictCounts {
  const sum = { ...noVerdicts };
  for (const { verdict, count } of counts) sum[verdict] += count;
  return sum;
}

function boardsOf(plan: Plan, counts: Counts): readonly Omit<SampleView["boards"][number], "url">[] {
  const byBoard = Map.groupBy(counts, ({ board }) => board);
  return plan.boards.flatMap(({ key: board, title }) => {
    const own = byBoard.get(board);
    if (!own) return [];
    const byColumn = Map.groupBy(own, ({ column }) => column);
    const columns = [...byColumn].map(([column, rows]) => ({
      column,
      title: rows[0]?.title ?? column,
      counts: sumOf(rows),
    }));
    return [{ board, title, counts: sumOf(own), columns }];
  });
}

/** Field by field what the latest sample wrote and what monday shows. */
export async function listDiff(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string } & DiffQuery,
): Promise<Result<DiffPage>> {
  const scope = scopeOf(actor, input.migrationId);
  if (!(await deps.store.migrations.get(scope))) return notFound("migration");
  const { cursor, offset, limit } = input;
  if (cursor !== undefined && !/^\d+\.\d+\../.test(cursor)) {
    return err(toFailure("request.invalid", { message: "The cursor is none of ours" }));
  }
  if (cursor !== undefined && offset !== undefined) {
    return err(toFailure("request.invalid", { message: "A cursor and an offset were both given" }));
  }
  const filter = filterOf(input);
  const rows = await deps.store.fieldDiffs.list(scope, filter, {
    after: cursor ?? null,
    offset: offset ?? 0,
    limit,
  });
  const counts = input.summary === false ? null : await deps.store.fieldDiffs.counts(scope, filter);
  const { plan } = await deps.store.plans.get(scope);
  const titles = new Map(plan?.boards.map(({ key, title }) => [key, title]));
  const sample = (await deps.store.documents.get(scope, "sample"))?.body ?? null;
  const urls = await readUrls(deps, actor, scope, sample);
  return ok({
    items: rows.map(({ seq, cursor: _cursor, position: _position, columnKey, ...row }) => ({
      ...row,
      id: String(seq),
      boardTitle: titles.get(row.board) ?? row.board,
      column: columnKey,
      itemUrl: row.itemId === null ? null : urls.item(row.board, row.itemId),
    })),
    cursor: rows.length < limit ? null : (rows.at(-1)?.cursor ?? null),
    ...(counts === null ? noSummary : summaryOf(counts, titles)),
  });
}

type DiffSummary = Pick<DiffPage, "total" | "counts" | "groups">;

const noSummary: DiffSummary = { total: null, counts: null, groups: null };

function summaryOf(counts: Counts, boardTitles: ReadonlyMap<string, string>): DiffSummary {
  const groups: NonNullable<DiffSummary["groups"]> = [];
  for (const { board, column, title, count } of counts) {
    const last = groups.at(-1);
    if (last?.board === board && last.column === column) last.count += count;
    else {
      const boardTitle = boardTitles.get(board) ?? board;
      groups.push({ board, boardTitle, column, columnTitle: title, count });
    }
  }
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  return { total, counts: sumOf(counts), groups };
}

function filterOf({ stream, board, column, verdict, changed }: DiffQuery): FieldDiffFilter {
  return {
    ...(stream === undefined ? {} : { stream }),
    ...(board === undefined ? {} : { board }),
    ...(column === undefined ? {} : { column }),
    ...(verdict === undefined ? {} : { verdict }),
    ...(changed === undefined ? {} : { changed }),
  };
}

/**
 * Whether a sample may start now: the plan's questions are answered, every record goes to a test workspace only, and
 * the real boards are not the customer's live data yet.
 */
export async function checkSample(
  deps: EngineDeps,
  scope: Scope,
  options: StartRun["options"],
): Promise<Result<void>> {
  const state = await deps.store.plans.get(scope);
  if (!state.plan) return err(toFailure("plan.not_ready", { message: "No plan is stored" }));
  if (state.plan.openQuestions > 0) {
    const message = `${state.plan.openQuestions} questions are open`;
    return err(toFailure("plan.open_questions", { message }));
  }
  const wish = toSampleWish(options);
  if (wish.landing === "test_workspace") return ok(undefined);
  if (wish.rehearsal) {
    const message = "A rehearsal was asked for on the real boards";
    return err(toFailure("sample.rehearsal_needs_workspace", { message }));
  }
  return (await hasImported(deps, scope, state)) ? refuseAfterImport() : ok(undefined);
}

function refuseAfterImport(): Result<void> {
  const message = "An import has written to the real boards already";
  return err(toFailure("sample.after_import", { message }));
}
