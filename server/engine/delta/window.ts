import { type DeltaRound, type DeltaWindow, deltaHours, deltaMinutes } from "../../contract/delta.ts";
import type { Failure } from "../../contract/errors.ts";
import { afterRound, closed, dueAt, newWindow, resumed, stopped } from "../../core/delta/window.ts";
import type { Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";

type WindowDeps = Pick<EngineDeps, "store" | "clock">;

/** Stores a change of the window; tries again when somebody else was quicker. Null when there is no window. */
export async function changeWindow(
  { store }: Pick<EngineDeps, "store">,
  scope: Scope,
  change: (window: DeltaWindow) => DeltaWindow,
): Promise<DeltaWindow | null> {
  for (;;) {
    const found = await store.documents.get(scope, "delta_window");
    if (!found) return null;
    const body = change(found.body);
    const input = { body, expectedVersion: found.version, dueAt: dueAt(body) };
    if (await store.documents.save(scope, "delta_window", input)) return body;
  }
}

/**
 * Opens the window once an import has ended. An open one goes on, also when it had stopped: the import may have put
 * right what was missing. A closed one opens anew with its settings.
 */
export async function openDeltaWindow(deps: WindowDeps, scope: Scope): Promise<void> {
  const { store, clock } = deps;
  const found = await store.documents.get(scope, "delta_window");
  if (found?.body.state === "open") return resumeDeltaWindow(deps, scope);
  const body = newWindow(clock.now(), {
    hours: found?.body.hours ?? deltaHours.usual,
    intervalMinutes: found?.body.intervalMinutes ?? deltaMinutes.usual,
    ticks: found?.body.ticks ?? {},
    rounds: found?.body.rounds ?? [],
  });
  const expectedVersion = found?.version ?? null;
  // Somebody who was quicker has opened it.
  await store.documents.save(scope, "delta_window", { body, expectedVersion, dueAt: dueAt(body) });
}

/** Notes what a reading found and did; the same run noted twice counts once. */
export async function recordRound(deps: WindowDeps, scope: Scope, round: DeltaRound): Promise<void> {
  const now = deps.clock.now();
  await openIfNone(deps, scope);
  await changeWindow(deps, scope, (window) => afterRound(window, round, now));
}

/** A window of a migration that was imported before windows existed: closed, it only keeps the rounds. */
async function openIfNone({ store, clock }: WindowDeps, scope: Scope): Promise<void> {
  if (await store.documents.get(scope, "delta_window")) return;
  const now = clock.now();
  const settings = { hours: deltaHours.usual, intervalMinutes: deltaMinutes.usual };
  const body = { ...closed(newWindow(now, settings), now), nextVerifyAt: null };
  await store.documents.save(scope, "delta_window", { body, expectedVersion: null });
}

/** Nothing is read by schedule any more until a person has acted on the failure. */
export async function stopDeltaWindow(deps: WindowDeps, scope: Scope, failure: Failure): Promise<void> {
  const { code, userMessage, remedy } = failure;
  const now = deps.clock.now();
  await changeWindow(deps, scope, (window) => stopped(window, { code, userMessage, remedy }, now));
}

/** What had stopped the schedule was put right; the source is looked at within a minute. */
export async function resumeDeltaWindow(deps: WindowDeps, scope: Scope): Promise<void> {
  const now = deps.clock.now();
  await changeWindow(deps, scope, (window) => resumed(window, now));
}
