import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  makeBoard,
  makeItem,
  startClient,
  type TestClient,
} from "../../../../../sandbox/monday/test-client.ts";
import type { Removal, SchemaObject } from "../../../types.ts";
import { buildBoard, buildColumn, buildGroup, buildHooks, buildPlan } from "../testing/build-plan.ts";
import { openMonday, type TestMonday } from "../testing/start.ts";

let client: TestClient;
let monday: TestMonday<TestClient>;
let board: string;
beforeEach(async () => {
  client = await startClient({ existingContacts: true });
  monday = await openMonday(client);
  board = await makeBoard(client, [
    { id: "note", type: "text" },
    { id: "story", type: "long_text" },
    { id: "amount", type: "numbers" },
    { id: "stage", type: "status" },
    { id: "born", type: "date" },
    { id: "span", type: "timeline" },
    { id: "at", type: "hour" },
    { id: "mail", type: "email" },
    { id: "tel", type: "phone" },
    { id: "site", type: "link" },
    { id: "owner", type: "people" },
    { id: "agreed", type: "checkbox" },
    { id: "stars", type: "rating" },
    { id: "land", type: "country" },
  ]);
});
afterEach(() => monday.close());

const many = (count: number) =>
  Promise.all(Array.from({ length: count }, (_, n) => makeItem(client, board, `Item ${n}`)));

async function remove(itemIds: readonly string[]): Promise<ReadonlyMap<string, Removal>> {
  const removed = await monday.destination.removeItems({ boardId: board, itemIds }, monday.signal);
  if (!removed.ok) throw new Error(removed.error.message);
  return removed.value;
}

const kindsOf = (removals: ReadonlyMap<string, Removal>) => [
  ...new Set([...removals.values()].map(({ kind }) => kind)),
];

describe("removeItems", () => {
  it("removes few with one call and calls them gone the second time", async () => {
    const ids = await many(3);
    expect(kindsOf(await remove(ids))).toEqual(["removed"]);
    expect(kindsOf(await remove([...ids, "1"]))).toEqual(["gone"]);
    expect(client.sandbox.world.requestLog.fields).toMatchObject({ delete_item: 3 });
  });

  it("gives many to a deletion job and waits for its end", async () => {
    const ids = await many(60);
    expect(kindsOf(await remove(ids))).toEqual(["removed"]);
    expect(client.sandbox.world.items(board)).toEqual([]);
    expect(client.sandbox.world.requestLog.fields).toMatchObject({ bulk_delete_items: 1, job_status: 2 });
    expect(client.sandbox.world.requestLog.fields).not.toHaveProperty("delete_item");
  });

  it("deletes one by one what a job left behind although it said it was done", async () => {
    const ids = await many(60);
    client.sandbox.switches.set("bulkDeleteSkipEvery", 10);
    expect(kindsOf(await remove(ids))).toEqual(["removed"]);
    expect(client.sandbox.world.items(board)).toEqual([]);
    expect(client.sandbox.world.requestLog.fields).toMatchObject({ delete_item: 6 });
  });

  it("does without the job where it is not allowed", async () => {
    const ids = await many(60);
    client.sandbox.switches.set("bulkDeleteRefused", true);
    expect(kindsOf(await remove(ids))).toEqual(["removed"]);
  });

  it("asks again when the answer is lost", async () => {
    const ids = await many(3);
    client.sandbox.switches.set("dropNext", 1);
    const ends = await remove(ids);
    expect([...ends.values()].map(({ kind }) => kind)).not.toContain("refused");
    expect(client.sandbox.world.items(board)).toEqual([]);
  });

  it("leaves an item that was moved to another board and says so", async () => {
    const [moved = "", stays = ""] = await many(2);
    const other = await makeBoard(client, [], "Other");
    client.sandbox.act.moveItem(moved, { boardId: other });
    const ends = await remove([moved, stays]);
    expect(ends.get(moved)).toMatchObject({ kind: "refused", error: { where: { boardId: other } } });
    expect(ends.get(stays)).toEqual({ kind: "removed" });
    expect(client.sandbox.world.items(other)).toHaveLength(1);
  });

  it("keeps to the pace of a small plan", async () => {
    const standIn = await startClient({ plan: "free", limits: true });
    const limited = await openMonday(standIn);
    const boardId = await makeBoard(standIn, [], "Limited");
    const itemIds = Array.from({ length: 1_200 }, (_, n) =>
      standIn.sandbox.act.createItem(boardId, { name: `Item ${n}` }),
    );
    for (let tries = 0; tries < 20; tries++) {
      const removed = await limited.destination.removeItems({ boardId, itemIds }, limited.signal);
      if (removed.ok) break;
      standIn.clock.nowMs += removed.error.retryAfterMs ?? 0;
    }
    expect(standIn.sandbox.world.items(boardId)).toEqual([]);
    expect(standIn.sandbox.world.requestLog.refusals).toEqual({});
    await limited.close();
  });

  it("is an error of the call when monday is down", async () => {
    const ids = await many(1);
    client.sandbox.switches.set("outage", "answers 503");
    const removed = await monday.destination.removeItems({ boardId: board, itemIds: ids }, monday.signal);
    expect(removed).toMatchObject({ ok: false, error: { kind: "retryable" } });
  });
});

describe("removeUpdates", () => {
  it("removes updates, and calls those gone that a person deleted", async () => {
    const item = await makeItem(client, board, "One");
    const first = client.sandbox.act.addUpdate(item, "<p>first</p>");
    const second = client.sandbox.act.addUpdate(item, "<p>second</p>");
    const run = () => monday.destination.removeUpdates({ updateIds: [first, "5"] }, monday.signal);
    expect(await run()).toEqual({
      ok: true,
      value: new Map([
        [first, { kind: "removed" }],
        ["5", { kind: "gone" }],
      ]),
    });
    expect(client.sandbox.world.updates(item).map(({ id }) => String(id))).toEqual([second]);
    const again = await run();
    expect(again.ok && kindsOf(again.value)).toEqual(["gone"]);
  });
});

describe("restoreUpdates", () => {
  it("gives an edited update its text again and keeps the answers, however often it is asked", async () => {
    const { act, world } = client.sandbox;
    const externalId = "bizstim:clients:1#note";
    const item = await makeItem(client, board, "One");
    const [id = "", others = ""] = ["<p>Call</p>", "<p>Mine</p>"].map((text) => act.addUpdate(item, text));
    act.addUpdate(item, "<p>Done</p>", { replyTo: id });
    const updates = [id, "5"].map((each) => ({ id: each, externalId, body: "Ask @Dana\nif a < b" }));
    for (let times = 0; times < 2; times += 1) {
      client.clock.nowMs += 1_000;
      const restored = await monday.destination.restoreUpdates({ updates }, monday.signal);
      expect(restored.ok && restored.value.get(id)).toEqual({ ok: true });
      expect(restored.ok && restored.value.get("5")).toMatchObject({ ok: false });
    }
    const found = await monday.destination.findUpdates(
      { updates: [{ itemId: item, externalId }] },
      monday.signal,
    );
    expect(found.ok && [...found.value]).toEqual([
      [externalId, { id, text: "Ask @Dana\nif a < b", editedAt: "2026-11-21T12:00:02Z" }],
    ]);
    expect(world.notifications).toEqual([]);
    expect(world.updates(item).find((update) => String(update.id) === others)?.body).toBe("<p>Mine</p>");
    expect(world.updates(item)).toHaveLength(3);
  });
});

describe("restoreCells", () => {
  const rich = {
    note: "before",
    story: { text: "long" },
    amount: "12.5",
    stage: { index: 1 },
    born: { date: "2026-01-02", time: "23:30:00" },
    span: { from: "2026-01-02", to: "2026-02-03" },
    at: { hour: 9, minute: 30 },
    mail: { email: "a@b.example", text: "Ann" },
    tel: { phone: "12025550123", countryShortName: "US" },
    site: { url: "https://a.example", text: "Site" },
    agreed: { checked: "true" },
    stars: { rating: 4 },
    land: { countryCode: "CA", countryName: "Canada" },
  };

  async function cellsOf(itemId: string) {
    const read = await monday.destination.itemsById({ itemIds: [itemId], columnIds: null }, monday.signal);
    if (!read.ok) throw new Error(read.error.message);
    return read.value[0]?.values ?? {};
  }

  it("gives every type of cell the value it had, and empties what was empty", async () => {
    const owner = String(client.sandbox.userByRole("member").id);
    await monday.destination.addPeople(board, [owner], monday.signal);
    const filled = await makeItem(client, board, "Filled", {
      ...rich,
      owner: { personsAndTeams: [{ id: Number(owner), kind: "person" }] },
    });
    const empty = await makeItem(client, board, "Empty");
    const before = { filled: await cellsOf(filled), empty: await cellsOf(empty) };
    const picture = client.sandbox.world.picture();
    for (const [columnId, value] of Object.entries(rich)) {
      client.sandbox.act.editCell(filled, columnId, null);
      client.sandbox.act.editCell(empty, columnId, value);
    }
    client.sandbox.act.editCell(filled, "owner", null);
    client.sandbox.act.renameItem(filled, "Other");
    const restored = await monday.destination.restoreCells(
      {
        boardId: board,
        items: [
          { itemId: filled, cells: { ...before.filled, name: { value: "Filled" } } },
          { itemId: empty, cells: before.empty },
        ],
      },
      monday.signal,
    );
    expect(restored).toEqual({
      ok: true,
      value: new Map([
        [filled, { ok: true }],
        [empty, { ok: true }],
      ]),
    });
    expect(client.sandbox.world.picture()).toBe(picture);
  });

  it("gives back links", async () => {
    const linked = await makeItem(client, board, "Linked");
    const near = await makeBoard(
      client,
      [{ id: "to", type: "board_relation", defaults: { boardIds: [Number(board)] } }],
      "Near",
    );
    const item = await makeItem(client, near, "Near item");
    client.sandbox.act.editCell(item, "to", { item_ids: [Number(linked)] });
    const picture = client.sandbox.world.picture();
    const before = await cellsOf(item);
    client.sandbox.act.editCell(item, "to", null);
    await monday.destination.restoreCells(
      { boardId: near, items: [{ itemId: item, cells: before }] },
      monday.signal,
    );
    expect(client.sandbox.world.picture()).toBe(picture);
  });

  it("tells for each item how it ended", async () => {
    const item = await makeItem(client, board, "One");
    const gone = await makeItem(client, board, "Gone");
    client.sandbox.act.deleteItem(gone);
    const restored = await monday.destination.restoreCells(
      {
        boardId: board,
        items: [
          { itemId: item, cells: { note: { value: '"x"' } } },
          { itemId: gone, cells: { note: { value: '"x"' } } },
          { itemId: "77", cells: { note: { value: '{"files":[1]}' } } },
        ],
      },
      monday.signal,
    );
    if (!restored.ok) throw new Error(restored.error.message);
    expect(restored.value.get(item)).toEqual({ ok: true });
    expect(restored.value.get(gone)).toMatchObject({ ok: false, error: { code: "monday.item_missing" } });
    expect(restored.value.get("77")).toMatchObject({ ok: false, error: { code: "monday.value_refused" } });
  });
});

describe("removeObject", () => {
  const object = (kind: SchemaObject["kind"], id: string): SchemaObject => {
    return { kind, key: `clients/${id}`, id, created: true, detail: null };
  };
  const run = (wanted: SchemaObject, boardId: string | null = board) =>
    monday.destination.removeObject({ object: wanted, boardId }, monday.signal);
  const kindOf = async (wanted: SchemaObject, boardId: string | null = board) => {
    const removed = await run(wanted, boardId);
    return removed.ok ? removed.value.kind : removed.error.code;
  };

  it("removes a column once and calls it gone afterwards", async () => {
    expect(await kindOf(object("column", "note"))).toBe("removed");
    expect(await kindOf(object("column", "note"))).toBe("gone");
  });

  it("keeps a group that holds an item and the last group of a board", async () => {
    const group = client.sandbox.act.addGroup(board, "More");
    const item = client.sandbox.act.createItem(board, { name: "Mine", groupId: group });
    expect(await run(object("group", group))).toMatchObject({
      value: { kind: "refused", error: { userMessage: "The group is not empty, so it stays." } },
    });
    client.sandbox.act.deleteItem(item);
    expect(await kindOf(object("group", group))).toBe("removed");
    expect(await kindOf(object("group", group))).toBe("gone");
    expect(await kindOf(object("group", "topics"))).toBe("refused");
  });

  it("removes a board once, and what lay on it is gone with it", async () => {
    expect(await kindOf(object("board", board), null)).toBe("removed");
    expect(await kindOf(object("board", board), null)).toBe("gone");
    expect(await kindOf(object("column", "note"))).toBe("gone");
  });

  it("keeps a workspace with a board in it", async () => {
    const made = await monday.destination.ensureSchema(
      buildPlan([buildBoard({ key: "clients" })]),
      buildHooks([]),
      monday.signal,
    );
    if (!made.ok) throw new Error(made.error.message);
    const [workspace, first] = made.value;
    if (!workspace || !first) throw new Error("Nothing was made");
    expect(await kindOf(workspace, null)).toBe("refused");
    expect(await kindOf(first, null)).toBe("removed");
    expect(await kindOf(workspace, null)).toBe("removed");
    expect(await kindOf(workspace, null)).toBe("gone");
  });

  it("keeps a workspace with an archived board in it, which monday would delete too", async () => {
    const made = await monday.destination.ensureSchema(
      buildPlan([buildBoard({ key: "clients" })]),
      buildHooks([]),
      monday.signal,
    );
    if (!made.ok) throw new Error(made.error.message);
    const [workspace, first] = made.value;
    if (!workspace || !first) throw new Error("Nothing was made");
    client.sandbox.act.archiveBoard(first.id);
    expect(await kindOf(workspace, null)).toBe("refused");
  });

  it("takes a person off a board unless they own it meanwhile", async () => {
    const member = String(client.sandbox.userByRole("member").id);
    const asked: string[][] = [];
    const add = () =>
      monday.destination.addPeople(board, [member], monday.signal, async (ids) => void asked.push([...ids]));
    await add();
    await add();
    expect(asked).toEqual([[member]]);
    expect(await kindOf(object("subscriber", member))).toBe("removed");
    expect(await kindOf(object("subscriber", member))).toBe("gone");
    client.sandbox.act.makeOwner(board, member);
    expect(await kindOf(object("subscriber", member))).toBe("refused");
  });

  it("never removes what was there before", async () => {
    await expect(run({ ...object("column", "note"), created: false })).rejects.toThrow(
      "Only what Portage made",
    );
  });

  it("survives a lost answer", async () => {
    client.sandbox.switches.set("dropNext", 1);
    expect(await kindOf(object("column", "note"))).toBe("removed");
  });
});

describe("everything an import made, taken back", () => {
  it("leaves the account as it was, byte by byte", async () => {
    const contacts = client.sandbox.world.board("Contacts");
    if (!contacts) throw new Error("No Contacts board");
    const before = client.sandbox.world.picture();
    const plan = buildPlan([
      buildBoard({
        key: "clients",
        target: { mode: "existing", boardId: contacts.id, boardName: "Contacts" },
        groups: [buildGroup("moved")],
        columns: [buildColumn({ key: "extra", type: "text" })],
      }),
      buildBoard({
        key: "sessions",
        columns: [
          buildColumn({
            key: "client",
            type: "board_relation",
            link: { board: "clients", twoWay: true, missing: 0 },
          }),
        ],
      }),
    ]);
    const made = await monday.destination.ensureSchema(plan, buildHooks([]), monday.signal);
    if (!made.ok) throw new Error(made.error.message);
    expect(made.value.map(({ key }) => key)).toContain("sessions/client~far");
    const boardOf = new Map(made.value.flatMap(({ kind, key, id }) => (kind === "board" ? [[key, id]] : [])));
    const order = ["column", "group", "board", "workspace"];
    const newestFirst = made.value
      .filter(({ created }) => created)
      .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
    for (const object of newestFirst) {
      const detail: { boardId?: string } = JSON.parse(object.detail ?? "{}");
      const boardId = detail.boardId ?? boardOf.get(object.key.split("/")[0] ?? "") ?? null;
      const lastGroup = object.kind === "group" && boardId === boardOf.get("sessions");
      if (lastGroup) continue;
      const removed = await monday.destination.removeObject({ object, boardId }, monday.signal);
      expect(removed).toMatchObject({ ok: true, value: { kind: expect.stringMatching("removed|gone") } });
    }
    expect(client.sandbox.world.picture()).toBe(before);
  });
});
