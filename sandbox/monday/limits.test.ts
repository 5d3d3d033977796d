import { afterEach, describe, expect, it } from "vitest";
import { LimitKeeper } from "./limits.ts";
import type { Plan } from "./model.ts";
import { type Behaviour, defaultBehaviour } from "./switches.ts";
import { makeBoard, startClient, type TestClient } from "./test-client.ts";

/** Reads one number out of a rate limit header. */
function left(header: string | null | undefined, name: string, key: "q" | "r" | "t"): number {
  return Number(new RegExp(`"${name}"[^,]*;${key}=(\\d+)`).exec(header ?? "")?.[1] ?? Number.NaN);
}

const aliases = (count: number) =>
  `mutation ($b: ID!) { complexity { before query after reset_in_x_seconds }
    ${Array.from({ length: count }, (_, i) => `a${i}: create_item(board_id: $b, item_name: "I${i}") { id }`).join(" ")} }`;

describe("limits of the stand-in", () => {
  let client: TestClient;
  afterEach(() => client.close());

  it("announces the plan's ceilings and what is left of them", async () => {
    client = await startClient({ plan: "pro", limits: true });
    const { headers } = await client.send("{ me { id } }");
    const policy = headers.get("ratelimit-policy");
    expect(left(policy, "minuteRate", "q")).toBe(2500);
    expect(left(policy, "concurrency", "q")).toBe(100);
    expect(left(policy, "complexityMinute", "q")).toBe(5_000_000);
    expect(left(headers.get("ratelimit"), "minuteRate", "r")).toBe(2499);
    expect(headers.get("x-request-id")).toBeTruthy();
  });

  it("says what a request costs inside the request", async () => {
    client = await startClient({ limits: true });
    const board = await makeBoard(client);
    const { complexity } = await client.ask(aliases(3), { b: board });
    expect(complexity).toEqual({
      before: 4_990_000,
      query: 30_000,
      after: 4_960_000,
      reset_in_x_seconds: 60,
    });
  });

  it("refuses what the minute's complexity budget cannot pay, and recovers by itself", async () => {
    client = await startClient({ plan: "free", limits: true });
    const board = await makeBoard(client);
    await client.ask(aliases(90), { b: board });
    client.clock.nowMs += 15_000;
    const refused = await client.send(aliases(20), { b: board });
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("45");
    expect(refused.body.errors[0].extensions).toMatchObject({
      code: "COMPLEXITY_BUDGET_EXHAUSTED",
      status_code: 429,
      retry_in_seconds: 45,
    });
    expect(client.sandbox.world.items(board)).toHaveLength(90);
    client.clock.nowMs += 45_000;
    await client.ask(aliases(20), { b: board });
  });

  it("refuses a single request above five million points, limits or not", async () => {
    client = await startClient();
    const board = await makeBoard(client);
    expect(await client.refusal(aliases(501), { b: board })).toBe("REQUEST_MAX_COMPLEXITY_EXCEEDED");
  });

  it("lets 40 boards a minute be made", async () => {
    client = await startClient({ limits: true });
    client.sandbox.switches.set("createBoardsPerMinute", 2);
    await makeBoard(client);
    await makeBoard(client);
    const refused = await client.send(
      'mutation { create_board(board_name: "B", board_kind: public, empty: true) { id } }',
    );
    expect([refused.status, refused.body.errors[0].extensions.retry_in_seconds]).toEqual([429, 60]);
    expect(refused.headers.get("retry-after")).toBe("60");
    client.clock.nowMs += 60_000;
    await makeBoard(client);
  });

  it("enforces nothing while limits are off", async () => {
    client = await startClient({ plan: "free" });
    const board = await makeBoard(client);
    for (let index = 0; index < 3; index++) await client.ask(aliases(50), { b: board });
    client.sandbox.switches.set("limits", true);
    client.sandbox.switches.set("plan", "enterprise");
    const { headers } = await client.send("{ me { id } }");
    expect(left(headers.get("ratelimit-policy"), "minuteRate", "q")).toBe(5000);
  });
});

describe("the budgets of one account", () => {
  const clock = { nowMs: Date.UTC(2026, 10, 21, 12, 0, 0) };
  const keeper = (plan: Plan, more: Partial<Behaviour> = {}) => {
    clock.nowMs = Date.UTC(2026, 10, 21, 12, 0, 0);
    return new LimitKeeper(
      { ...defaultBehaviour({ plan, limits: true, crm: true }), ...more },
      () => clock.nowMs,
    );
  };
  const ask = (limits: LimitKeeper, cost = 0) => {
    const answer = limits.enter("query", cost);
    if ("error" in answer) return { code: answer.error.extensions.code, wait: answer.retryInSeconds, answer };
    limits.leave();
    return { code: "let in", wait: 0, answer };
  };

  it("refuse the request after the minute's last one", () => {
    const limits = keeper("basic", { dailyLimit: false });
    for (let index = 0; index < 1000; index++) ask(limits);
    clock.nowMs += 20_000;
    const { code, wait, answer } = ask(limits);
    expect([code, wait]).toEqual(["RATE_LIMIT_EXCEEDED", 40]);
    expect(left(answer.headers.RateLimit, "minuteRate", "t")).toBe(40);
    clock.nowMs += 40_000;
    expect(ask(limits).code).toBe("let in");
  });

  it("refuse more requests at a time than the plan allows", () => {
    const limits = keeper("basic");
    for (let index = 0; index < 40; index++) limits.enter("mutation", 0);
    expect(ask(limits).code).toBe("maxConcurrencyExceeded");
    limits.leave();
    expect(ask(limits).code).toBe("let in");
  });

  it("count calls until midnight UTC, refused ones as a tenth, unless the app is exempt", () => {
    const limits = keeper("standard");
    for (let index = 0; index < 1000; index++) {
      if (index === 500) clock.nowMs += 60_000;
      ask(limits);
    }
    expect(ask(limits)).toMatchObject({ code: "DAILY_LIMIT_EXCEEDED", wait: 12 * 3600 - 60 });
    clock.nowMs += 12 * 3_600_000;
    expect(ask(limits).code).toBe("let in");
    const exempt = keeper("standard", { dailyLimit: false });
    for (let index = 0; index < 1000; index++) ask(exempt);
    expect(ask(exempt).code).toBe("RATE_LIMIT_EXCEEDED");
  });

  it("keep reads and writes in separate complexity budgets", () => {
    const limits = keeper("pro");
    limits.enter("mutation", 5_000_000);
    expect(ask(limits, 5_000_000).code).toBe("let in");
    expect(ask(limits, 1).code).toBe("COMPLEXITY_BUDGET_EXHAUSTED");
  });
});
