import { type DeltaWindow, deltaMinutes, hypercare } from "../../contract/delta.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** A clock that goes back by less is being set right, not turned back. */
const clockSlackMs = minuteMs;
/** A look so shortly after the one before is not worth its calls. */
const shortestMs = deltaMinutes.least * minuteMs;
const verifyEveryMs = hypercare.everyHours * hourMs;
/** Rounds kept: more than 48 hours at the shortest interval. */
export const roundsKept = 200;

/** Why the schedule stopped. */
export type StopReason = NonNullable<DeltaWindow["stopped"]>;

/** A window that starts now. */
export function newWindow(
  now: number,
  settings: Pick<DeltaWindow, "hours" | "intervalMinutes"> & Partial<Pick<DeltaWindow, "ticks" | "rounds">>,
): DeltaWindow {
  return {
    state: "open",
    openedAt: now,
    hours: settings.hours,
    intervalMinutes: settings.intervalMinutes,
    nextDeltaAt: now + settings.intervalMinutes * minuteMs,
    nextVerifyAt: now + verifyEveryMs,
    seenAt: now,
    stopped: null,
    ticks: { ...settings.ticks },
    rounds: [...(settings.rounds ?? [])],
  };
}

/** The moment up to which the source is read again. */
export function endsAt(window: DeltaWindow): number {
  return window.openedAt + window.hours * hourMs;
}

/** The moment up to which every item is verified by schedule. */
export function hypercareUntil(window: DeltaWindow): number {
  return window.openedAt + hypercare.days * 24 * hourMs;
}

/** When the window has to be looked at next: something is due, or it ends. Null when nothing ever is. */
export function dueAt(window: DeltaWindow): number | null {
  const moments = [
    window.nextDeltaAt,
    window.nextVerifyAt,
    window.state === "open" ? endsAt(window) : null,
  ].filter((moment) => moment !== null);
  return moments.length === 0 ? null : Math.min(...moments);
}

export interface Wake {
  /** The window by the clock of now. */
  readonly window: DeltaWindow;
  readonly start: "delta" | "verify" | null;
  /** To store once that run exists; a busy migration keeps what is due for the next minute. */
  readonly after: DeltaWindow;
}

/**
 * What is due at `now`. However much time has passed, that is one run: the next one is counted from now. A look
 * that was missed while nobody was there is made up for, even after the end; then the window closes.
 */
export function wakeWindow(stored: DeltaWindow, now: number): Wake {
  const window = byClock(stored, now);
  if (window.nextDeltaAt !== null && window.nextDeltaAt <= now) {
    return { window, start: "delta", after: afterStart(window, now) };
  }
  const current = closedWhenOver(window, now);
  if (current.nextVerifyAt === null || current.nextVerifyAt > now) {
    return { window: current, start: null, after: current };
  }
  const after = { ...current, nextVerifyAt: nextVerify(current, now) };
  const isOver = now > hypercareUntil(current) + verifyEveryMs;
  return isOver ? { window: after, start: null, after } : { window: current, start: "verify", after };
}

/**
 * Sets the window right after the clock was turned back: as much time as had passed stays passed, and nothing is
 * further away than its interval.
 */
export function byClock(window: DeltaWindow, now: number): DeltaWindow {
  const back = window.seenAt - now;
  const openedAt = back > clockSlackMs ? window.openedAt - back : window.openedAt;
  const { nextDeltaAt, nextVerifyAt, intervalMinutes } = window;
  return {
    ...window,
    openedAt,
    seenAt: now,
    nextDeltaAt: nextDeltaAt === null ? null : Math.min(nextDeltaAt, now + intervalMinutes * minuteMs),
    nextVerifyAt: nextVerifyAt === null ? null : Math.min(nextVerifyAt, now + verifyEveryMs),
  };
}

function afterStart(window: DeltaWindow, now: number): DeltaWindow {
  return closedWhenOver({ ...window, nextDeltaAt: nextDelta(window, now) }, now);
}

/** The last look is at the end of the window, however long the interval; null when there is none left. */
function nextDelta(window: DeltaWindow, now: number): number | null {
  if (window.state !== "open" || window.stopped !== null) return null;
  const next = now + window.intervalMinutes * minuteMs;
  const end = endsAt(window);
  if (next <= end) return next;
  return end - now >= shortestMs ? end : null;
}

/** Keeps its hour of the day when it comes a little late. */
function nextVerify(window: DeltaWindow, now: number): number | null {
  const planned = (window.nextVerifyAt ?? now) + verifyEveryMs;
  const next = planned > now ? planned : now + verifyEveryMs;
  return next <= hypercareUntil(window) ? next : null;
}

function closedWhenOver(window: DeltaWindow, now: number): DeltaWindow {
  return window.state === "open" && now >= endsAt(window) ? closed(window, now) : window;
}

/** Nothing is read any more; verifying goes on for the days after go-live. */
export function closed(window: DeltaWindow, now: number): DeltaWindow {
  return { ...window, state: "closed", nextDeltaAt: null, stopped: null, seenAt: now };
}

/** After a round, whoever asked for it: it counts as the latest look, and what had stopped the schedule is over. */
export function afterRound(
  window: DeltaWindow,
  round: DeltaWindow["rounds"][number],
  now: number,
): DeltaWindow {
  const others = window.rounds.filter(({ runId }) => runId !== round.runId);
  const going = { ...byClock(window, now), stopped: null, rounds: [...others, round].slice(-roundsKept) };
  return closedWhenOver({ ...going, nextDeltaAt: nextDelta(going, now) }, now);
}

/** Nothing is read by schedule until a person acts. */
export function stopped(window: DeltaWindow, reason: StopReason, now: number): DeltaWindow {
  if (window.state === "closed") return window;
  return { ...byClock(window, now), nextDeltaAt: null, stopped: reason };
}

/** What was missing is there again: looks at once. */
export function resumed(window: DeltaWindow, now: number): DeltaWindow {
  if (window.stopped === null) return window;
  return closedWhenOver({ ...byClock(window, now), stopped: null, nextDeltaAt: now }, now);
}

/** Another length or interval; the next look keeps its distance to now at most. */
export function withSettings(
  window: DeltaWindow,
  settings: { hours?: number | undefined; intervalMinutes?: number | undefined },
  now: number,
): DeltaWindow {
  const changed = {
    ...byClock(window, now),
    hours: settings.hours ?? window.hours,
    intervalMinutes: settings.intervalMinutes ?? window.intervalMinutes,
  };
  if (changed.state === "closed") return changed;
  return closedWhenOver({ ...changed, nextDeltaAt: nextDelta(changed, now) }, now);
}
