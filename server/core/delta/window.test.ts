import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DeltaRound, DeltaWindow } from "../../contract/delta.ts";
import {
  afterRound,
  byClock,
  closed,
  dueAt,
  endsAt,
  hypercareUntil,
  newWindow,
  resumed,
  roundsKept,
  stopped,
  wakeWindow,
  withSettings,
} from "./window.ts";

const minute = 60_000;
const hour = 60 * minute;
const start = Date.UTC(2026, 10, 21, 9);
const open = newWindow(start, { hours: 48, intervalMinutes: 120 });
const revoked = { code: "source.key_dead", userMessage: "The API key stopped working.", remedy: "Enter it." };

function buildRound(overrides: Partial<DeltaRound> = {}): DeltaRound {
  return {
    ...{ runId: "r1", at: new Date(start).toISOString(), trigger: "schedule", final: false },
    ...{ read: 1, created: 0, changed: 0, cellsWritten: 0, cellsSame: 0, conflicts: 0 },
    ...{ deletedInSource: 0, failed: 0, seconds: 1 },
    ...overrides,
  };
}

/** Wakes every minute up to a moment; what was started, when. */
function live(window: DeltaWindow, minutes: number): { window: DeltaWindow; starts: [string, number][] } {
  const starts: [string, number][] = [];
  let current = window;
  for (let passed = 1; passed <= minutes; passed += 1) {
    const now = start + passed * minute;
    const due = dueAt(current);
    if (due === null || due > now) continue;
    const wake = wakeWindow(current, now);
    if (wake.start) starts.push([wake.start, passed / 60]);
    current = wake.after;
  }
  return { window: current, starts };
}

describe("a window", () => {
  it("looks at its interval, verifies daily for three days and then rests", () => {
    const { window, starts } = live(open, 100 * 60);
    expect(starts.filter(([kind]) => kind === "delta").map(([, at]) => at)).toEqual(
      Array.from({ length: 24 }, (_, index) => (index + 1) * 2),
    );
    const verified = starts.filter(([kind]) => kind === "verify").map(([, at]) => Math.round(at));
    expect(verified).toEqual([24, 48, 72]);
    expect(window.state).toBe("closed");
    expect(dueAt(window)).toBeNull();
  });

  it("looks a last time at its end, also when the interval is as long as the window", () => {
    const long = withSettings(open, { hours: 24, intervalMinutes: 1_440 }, start + minute);
    expect(long.nextDeltaAt).toBe(start + 24 * hour);
    const { window, starts } = live(long, 30 * 60);
    expect(starts.filter(([kind]) => kind === "delta")).toEqual([["delta", 24]]);
    expect(window.state).toBe("closed");
    const late = { ...open, nextDeltaAt: start + 47 * hour };
    expect(wakeWindow(late, start + 47 * hour).after.nextDeltaAt).toBe(endsAt(open));
    expect(wakeWindow(late, start + 48 * hour - 10 * minute).after.nextDeltaAt).toBeNull();
  });

  it("makes one look of many that were missed", () => {
    const wake = wakeWindow(open, start + 11 * hour);
    expect(wake.start).toBe("delta");
    expect(wake.after.nextDeltaAt).toBe(start + 13 * hour);
  });

  it("makes up for a look that was missed over the end, and then closes", () => {
    const wake = wakeWindow(open, start + 200 * hour);
    expect([wake.start, wake.after.state, wake.after.nextDeltaAt]).toEqual(["delta", "closed", null]);
    const later = wakeWindow(wake.after, start + 200 * hour + minute);
    expect([later.start, dueAt(later.after)]).toEqual([null, null]);
  });

  it("closes at its end although nothing was due", () => {
    const waiting = stopped(open, revoked, start + hour);
    expect(dueAt(waiting)).toBe(start + 24 * hour);
    const wake = wakeWindow({ ...waiting, nextVerifyAt: null }, endsAt(open));
    expect([wake.start, wake.after.state, wake.after.stopped]).toEqual([null, "closed", null]);
  });

  it("is never further away than its interval after the clock went back", () => {
    const back = byClock({ ...open, seenAt: start + 24 * hour }, start - 48 * hour);
    expect(back.nextDeltaAt).toBe(start - 46 * hour);
    expect(back.nextVerifyAt).toBe(start - 24 * hour);
    // 24 hours had passed, 24 are left.
    expect(endsAt(back)).toBe(start - 24 * hour);
  });

  it("stays as it is when the clock is set right by a moment", () => {
    expect(byClock({ ...open, seenAt: start + 500 }, start).openedAt).toBe(start);
  });

  it("keeps all its moments near, whatever the clock does", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -2_000, max: 2_000 }), { maxLength: 40 }), (jumps) => {
        let now = start;
        let window = open;
        let starts = 0;
        for (const jump of jumps) {
          now += jump * 3 * minute;
          const wake = wakeWindow(window, now);
          if (wake.start === "delta") starts += 1;
          window = wake.after;
          expect((window.nextDeltaAt ?? now) - now).toBeLessThanOrEqual(120 * minute);
          expect((window.nextVerifyAt ?? now) - now).toBeLessThanOrEqual(24 * hour);
          expect(endsAt(window) - now).toBeLessThanOrEqual(48 * hour);
        }
        expect(starts).toBeLessThanOrEqual(jumps.length);
      }),
    );
  });

  it("rests while it is stopped and looks at once when a person has acted", () => {
    const waiting = stopped(open, revoked, start + 3 * hour);
    expect([waiting.nextDeltaAt, waiting.stopped]).toEqual([null, revoked]);
    const again = resumed(waiting, start + 5 * hour);
    expect([again.nextDeltaAt, again.stopped]).toEqual([start + 5 * hour, null]);
    expect(resumed(open, start + hour)).toBe(open);
    expect(stopped(closed(open, start), revoked, start).stopped).toBeNull();
    expect(resumed(waiting, start + 60 * hour).state).toBe("closed");
  });

  it("counts the interval from the latest round, whoever asked for it", () => {
    const after = afterRound(stopped(open, revoked, start), buildRound({ trigger: "person" }), start + hour);
    expect(after).toMatchObject({ nextDeltaAt: start + 3 * hour, stopped: null });
    expect(after.rounds).toHaveLength(1);
    expect(afterRound(after, buildRound({ changed: 2 }), start + hour).rounds).toMatchObject([
      { changed: 2 },
    ]);
    expect(afterRound(closed(open, start), buildRound(), start + hour).nextDeltaAt).toBeNull();
  });

  it("keeps the latest rounds only", () => {
    let window = open;
    for (let n = 0; n < roundsKept + 5; n += 1) {
      window = afterRound(window, buildRound({ runId: `r${n}` }), start + n);
    }
    expect(window.rounds).toHaveLength(roundsKept);
    expect(window.rounds.at(-1)?.runId).toBe(`r${roundsKept + 4}`);
  });

  it("takes other settings from now on", () => {
    const often = withSettings(open, { intervalMinutes: 15 }, start + hour);
    expect([often.nextDeltaAt, often.hours]).toEqual([start + hour + 15 * minute, 48]);
    expect(withSettings(open, { hours: 24 }, start + 30 * hour).state).toBe("closed");
    expect(withSettings(closed(open, start), { hours: 24 }, start + hour).state).toBe("closed");
    expect(hypercareUntil(open)).toBe(start + 72 * hour);
  });
});
