import {
  type DeltaView,
  type DeltaWindow,
  deltaHours,
  deltaMinutes,
  hypercare as hypercareTimes,
} from "../../contract/delta.ts";
import type { Failure } from "../../contract/errors.ts";
import { type ChecklistFacts, count, toChecklist } from "../../core/delta/checklist.ts";
import { byClock, endsAt, hypercareUntil } from "../../core/delta/window.ts";
import type { MigrationRow, Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import { chooseOptions } from "../run-options.ts";
import { latestReadingOptions } from "./latest-reading.ts";

interface Questions {
  readonly fields: number;
  readonly deleted: number;
  readonly decided: number;
}

/** Everything the window, its rounds, the questions and the cutover checklist show. */
export async function readDeltaView(
  deps: EngineDeps,
  scope: Scope,
  input: {
    migration: MigrationRow;
    /** Why no late changes can be picked up now. */
    blocked: Failure | null;
  },
): Promise<DeltaView> {
  const { store, clock } = deps;
  const stored = (await store.documents.get(scope, "delta_window"))?.body ?? null;
  const window = stored && byClock(stored, clock.now());
  const questions = await countQuestions(deps, scope);
  const checklist = toChecklist(await checklistFacts(deps, scope, { ...input, window, questions }));
  const cost = await readCost(deps, scope, input.migration);
  const counts = { conflictsOpen: questions.fields, deletedOpen: questions.deleted };
  if (!window) {
    return {
      ...{
        state: "not_started",
        stateText: "Starts when the import has ended.",
        openedAt: null,
        endsAt: null,
      },
      ...{ hours: deltaHours.usual, intervalMinutes: deltaMinutes.usual, nextAt: null, stopped: null },
      ...{ rounds: [], ...counts, cost, checklist, hypercare: null },
    };
  }
  const stopped = window.stopped ?? (window.state === "open" ? blockedWords(input.blocked) : null);
  const state = window.state === "closed" ? "closed" : stopped ? "stopped" : "open";
  const isRunning = (await store.runs.active(scope))?.kind === "delta";
  return {
    state,
    stateText: stateText(window, { state, stopped, questions, isRunning, now: clock.now() }),
    openedAt: toIso(window.openedAt),
    endsAt: toIso(endsAt(window)),
    hours: window.hours,
    intervalMinutes: window.intervalMinutes,
    nextAt: state === "open" && window.nextDeltaAt !== null ? toIso(window.nextDeltaAt) : null,
    stopped,
    rounds: window.rounds.toReversed(),
    ...counts,
    cost,
    checklist,
    hypercare: toHypercare(window, clock.now()),
  };
}

async function countQuestions({ store }: EngineDeps, scope: Scope): Promise<Questions> {
  return {
    fields: await store.conflicts.count(scope, { kind: "field", state: "open" }),
    deleted: await store.conflicts.count(scope, { kind: "deleted", state: "open" }),
    decided: await store.conflicts.count(scope, { state: "decided" }),
  };
}

async function checklistFacts(
  { store, sources }: EngineDeps,
  scope: Scope,
  input: { migration: MigrationRow; window: DeltaWindow | null; questions: Questions },
): Promise<ChecklistFacts> {
  const { window, questions, migration } = input;
  const latest = (await store.documents.get(scope, "verifications"))?.body[0];
  const open = latest ? await store.verification.countDifferences(scope, { state: "open" }) : 0;
  return {
    window: window ?? { ticks: {}, rounds: [] },
    conflictsOpen: questions.fields + questions.deleted,
    conflictsDecided: questions.decided,
    verified: latest ? { at: latest.at, open } : null,
    sourceTitle: sources(migration.source)?.view.title ?? "the source",
  };
}

/** What one reading of the source costs, with the options it was read with last. */
async function readCost(
  { store, sources }: EngineDeps,
  scope: Scope,
  migration: MigrationRow,
): Promise<DeltaView["cost"]> {
  const connection = await store.connections.get(scope.accountId, migration.connectionId);
  const connector = sources(migration.source);
  if (!connection || !connector) return null;
  const chosen = chooseOptions(connector.view.options, await latestReadingOptions(store, scope));
  const { base, options } = connection.view.account;
  const parts = [base, ...options.filter(({ id }) => chosen[id] === true)];
  return {
    calls: parts.reduce((sum, { calls }) => sum + calls, 0),
    hours: parts.reduce((sum, { hours }) => sum + hours, 0),
  };
}

function blockedWords(failure: Failure | null): DeltaView["stopped"] {
  return failure && { code: failure.code, userMessage: failure.userMessage, remedy: failure.remedy };
}

function stateText(
  window: DeltaWindow,
  at: {
    state: DeltaView["state"];
    stopped: DeltaView["stopped"];
    questions: Questions;
    isRunning: boolean;
    now: number;
  },
): string {
  const open = at.questions.fields + at.questions.deleted;
  const unplanned = window.rounds.at(-1)?.unplanned ?? 0;
  const told =
    unplanned === 0
      ? ""
      : ` ${count(unplanned, "record")} ${unplanned === 1 ? "holds" : "hold"} a value the plan does not know: read the source again and approve the plan.`;
  if (at.state === "closed") {
    if (open === 0) return `Closed.${told}`;
    const kept = "monday keeps its values until somebody answers and picks up changes once more.";
    return `Closed with ${count(open, "question")} to answer; ${kept}${told}`;
  }
  if (at.isRunning) return `Looks for changes now.${told}`;
  if (at.stopped) return `Stopped: ${at.stopped.userMessage}`;
  if (window.nextDeltaAt === null) return `The last look by schedule has been taken.${told}`;
  const minutes = Math.max(0, Math.ceil((window.nextDeltaAt - at.now) / 60_000));
  return `${minutes === 0 ? "Looks again within a minute" : `Looks again in ${inWords(minutes)}`}.${told}`;
}

function inWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return count(minutes, "minute");
  return rest === 0 ? count(hours, "hour") : `${count(hours, "hour")} ${count(rest, "minute")}`;
}

/** Null when verifying was ended early, with everything else. */
function toHypercare(window: DeltaWindow, now: number): DeltaView["hypercare"] {
  const until = hypercareUntil(window);
  if (window.nextVerifyAt === null && now < until - hypercareTimes.everyHours * 3_600_000) return null;
  return { until: toIso(until), nextAt: window.nextVerifyAt === null ? null : toIso(window.nextVerifyAt) };
}

function toIso(at: number): string {
  return new Date(at).toISOString();
}
