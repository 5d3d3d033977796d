import { toFailure } from "../../contract/errors.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import type { RollbackResult } from "../../contract/rollback.ts";
import type { ReportGround } from "../../core/documents/report-ground.ts";
import type { Approval } from "../../core/planning/approval.ts";
import type { RunRow, Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import type { Actor } from "../services/actor.ts";
import { urlMaker } from "../services/item-urls.ts";
import { toIso } from "../views/run-view.ts";
import { type Ground, readDocumentGround } from "./ground.ts";
import { readReports } from "./reports.ts";

const runsListed = 100;

/** What the handoff report is made from; `report.not_ready` before an import has ended. */
export async function readReportGround(
  deps: EngineDeps,
  actor: Actor,
  migrationId: string,
): Promise<Result<{ scope: Scope; report: ReportGround }>> {
  const ground = await readDocumentGround(deps, actor, migrationId);
  if (!ground.ok) return ground;
  const { scope, state } = ground.value;
  const rollbacks = (await deps.store.documents.get(scope, "rollbacks"))?.body ?? [];
  const rollback = rollbacks.find(isOfImport) ?? null;
  if (!state.reconciliation && !rollback) {
    return err(toFailure("report.not_ready", { message: "No import has ended yet" }));
  }
  return ok({ scope, report: await gather(deps, actor, { ...ground.value, rollback }) });
}

async function gather(
  deps: EngineDeps,
  actor: Actor,
  { scope, state, document, rollback }: Ground & { rollback: RollbackResult | null },
): Promise<ReportGround> {
  const { store } = deps;
  const runs = await store.runs.list(scope, runsListed);
  const verification = (await store.documents.get(scope, "verifications"))?.body[0] ?? null;
  const window = (await store.documents.get(scope, "delta_window"))?.body ?? null;
  const head = await store.audit.head(scope);
  return {
    ...document,
    edits: state.edits,
    runs: runs.map(toReportRun),
    reconciliation: state.reconciliation,
    signOff: state.approval && toSignOff(state.approval),
    verification,
    differencesOpen: verification ? await countFound(deps, scope) : 0,
    reports: await readReports(deps, scope),
    window,
    conflicts: window ? await countConflicts(deps, scope) : { open: 0, decided: 0, settled: 0 },
    rollback,
    audit: { lines: head.count, head: head.hash },
    boardUrl: await boardUrls(deps, actor, scope),
  };
}

/** Taking back a sample, or a test workspace, says nothing of the import. */
function isOfImport({ scope }: RollbackResult): boolean {
  return scope.kind !== "sample" && scope.kind !== "test";
}

function toReportRun(run: RunRow): ReportGround["runs"][number] {
  const { id, kind, state, sourceCalls, destinationCalls } = run;
  const times = { startedAt: toIso(run.startedAt), endedAt: toIso(run.endedAt) };
  return { id, kind, state, ...times, sourceCalls, destinationCalls };
}

function toSignOff(approval: Approval): ReportGround["signOff"] {
  return {
    by: approval.by,
    byName: approval.byName,
    at: new Date(approval.at).toISOString(),
    accepted: [...approval.accepted],
    sampleRecords: approval.sample?.records ?? null,
  };
}

/** What people have reported has not to differ: it is counted apart. */
async function countFound({ store }: EngineDeps, scope: Scope): Promise<number> {
  const all = await store.verification.countDifferences(scope, { state: "open" });
  return all - (await store.verification.countDifferences(scope, { state: "open", kind: "reported" }));
}

async function countConflicts(deps: EngineDeps, scope: Scope): Promise<ReportGround["conflicts"]> {
  const { conflicts } = deps.store;
  return {
    open: await conflicts.count(scope, { state: "open" }),
    decided: await conflicts.count(scope, { state: "decided" }),
    settled: await conflicts.count(scope, { state: "settled" }),
  };
}

async function boardUrls(deps: EngineDeps, actor: Actor, scope: Scope): Promise<ReportGround["boardUrl"]> {
  const urls = await urlMaker(deps, actor);
  const objects = await deps.store.objects.list(scope);
  const boards = new Map(
    objects.flatMap(({ kind, key, id }) => (kind === "board" ? [[key, id] as const] : [])),
  );
  return (key) => {
    const id = boards.get(key);
    return urls && id !== undefined ? urls.board(id) : null;
  };
}
