import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeBoard, startClient, type TestClient } from "./test-client.ts";

const CREATE = 'mutation ($b: ID!) { create_item(board_id: $b, item_name: "Ada") { id } }';

describe("faults of the stand-in", () => {
  let client: TestClient;
  let board: string;
  beforeEach(async () => {
    client = await startClient();
    board = await makeBoard(client);
  });
  afterEach(() => client.close());

  const create = (key?: string) => client.send(CREATE, { b: board }, key ? { "idempotency-key": key } : {});
  const count = () => client.sandbox.world.items(board).length;

  it("fails the next requests without doing anything", async () => {
    client.sandbox.switches.set("failNext", 2);
    const statuses = [(await create()).status, (await create()).status, (await create()).status];
    expect(statuses).toEqual([500, 500, 200]);
    expect(count()).toBe(1);
  });

  it("loses an answer after the work was done, and replays it for the same key", async () => {
    client.sandbox.switches.set("dropNext", 1);
    await expect(create("key-1")).rejects.toThrow();
    expect(count()).toBe(1);
    const replay = await create("key-1");
    expect(replay.headers.get("idempotency-replayed")).toBe("true");
    expect(replay.body.data.create_item.id).toBe(client.sandbox.world.items(board)[0]?.id);
    expect(count()).toBe(1);
  });

  it("forgets a key after 30 minutes and does not share it between people", async () => {
    await create("key-1");
    const member = { authorization: client.sandbox.tokens.member, "idempotency-key": "key-1" };
    await client.send(CREATE, { b: board }, member);
    expect(count()).toBe(2);
    client.clock.nowMs += 30 * 60 * 1000;
    await create("key-1");
    expect(count()).toBe(3);
  });

  it("refuses a twin that is still running", async () => {
    client.sandbox.switches.set("latencyMs", 250);
    const [first, twin] = await Promise.all([create("key-1"), create("key-1")]);
    const [ok, conflict] = first.status === 200 ? [first, twin] : [twin, first];
    expect([ok.status, conflict.status]).toEqual([200, 409]);
    expect(conflict.body.errors[0].extensions.code).toBe("IDEMPOTENCY_CONFLICT");
    expect(conflict.headers.get("retry-after")).toBe("1");
    expect(count()).toBe(1);
  });

  it("runs unprotected when the idempotency cache is full", async () => {
    client.sandbox.switches.set("idempotencyFull", true);
    await create("key-1");
    await create("key-1");
    expect(count()).toBe(2);
  });

  it("does not keep a refusal for a key", async () => {
    client.sandbox.switches.set("failNext", 1);
    expect((await create("key-1")).status).toBe(500);
    expect((await create("key-1")).status).toBe(200);
  });

  it("locks the board every nth mutation", async () => {
    client.sandbox.switches.set("lockEvery", 2);
    const statuses = [(await create()).status, (await create()).status, (await create()).status];
    // Making the board was the first mutation, so the second and the fourth are refused.
    expect(statuses).toEqual([423, 200, 423]);
    expect(count()).toBe(1);
  });

  it("answers 429 every nth request", async () => {
    client.sandbox.switches.set("rateLimitEvery", 1);
    const refused = await create();
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "1"]);
  });

  it("fails every nth create alone", async () => {
    client.sandbox.switches.set("failCreateEvery", 2);
    const { body } = await client.send(
      `mutation ($b: ID!) { a: create_item(board_id: $b, item_name: "A") { name }
        b: create_item(board_id: $b, item_name: "B") { name } c: create_item(board_id: $b, item_name: "C") { name } }`,
      { b: board },
    );
    expect(body.data).toEqual({ a: { name: "A" }, b: null, c: { name: "C" } });
  });

  it("can be blocked, and can answer errors in the older shape", async () => {
    client.sandbox.switches.set("blocked", true);
    expect((await create()).body.errors[0].extensions.code).toBe("API_TEMPORARILY_BLOCKED");
    client.sandbox.switches.set("blocked", false);
    client.sandbox.switches.set("legacyErrors", true);
    const legacy = await client.send('mutation { create_item(board_id: 1, item_name: "A") { id } }');
    expect(legacy.body).toMatchObject({
      error_code: "InvalidBoardIdException",
      status_code: 200,
      account_id: 1001,
    });
  });

  it("refuses switches that do not exist and values of the wrong kind", () => {
    const { switches } = client.sandbox;
    expect(() => switches.set("warp", true)).toThrow(RangeError);
    expect(() => switches.set("limits", 1)).toThrow(RangeError);
    expect(() => switches.set("plan", "gold")).toThrow(RangeError);
    expect(() => switches.set("latencyMs", -1)).toThrow(RangeError);
    expect(switches.list().map(({ id }) => id)).toContain("dropEvery");
  });

  it("counts what it was asked", async () => {
    await client.ask("{ me { id } account { id } }");
    const { fields, requests, executed } = client.sandbox.world.requestLog;
    expect(fields).toMatchObject({ me: 1, account: 1, create_board: 1 });
    expect([requests, executed]).toEqual([2, 2]);
  });
});
