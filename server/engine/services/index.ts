import type { EngineDeps } from "../deps.ts";
import { createFactsMemory } from "../facts-memory.ts";
import { getMe, listBoards, listWorkspaces } from "./account.ts";
import type { Actor } from "./actor.ts";
import { listAudit, streamAudit } from "./audit.ts";
import { createConnection, deleteConnection, listConnections, replaceCredentials } from "./connections.ts";
import { changeDelta, decideConflicts, getDelta, listConflicts } from "./deltas.ts";
import { streamIds, writeReport, writeScope, writeSpotCheck } from "./documents.ts";
import { reportItem } from "./item-reports.ts";
import { getItem } from "./items.ts";
import { createMigration, deleteMigration, getMigration, listMigrations } from "./migrations.ts";
import { approvePlan, editPlan, getInventory, getPlan, type PlanDeps } from "./plans.ts";
import { getReconciliation, listRecords, streamRecords } from "./records.ts";
import { getRollback, listRollbackEntries, previewRollback } from "./rollbacks.ts";
import { cancelRun, getRun, pauseRun, resumeRun, startRun } from "./runs.ts";
import { getSample, listDiff } from "./samples.ts";
import { getSignOff } from "./sign-off.ts";
import { getSpotCheck, tickSpotCheck } from "./spot-check.ts";
import { acceptDifferences, getVerification, listDifferences } from "./verification.ts";

/** What the HTTP layer may ask for, each call on behalf of an actor and within that actor's account. */
export function createServices(base: EngineDeps) {
  const deps: PlanDeps = { ...base, factsMemory: createFactsMemory() };
  function bind<I, R>(service: (deps: PlanDeps, actor: Actor, input: I) => R): (actor: Actor, input: I) => R {
    return (actor, input) => service(deps, actor, input);
  }
  return {
    getMe: bind(getMe),
    listWorkspaces: bind(listWorkspaces),
    listBoards: bind(listBoards),
    createConnection: bind(createConnection),
    listConnections: (actor: Actor) => listConnections(deps, actor),
    replaceCredentials: bind(replaceCredentials),
    deleteConnection: bind(deleteConnection),
    createMigration: bind(createMigration),
    listMigrations: bind(listMigrations),
    getMigration: bind(getMigration),
    deleteMigration: bind(deleteMigration),
    startRun: bind(startRun),
    getRun: bind(getRun),
    pauseRun: bind(pauseRun),
    resumeRun: bind(resumeRun),
    cancelRun: bind(cancelRun),
    getInventory: bind(getInventory),
    getPlan: bind(getPlan),
    editPlan: bind(editPlan),
    approvePlan: bind(approvePlan),
    listRecords: bind(listRecords),
    streamRecords: bind(streamRecords),
    getReconciliation: bind(getReconciliation),
    getItem: bind(getItem),
    reportItem: bind(reportItem),
    getSample: bind(getSample),
    listDiff: bind(listDiff),
    getSignOff: bind(getSignOff),
    getSpotCheck: bind(getSpotCheck),
    tickSpotCheck: bind(tickSpotCheck),
    getVerification: bind(getVerification),
    listDifferences: bind(listDifferences),
    acceptDifferences: bind(acceptDifferences),
    getDelta: bind(getDelta),
    changeDelta: bind(changeDelta),
    listConflicts: bind(listConflicts),
    decideConflicts: bind(decideConflicts),
    previewRollback: bind(previewRollback),
    getRollback: bind(getRollback),
    listRollbackEntries: bind(listRollbackEntries),
    listAudit: bind(listAudit),
    streamAudit: bind(streamAudit),
    writeReport: bind(writeReport),
    writeScope: bind(writeScope),
    writeSpotCheck: bind(writeSpotCheck),
    streamIds: bind(streamIds),
  };
}
