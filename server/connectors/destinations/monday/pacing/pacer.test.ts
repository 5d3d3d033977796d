import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toFailure } from "../../../../contract/errors.ts";
import type { RateReadings } from "../api/rate-limit-headers.ts";
import { createBoardLocks } from "./board-locks.ts";
import { createPacer, type Pacer, type Turn, type TurnRequest } from "./pacer.ts";

const none = { limit: null, left: null, resetMs: null };
function rates(limits: { minute?: number; concurrent?: number; complexity?: number }): RateReadings {
  return {
    minuteRate: { ...none, limit: limits.minute ?? null },
    concurrency: { ...none, limit: limits.concurrent ?? null },
    complexityMinute: { ...none, limit: limits.complexity ?? null },
  };
}
const call = (overrides: Partial<TurnRequest> = {}): TurnRequest => ({
  operation: "mutation",
  complexity: 1,
  createsBoard: false,
  maxWaitMs: 5_000,
  ...overrides,
});
const signal = new AbortController().signal;

/** A pacer on a clock that only moves when told, or by as much as somebody sleeps. */
function setUp() {
  const clock = { nowMs: 1_000_000 };
  const pacer = createPacer({
    now: () => clock.nowMs,
    async sleep(ms) {
      clock.nowMs += ms;
    },
    random: () => 0,
  });
  return { clock, pacer };
}

async function turn(pacer: Pacer, request: TurnRequest = call()): Promise<Turn> {
  const granted = await pacer.acquire(request, signal);
  if (!("granted" in granted)) throw new Error(granted.code);
  return granted;
}
async function teach(pacer: Pacer, readings: RateReadings): Promise<void> {
  (await turn(pacer)).done({ rates: readings, complexity: null, failure: null });
}
const quiet = { rates: null, complexity: null, failure: null };

describe("createPacer", () => {
  it("never spends more than a minute's budget in any minute", async () => {
    const step = fc.record({ gapMs: fc.nat(20_000), complexity: fc.integer({ min: 1, max: 400 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 120 }), async (steps) => {
        const { clock, pacer } = setUp();
        await teach(pacer, rates({ minute: 10, concurrent: 100, complexity: 1_000 }));
        const sent: { atMs: number; complexity: number }[] = [{ atMs: clock.nowMs, complexity: 1 }];
        for (const { gapMs, complexity } of steps) {
          clock.nowMs += gapMs;
          const granted = await pacer.acquire(call({ complexity, maxWaitMs: 120_000 }), signal);
          if (!("granted" in granted)) continue;
          sent.push({ atMs: clock.nowMs, complexity });
          granted.done(quiet);
        }
        for (const { atMs } of sent) {
          const minute = sent.filter((other) => other.atMs >= atMs && other.atMs < atMs + 60_000);
          expect(minute.length).toBeLessThanOrEqual(10);
          expect(minute.reduce((sum, other) => sum + other.complexity, 0)).toBeLessThanOrEqual(1_000);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("uses nearly all of the budget when there is work for it", async () => {
    const { clock, pacer } = setUp();
    await teach(pacer, rates({ minute: 100, concurrent: 100 }));
    const startedAt = clock.nowMs;
    for (let sent = 0; sent < 1_000; sent++) (await turn(pacer, call({ maxWaitMs: 120_000 }))).done(quiet);
    expect(clock.nowMs - startedAt).toBeLessThan(11 * 60_000);
  });

  it("sits short waits out and gives long ones back with their length", async () => {
    const { clock, pacer } = setUp();
    await teach(pacer, rates({ minute: 3, concurrent: 100 }));
    (await turn(pacer)).done(quiet);
    const refused = await pacer.acquire(call(), signal);
    expect(refused).toMatchObject({ code: "monday.rate_limited", kind: "retryable" });
    const waitMs = "granted" in refused ? 0 : (refused.retryAfterMs ?? 0);
    expect(waitMs).toBeGreaterThan(55_000);
    clock.nowMs += waitMs - 3_000;
    const before = clock.nowMs;
    (await turn(pacer)).done(quiet);
    expect(clock.nowMs - before).toBeGreaterThan(0);
  });

  it("sends one call at a time before it knows the limits", async () => {
    const { pacer } = setUp();
    const first = await turn(pacer);
    let second: unknown = null;
    const waiting = pacer.acquire(call(), signal).then((granted) => {
      second = granted;
    });
    await Promise.resolve();
    expect(second).toBeNull();
    first.done(quiet);
    await waiting;
    expect(second).toHaveProperty("granted", true);
  });

  it("stays below the named concurrency", async () => {
    const { pacer } = setUp();
    await teach(pacer, rates({ concurrent: 5 }));
    const turns = await Promise.all([1, 2, 3, 4].map(() => turn(pacer)));
    const stopped = new AbortController();
    const fifth = pacer.acquire(call(), stopped.signal);
    stopped.abort();
    expect(await fifth).toMatchObject({ code: "monday.unreachable" });
    turns[0]?.done(quiet);
    expect(await pacer.acquire(call(), signal)).toHaveProperty("granted", true);
  });

  it("believes what an answer says is left, whoever spent it", async () => {
    const { clock, pacer } = setUp();
    const reading = rates({ minute: 1_000, concurrent: 100, complexity: 1_000 });
    const spent = { ...reading, complexityMinute: { limit: 1_000, left: 100, resetMs: 20_000 } };
    await teach(pacer, spent);
    const refused = await pacer.acquire(call({ complexity: 200 }), signal);
    expect(refused).toMatchObject({ code: "monday.complexity_exceeded", retryAfterMs: 20_000 });
    expect(await pacer.acquire(call({ complexity: 200, operation: "query" }), signal)).toHaveProperty(
      "granted",
    );
    clock.nowMs += 20_000;
    expect(await pacer.acquire(call({ complexity: 200 }), signal)).toHaveProperty("granted");
  });

  it("books what a call really cost", async () => {
    const { pacer } = setUp();
    await teach(pacer, rates({ minute: 1_000, concurrent: 100, complexity: 1_000 }));
    (await turn(pacer, call({ complexity: 900 }))).done({ ...quiet, complexity: 100 });
    expect(await pacer.acquire(call({ complexity: 800 }), signal)).toHaveProperty("granted");
  });

  it("stops everybody for as long as monday says", async () => {
    const { clock, pacer } = setUp();
    await teach(pacer, rates({ minute: 1_000, concurrent: 100 }));
    const failure = toFailure("monday.daily_limit", { message: "", retryAfterMs: 3_600_000 });
    (await turn(pacer)).done({ ...quiet, failure });
    expect(await pacer.acquire(call({ operation: "query" }), signal)).toMatchObject({
      code: "monday.daily_limit",
      retryAfterMs: 3_600_000,
    });
    clock.nowMs += 3_600_001;
    expect(await pacer.acquire(call(), signal)).toHaveProperty("granted");
  });

  it("halves its concurrency when monday says there are too many", async () => {
    const { clock, pacer } = setUp();
    await teach(pacer, rates({ minute: 1_000, concurrent: 10 }));
    const failure = toFailure("monday.concurrency_exceeded", { message: "", retryAfterMs: 1_000 });
    (await turn(pacer)).done({ ...quiet, failure });
    clock.nowMs += 2_000;
    await Promise.all([1, 2, 3, 4].map(() => turn(pacer)));
    const stopped = new AbortController();
    const fifth = pacer.acquire(call(), stopped.signal);
    stopped.abort();
    expect(await fifth).toMatchObject({ code: "monday.unreachable" });
  });

  it("makes at most forty boards a minute", async () => {
    const { pacer } = setUp();
    await teach(pacer, rates({ minute: 1_000, concurrent: 100 }));
    for (let made = 0; made < 40; made++) (await turn(pacer, call({ createsBoard: true }))).done(quiet);
    expect(await pacer.acquire(call({ createsBoard: true }), signal)).toMatchObject({
      code: "monday.rate_limited",
    });
    expect(await pacer.acquire(call(), signal)).toHaveProperty("granted");
  });

  it("lets a call through that is larger than the whole budget once the minute is empty", async () => {
    const { pacer } = setUp();
    await teach(pacer, rates({ minute: 1_000, concurrent: 100, complexity: 1_000 }));
    expect(await pacer.acquire(call({ complexity: 5_000, maxWaitMs: 120_000 }), signal)).toHaveProperty(
      "granted",
    );
  });
});

describe("createBoardLocks", () => {
  it("never lets two writers on one board overlap, and keeps boards apart", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom("a", "b"), { minLength: 2, maxLength: 12 }),
        async (scheduler, boards) => {
          const locks = createBoardLocks();
          const writing = new Map<string, number>();
          let most = 0;
          const writers = boards.map(async (board) => {
            const release = await locks.take(board, signal);
            writing.set(board, (writing.get(board) ?? 0) + 1);
            most = Math.max(most, writing.get(board) ?? 0);
            await scheduler.schedule(Promise.resolve());
            writing.set(board, (writing.get(board) ?? 1) - 1);
            release?.();
          });
          await scheduler.waitFor(Promise.all(writers));
          expect(most).toBe(1);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("lets the next one in when somebody gives up waiting", async () => {
    const locks = createBoardLocks();
    const first = await locks.take("a", signal);
    const stopped = new AbortController();
    const second = locks.take("a", stopped.signal);
    const third = locks.take("a", signal);
    stopped.abort();
    expect(await second).toBeNull();
    first?.();
    expect(await third).toBeTypeOf("function");
  });
});
