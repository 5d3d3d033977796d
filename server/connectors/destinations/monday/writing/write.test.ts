import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startClient, type TestClient } from "../../../../../sandbox/monday/test-client.ts";
import type { BatchAnswer, WriteBatch, WriteOperation } from "../../../types.ts";
import { buildBoard, buildColumn, buildHooks, buildPlan } from "../testing/build-plan.ts";
import { openMonday, openScripted, type ScriptedAnswer, type TestMonday } from "../testing/start.ts";

const plan = buildPlan([
  buildBoard({
    key: "clients",
    columns: [
      buildColumn({ key: "email", type: "email" }),
      buildColumn({ key: "amount", type: "numbers" }),
      buildColumn({ key: "owner", type: "people" }),
      buildColumn({ key: "skills", type: "tags" }),
      buildColumn({ key: "done", type: "checkbox" }),
    ],
  }),
  buildBoard({
    key: "payments",
    columns: [
      buildColumn({
        key: "client",
        type: "board_relation",
        link: { board: "clients", twoWay: true, missing: 0 },
      }),
    ],
  }),
]);

let monday: TestMonday<TestClient>;
let ids: ReadonlyMap<string, string>;
beforeEach(async () => {
  monday = await openMonday(await startClient({ existingContacts: true }));
  const made = await monday.destination.ensureSchema(plan, buildHooks([]), monday.signal);
  if (!made.ok) throw new Error(made.error.message);
  ids = new Map(made.value.map(({ key, id }) => [key, id]));
});
afterEach(() => monday.close());

const create = (
  n: number,
  values: Extract<WriteOperation, { kind: "create_item" }>["values"] = {},
): WriteOperation => ({
  kind: "create_item",
  externalId: `bizstim:clients:${n}`,
  groupId: null,
  name: `Client ${n}`,
  values,
});
function batch(operations: readonly WriteOperation[], board = "clients", key = "k1"): WriteBatch {
  return { boardId: ids.get(board) ?? "", externalIdColumnId: "portage_id", idempotencyKey: key, operations };
}
const write = (wanted: WriteBatch) => monday.destination.write(wanted, monday.signal);
const items = (board = "clients") => monday.sandbox.world.items(ids.get(board) ?? "");
function idsOf(answer: BatchAnswer): readonly string[] {
  if (answer.kind !== "answered") throw new Error(`${answer.kind}: ${answer.error.message}`);
  return answer.results.map((result) => (result.ok ? result.id : result.error.code));
}

describe("write", () => {
  it("creates items in order, marked with their external ids", async () => {
    const answer = await write(
      batch([
        create(1, {
          email: { kind: "email", email: "a@b.example", text: "" },
          amount: { kind: "number", decimal: "12.50" },
        }),
        create(2),
      ]),
    );
    expect(idsOf(answer)).toEqual(items().map(({ id }) => id));
    expect(items().map(({ name, texts }) => [name, texts.portage_id, texts.email, texts.amount])).toEqual([
      ["Client 1", "bizstim:clients:1", "a@b.example", "12.50"],
      ["Client 2", "bizstim:clients:2", "", ""],
    ]);
  });

  it("answers for each write when some of them fail", async () => {
    const answer = await write(
      batch([create(1), create(2, { amount: { kind: "number", decimal: "many" } }), create(3)]),
    );
    const [first, second, third] = answer.kind === "answered" ? answer.results : [];
    expect([first?.ok, third?.ok]).toEqual([true, true]);
    expect(second).toMatchObject({
      ok: false,
      error: { code: "monday.value_refused", where: { column: "amount", columnType: "numbers" } },
    });
    expect(JSON.stringify(second)).not.toContain("many");
  });

  it("writes dropped links a second time, in one call, and sees the far side filled", async () => {
    const [client = ""] = idsOf(await write(batch([create(1)])));
    const before = monday.destination.callsMade();
    const answer = await write(
      batch(
        [
          create(11, { client: { kind: "relation_items", itemIds: [client] } }),
          create(12, { client: { kind: "relation_items", itemIds: [client] } }),
        ],
        "payments",
        "k2",
      ),
    );
    expect(answer).toMatchObject({
      kind: "answered",
      results: [
        { ok: true, dropped: [] },
        { ok: true, dropped: [] },
      ],
    });
    expect(monday.destination.callsMade() - before).toBe(2);
    expect(items("payments").map(({ links }) => links.client)).toEqual([[client], [client]]);
    expect(Object.values(items()[0]?.links ?? {})).toEqual([idsOf(answer)]);
  });

  it("needs no second call when create_item keeps links", async () => {
    monday.sandbox.switches.set("dropRelationsOnCreate", false);
    const [client = ""] = idsOf(await write(batch([create(1)])));
    const before = monday.destination.callsMade();
    await write(
      batch([create(11, { client: { kind: "relation_items", itemIds: [client] } })], "payments", "k2"),
    );
    expect(monday.destination.callsMade() - before).toBe(1);
  });

  it("updates, renames and clears", async () => {
    const [id = ""] = idsOf(
      await write(
        batch([
          create(1, { amount: { kind: "number", decimal: "1" }, done: { kind: "checkbox", checked: true } }),
        ]),
      ),
    );
    const update: WriteOperation = {
      kind: "update_item",
      externalId: "bizstim:clients:1",
      itemId: id,
      name: "Renamed",
      values: { amount: null, done: { kind: "checkbox", checked: false } },
    };
    expect(idsOf(await write(batch([update], "clients", "k2")))).toEqual([id]);
    expect(items()[0]).toMatchObject({
      name: "Renamed",
      texts: { amount: "", done: "", portage_id: "bizstim:clients:1" },
    });
  });

  it("writes tags by name and makes each once", async () => {
    const tags = (names: string[]) => ({ skills: { kind: "tags", names } as const });
    await write(batch([create(1, tags(["math", "piano"])), create(2, tags(["piano"]))]));
    await write(batch([create(3, tags(["math"]))], "clients", "k2"));
    expect(items().map(({ texts }) => texts.skills)).toEqual(["math, piano", "piano", "math"]);
    expect(monday.sandbox.world.requestLog.fields.create_or_get_tag).toBe(2);
  });

  it("notifies nobody named in an update and finds the update again", async () => {
    const [id = ""] = idsOf(await write(batch([create(1)])));
    const note = (key: string, body: string): WriteOperation => ({
      kind: "create_update",
      externalId: `bizstim:clients:1#${key}`,
      itemId: id,
      body,
      writtenOn: "2024-02-29",
    });
    const answer = await write(
      batch(
        [note("note", "Ask @Dana Levi & <b>nora</b>\nor mail x@dana.example"), note("notes", "Second")],
        "clients",
        "k2",
      ),
    );
    expect(monday.sandbox.world.notifications).toEqual([]);
    const [second, first] = monday.sandbox.world.updates(id).toReversed();
    expect(first?.body).toContain("&amp; &lt;b&gt;nora&lt;/b&gt;<br>or mail");
    expect(second?.body).toContain("Second");
    const externalIds = ["bizstim:clients:1#note", "bizstim:clients:1#notes", "bizstim:clients:1#no"];
    const updates = externalIds.map((externalId) => ({ itemId: id, externalId }));
    const found = await monday.destination.findUpdates({ updates }, monday.signal);
    const [one, two] = idsOf(answer);
    const text = "Ask @Dana Levi & <b>nora</b>\nor mail x@dana.example";
    expect(found.ok && found.value).toEqual(
      new Map([
        [externalIds[0], { id: one, text, editedAt: null }],
        [externalIds[1], { id: two, text: "Second", editedAt: null }],
      ]),
    );
  });

  it("finds updates however many an item has", async () => {
    const [id = ""] = idsOf(await write(batch([create(1)])));
    const notes = Array.from({ length: 30 }, (_, index) => ({
      kind: "create_update" as const,
      externalId: `bizstim:clients:1#note${index}`,
      itemId: id,
      body: `Note ${index}`,
      writtenOn: null,
    }));
    await write(batch(notes, "clients", "k2"));
    const gone = { itemId: "404", externalId: "bizstim:clients:404#note" };
    const found = await monday.destination.findUpdates({ updates: [...notes, gone] }, monday.signal);
    const wanted = notes.map(({ externalId }) => externalId);
    expect(found.ok && new Set(found.value.keys())).toEqual(new Set(wanted));
  });

  it("says a lost answer is doubtful; the lookup then finds what arrived", async () => {
    monday.sandbox.switches.set("dropNext", 1);
    const answer = await write(batch([create(1), create(2)]));
    expect(answer).toMatchObject({
      kind: "doubtful",
      error: { code: "monday.unreachable", kind: "retryable" },
    });
    const found = await monday.destination.findByExternalId(
      {
        boardId: ids.get("clients") ?? "",
        columnId: "portage_id",
        externalIds: ["bizstim:clients:1", "bizstim:clients:2", "bizstim:clients:3"],
      },
      monday.signal,
    );
    expect(found.ok && [...found.value.keys()]).toEqual(["bizstim:clients:1", "bizstim:clients:2"]);
  });

  it("has no second effect when the same batch is sent again", async () => {
    monday.sandbox.switches.set("dropNext", 1);
    await write(batch([create(1), create(2)]));
    const again = await write(batch([create(1), create(2)]));
    expect(again).toMatchObject({ kind: "answered", replayed: true });
    expect(items()).toHaveLength(2);
  });

  it("calls a server fault doubtful", async () => {
    monday.sandbox.switches.set("failNext", 1);
    expect(await write(batch([create(1)]))).toMatchObject({
      kind: "doubtful",
      error: { code: "monday.internal" },
    });
  });

  it("waits out a lock and goes on by itself", async () => {
    monday.sandbox.switches.set("lockEvery", 2);
    await write(batch([create(1)], "clients", "k1"));
    const answer = await write(batch([create(2)], "clients", "k2"));
    expect(answer.kind).toBe("answered");
    expect(items()).toHaveLength(2);
    expect(monday.pauses.length).toBeGreaterThan(0);
  });

  it("gives a long wait back instead of sitting it out", async () => {
    monday.sandbox.switches.set("rateLimitEvery", 1);
    const answer = await write(batch([create(1)]));
    expect(answer).toMatchObject({
      kind: "refused",
      error: { code: "monday.rate_limited", kind: "retryable" },
    });
    expect(answer.kind === "refused" && answer.error.retryAfterMs).toBeGreaterThan(5_000);
    monday.sandbox.switches.set("rateLimitEvery", 0);
    const calls = monday.sandbox.world.requestLog.requests;
    expect(await write(batch([create(1)]))).toMatchObject({
      kind: "refused",
      error: { code: "monday.rate_limited" },
    });
    expect(monday.sandbox.world.requestLog.requests).toBe(calls);
  });

  it("says the platform is blocked", async () => {
    monday.sandbox.switches.set("blocked", true);
    expect(await write(batch([create(1)]))).toMatchObject({
      kind: "refused",
      error: { code: "monday.blocked" },
    });
  });

  it("refuses as a whole when the board is gone", async () => {
    monday.sandbox.act.deleteBoard(ids.get("clients") ?? "");
    const answer = await write(batch([create(1), create(2)]));
    expect(answer).toMatchObject({
      kind: "refused",
      error: { code: "monday.board_missing", kind: "needs_user" },
    });
  });

  it("refuses as a whole when a column was removed", async () => {
    monday.sandbox.act.deleteColumn(ids.get("clients") ?? "", "amount");
    const one = create(1, { amount: { kind: "number", decimal: "1" } });
    const answer = await write(batch([one, { ...one, externalId: "bizstim:clients:2" }]));
    expect(answer).toMatchObject({ kind: "refused", error: { code: "monday.column_missing" } });
  });

  it("fails alone the record whose person cannot be assigned", async () => {
    const viewer = String(monday.sandbox.userByRole("viewer").id);
    const answer = await write(
      batch([create(1, { owner: { kind: "people", userIds: [viewer] } }), create(2)]),
    );
    expect(answer).toMatchObject({
      kind: "answered",
      results: [{ ok: false, error: { code: "monday.person_not_assignable" } }, { ok: true }],
    });
  });

  it("understands the older error shape of a failed alias", async () => {
    monday.sandbox.switches.set("legacyErrors", true);
    const answer = await write(
      batch([create(1), create(2, { amount: { kind: "number", decimal: "many" } })]),
    );
    expect(answer).toMatchObject({
      kind: "answered",
      results: [{ ok: true }, { ok: false, error: { code: "monday.value_refused" } }],
    });
  });

  it("asks for smaller batches after a lost answer and larger ones while answers are quick", async () => {
    const start = monday.destination.batchSize();
    monday.sandbox.switches.set("dropNext", 1);
    await write(batch([create(1)]));
    const shrunk = monday.destination.batchSize();
    expect(shrunk).toBe(start / 2);
    const full = Array.from({ length: shrunk }, (_, n) => create(100 + n));
    await write(batch(full, "clients", "k3"));
    expect(monday.destination.batchSize()).toBeGreaterThan(shrunk);
  });
});

describe("write with the limits of a small plan", () => {
  it("writes at the pace the account allows and never runs into a limit", async () => {
    const limited = await openMonday(await startClient({ plan: "free", limits: true }));
    const made = await limited.destination.ensureSchema(plan, buildHooks([]), limited.signal);
    const boardId = made.ok ? (made.value.find(({ key }) => key === "clients")?.id ?? "") : "";
    const startedAt = limited.clock.nowMs;
    let next = 0;
    while (next < 400) {
      const count = Math.min(limited.destination.batchSize(), 400 - next);
      const operations = Array.from({ length: count }, (_, n) => create(next + n));
      const sent = { boardId, externalIdColumnId: "portage_id", idempotencyKey: `k${next}`, operations };
      const answer = await limited.destination.write(sent, limited.signal);
      if (answer.kind === "answered") next += count;
      else if (answer.kind === "refused") limited.clock.nowMs += answer.error.retryAfterMs ?? 0;
      else throw new Error(answer.error.message);
    }
    expect(limited.sandbox.world.items(boardId)).toHaveLength(400);
    expect(limited.sandbox.world.requestLog.refusals).toEqual({});
    // 1,000,000 points a minute, 10,000 a create: 100 items a minute at best.
    const minutes = (limited.clock.nowMs - startedAt) / 60_000;
    expect(minutes).toBeGreaterThan(3);
    expect(minutes).toBeLessThan(5);
    await limited.close();
  });
});

describe("write against a server that answers as it likes", () => {
  async function scripted(
    answers: readonly ScriptedAnswer[],
    operations: readonly WriteOperation[] = [create(1)],
  ) {
    const { destination, requests, close } = await openScripted(answers);
    const sent: WriteBatch = { boardId: "5", externalIdColumnId: "x", idempotencyKey: "key-1", operations };
    const answer = await destination.write(sent, new AbortController().signal);
    await close();
    return { answer, requests };
  }

  it("sends token, version and idempotency key as headers", async () => {
    const { requests } = await scripted([{ body: { data: { w0: { id: "9" } } } }]);
    expect(requests[1]?.headers).toMatchObject({
      authorization: "secret-token",
      "api-version": "2026-10",
      "idempotency-key": "key-1",
    });
    expect(requests[0]?.headers).not.toHaveProperty("idempotency-key");
  });

  it("calls an answer that is no GraphQL doubtful", async () => {
    const { answer } = await scripted([{ body: "<html>maintenance</html>" }]);
    expect(answer).toMatchObject({ kind: "doubtful", error: { code: "monday.unexpected" } });
  });

  it("calls a gateway error doubtful", async () => {
    const { answer } = await scripted([{ status: 502, body: "<html>bad gateway</html>" }]);
    expect(answer).toMatchObject({ kind: "doubtful", error: { code: "monday.internal" } });
  });

  it("does not follow a redirect with the token", async () => {
    const { answer, requests } = await scripted([
      { status: 307, headers: { location: "/elsewhere" }, body: {} },
    ]);
    expect(answer).toMatchObject({ kind: "refused", error: { code: "monday.unexpected" } });
    expect(requests).toHaveLength(2);
  });

  it("does not guess which of several writes an error without a path means", async () => {
    const body = { data: { w0: null, w1: null }, error_code: "ColumnValueException", error_message: "no" };
    const { answer } = await scripted([{ body }], [create(1), create(2)]);
    expect(answer).toMatchObject({ kind: "doubtful", error: { code: "monday.value_refused" } });
  });

  it("reports a permanent refusal of a single write as its result", async () => {
    const body = { errors: [{ message: "no", extensions: { code: "ColumnValueException" } }] };
    const { answer } = await scripted([{ body }]);
    expect(answer).toMatchObject({
      kind: "answered",
      results: [{ ok: false, error: { code: "monday.value_refused" } }],
    });
  });

  it("is in doubt when the second try for lost links is not answered", async () => {
    const empty = { id: "9", column_values: [{ id: "c", linked_item_ids: [] }] };
    const { answer } = await scripted(
      [{ body: { data: { w0: empty } } }, { status: 502, body: {} }],
      [create(1, { c: { kind: "relation_items", itemIds: ["4"] } })],
    );
    expect(answer).toMatchObject({ kind: "doubtful", error: { kind: "retryable" } });
  });

  it("reports links that stay lost", async () => {
    const empty = { id: "9", column_values: [{ id: "c", linked_item_ids: [] }] };
    const { answer, requests } = await scripted(
      [{ body: { data: { w0: empty } } }, { body: { data: { w0: empty } } }],
      [create(1, { c: { kind: "relation_items", itemIds: ["4"] } })],
    );
    expect(answer).toMatchObject({ kind: "answered", results: [{ ok: true, id: "9", dropped: ["c"] }] });
    expect(requests[2]?.headers["idempotency-key"]).toBe("key-1:links");
  });
});
