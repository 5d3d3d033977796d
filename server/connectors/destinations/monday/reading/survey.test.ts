import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  makeBoard,
  makeItem,
  startClient,
  type TestClient,
} from "../../../../../sandbox/monday/test-client.ts";
import { openMonday, openScripted, type TestMonday } from "../testing/start.ts";
import { toUpdateBody } from "../update-body.ts";

let client: TestClient;
let monday: TestMonday<TestClient>;
let board: string;
beforeEach(async () => {
  client = await startClient();
  monday = await openMonday(client);
  board = await makeBoard(client, [
    { id: "note", type: "text" },
    { id: "owner", type: "people" },
  ]);
});
afterEach(() => monday.close());

function unwrap<T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe("reading all columns", () => {
  it("gives every cell of a page and of items by id, with the board", async () => {
    const id = await makeItem(client, board, "One", { note: "hello" });
    const asked = { boardId: board, columnIds: null, cursor: null };
    const page = unwrap(await monday.destination.readItems(asked, monday.signal));
    expect(Object.keys(page.items[0]?.values ?? {})).toEqual(["note", "owner"]);
    const byId = unwrap(
      await monday.destination.itemsById({ itemIds: [id], columnIds: null }, monday.signal),
    );
    expect(byId).toMatchObject([
      { id, boardId: board, values: { note: { text: "hello", value: '"hello"' } } },
    ]);
  });
});

describe("boardStates", () => {
  it("tells what an active board has, and leaves out a deleted one", async () => {
    const other = await makeBoard(
      client,
      [{ id: "to", type: "board_relation", defaults: { boardIds: [Number(board)] } }],
      "Other",
    );
    const gone = await makeBoard(client, [], "Gone");
    client.sandbox.act.deleteBoard(gone);
    const states = unwrap(await monday.destination.boardStates([board, other, gone], monday.signal));
    expect([...states.keys()].sort()).toEqual([board, other].sort());
    expect(states.get(other)).toMatchObject({
      name: "Other",
      workspaceId: client.sandbox.world.board("Other")?.workspaceId,
      itemsCount: 0,
      groups: [{ id: "topics", title: "Group Title" }],
      columns: [{ id: "name" }, { id: "to", type: "board_relation", linkedBoardIds: [board] }],
    });
  });
});

describe("archivedBoards", () => {
  it("tells the archived ones from those that are deleted or there", async () => {
    const [archived, gone] = [await makeBoard(client, [], "Put away"), await makeBoard(client, [], "Gone")];
    client.sandbox.act.archiveBoard(archived);
    client.sandbox.act.deleteBoard(gone);
    const ids = [board, archived, gone];
    const found = unwrap(await monday.destination.archivedBoards(ids, monday.signal));
    expect([...found]).toEqual([archived]);
  });
});

describe("readUpdates", () => {
  it("tells ours from those of people, and counts replies", async () => {
    const item = await makeItem(client, board, "One");
    const ours = client.sandbox.act.addUpdate(item, toUpdateBody("Note", "bizstim:notes:7"));
    const theirs = client.sandbox.act.addUpdate(item, "<p>Call her</p>");
    client.sandbox.act.addUpdate(item, "<p>Done</p>", { replyTo: ours });
    const updates = unwrap(await monday.destination.readUpdates({ itemIds: [item] }, monday.signal));
    expect([...updates].sort((a, b) => a.id.localeCompare(b.id))).toEqual([
      { id: ours, itemId: item, externalId: "bizstim:notes:7", replies: 1 },
      { id: theirs, itemId: item, externalId: null, replies: 0 },
    ]);
  });

  it("reads more than one page of an item's updates", async () => {
    const item = await makeItem(client, board, "One");
    for (let n = 0; n < 60; n++) client.sandbox.act.addUpdate(item, `<p>${n}</p>`);
    expect(unwrap(await monday.destination.readUpdates({ itemIds: [item] }, monday.signal))).toHaveLength(60);
  });
});

describe("activity", () => {
  const since = "2026-11-21T00:00:00.000Z";
  const read = async (itemIds: readonly string[] | null, limit = 100) =>
    unwrap(await monday.destination.activity({ boardId: board, since, itemIds, limit }, monday.signal));

  it("tells Portage, a person and an automation apart, newest first", async () => {
    const item = await makeItem(client, board, "One");
    client.clock.nowMs += 1_000;
    client.sandbox.act.editCell(item, "note", "by hand");
    client.clock.nowMs += 1_000;
    client.sandbox.act.automationEdit(item, "note", "by rule");
    const entries = await read([item]);
    const member = client.sandbox.userByRole("member").name;
    expect(entries?.map(({ by, columnId }) => [by.kind, by.name, columnId])).toEqual([
      ["automation", null, "note"],
      ["person", member, "note"],
      ["portage", client.sandbox.userByRole("admin").name, null],
    ]);
    expect(entries?.[0]?.at).toBe("2026-11-21T12:00:02.000Z");
  });

  it("gives entries about the board itself only when no items were asked for", async () => {
    const item = await makeItem(client, board, "One");
    client.clock.nowMs += 1_000;
    client.sandbox.act.renameBoard(board, "Renamed");
    expect((await read([item]))?.map(({ itemId }) => itemId)).toEqual([item]);
    expect((await read(null))?.[0]).toMatchObject({ itemId: "", by: { kind: "person" } });
  });

  it("reads no more than asked for, over several pages", async () => {
    const item = await makeItem(client, board, "One");
    for (let n = 0; n < 250; n++) client.sandbox.act.editCell(item, "note", String(n));
    expect(await read([item], 120)).toHaveLength(120);
    expect(await read([item], 1_000)).toHaveLength(251);
  });

  it("is null where monday does not tell", async () => {
    client.sandbox.switches.set("activityRefused", true);
    expect(await read(null)).toBeNull();
    client.sandbox.switches.set("activityRefused", false);
    expect(
      unwrap(
        await monday.destination.activity({ boardId: "5", since, itemIds: null, limit: 5 }, monday.signal),
      ),
    ).toBeNull();
  });

  it("takes entries of a shape it does not know for what they may be", async () => {
    const entry = (data: string, user_id: string, created_at: string) => ({
      id: "1",
      data,
      user_id,
      created_at,
    });
    const logs = [
      entry('{"pulse":{"id":7},"column_id":3}', "agent-x", "soon"),
      entry("not json", "-4", "17637264000000000"),
      entry('{"pulse_ids":[7,8]}', "1", "2026-11-21T11:00:00Z"),
    ];
    const { destination, close } = await openScripted([
      { body: { data: { boards: [{ id: "5", activity_logs: logs }] } } },
      { body: { data: { users: [] } } },
    ]);
    const asked = { boardId: "5", since, itemIds: ["7"], limit: 10 };
    const entries = unwrap(await destination.activity(asked, monday.signal));
    await close();
    expect(entries?.map(({ itemId, columnId, by }) => [itemId, columnId, by.kind]).sort()).toEqual([
      ["7", null, "automation"],
      ["7", null, "portage"],
      ["7", null, "unknown"],
    ]);
  });
});
