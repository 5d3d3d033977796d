import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeBoard, makeItem, startClient, type TestClient } from "./test-client.ts";

let client: TestClient;
let board: string;
beforeEach(async () => {
  client = await startClient({ existingContacts: true });
  board = await makeBoard(client, [
    { id: "note", type: "text" },
    { id: "portage_id", type: "text" },
  ]);
});
afterEach(() => client.close());

interface Log {
  event: string;
  user_id: string;
  data: string;
  entity: string;
  created_at: string;
}

async function logs(variables: Record<string, unknown> = {}): Promise<Log[]> {
  const answer = await client.ask(
    `query ($board: [ID!], $items: [ID!], $from: ISO8601DateTime, $users: [ID!]) {
      boards(ids: $board) { activity_logs(item_ids: $items, from: $from, user_ids: $users, limit: 100) {
        event user_id data entity created_at
      } }
    }`,
    { board: [board], ...variables },
  );
  return answer.boards[0].activity_logs;
}

describe("the activity log", () => {
  it("holds what the API did for its user and what people and automations did", async () => {
    const item = await makeItem(client, board, "One");
    client.sandbox.act.editCell(item, "note", "by a person");
    client.sandbox.act.automationEdit(item, "note", "by a rule");
    const entries = await logs({ items: [item] });
    const member = String(client.sandbox.userByRole("member").id);
    const admin = String(client.sandbox.userByRole("admin").id);
    expect(entries.map(({ event, user_id }) => [event, user_id])).toEqual([
      ["update_column_value", "-4"],
      ["update_column_value", member],
      ["create_pulse", admin],
    ]);
    expect(JSON.parse(entries[0]?.data ?? "{}")).toMatchObject({ pulse_id: Number(item), column_id: "note" });
    expect(entries[0]?.created_at).toMatch(/^\d{17}$/);
  });

  it("can be asked from an instant on and for users, and tells of the board too", async () => {
    const item = await makeItem(client, board, "One");
    client.clock.nowMs += 60_000;
    const from = new Date(client.clock.nowMs).toISOString();
    client.sandbox.act.renameBoard(board, "Renamed", 71_000_003);
    client.sandbox.act.renameItem(item, "Two");
    expect((await logs({ from })).map(({ entity }) => entity)).toEqual(["pulse", "board"]);
    expect((await logs({ users: ["71000003"] })).map(({ event }) => event)).toEqual(["update_board_name"]);
  });

  it("can be refused", async () => {
    client.sandbox.switches.set("activityRefused", true);
    await expect(logs()).rejects.toThrow("UserUnauthorizedException");
  });
});

describe("acts of people", () => {
  it("make, copy, move and comment on items", async () => {
    const { act, world } = client.sandbox;
    const group = act.addGroup(board, "Later");
    const item = act.createItem(board, { name: "Mine", values: { note: "hello", portage_id: "s:1" } });
    const copy = act.duplicateItem(item);
    act.moveItem(item, { groupId: group });
    const update = act.addUpdate(item, "<p>Call</p>");
    act.addUpdate(item, "<p>Done</p>", { replyTo: update });
    expect(world.item(copy)).toMatchObject({ name: "Mine (copy)", texts: { portage_id: "s:1" } });
    expect(world.item(item)).toMatchObject({ groupId: group });
    expect(world.updates(item).map(({ parentId }) => parentId)).toEqual([null, Number(update)]);
  });

  it("edit an update, which tells when but not who", async () => {
    const { act } = client.sandbox;
    const item = await makeItem(client, board, "One");
    const update = act.addUpdate(item, "<p>Call</p>");
    client.clock.nowMs += 60_000;
    act.editUpdate(update, "<p>Call <script>her</script></p>");
    const { updates } = await client.ask(
      "query ($ids: [ID!]) { updates(ids: $ids) { body text_body created_at edited_at } }",
      { ids: [update] },
    );
    expect(updates).toEqual([
      {
        ...{ body: "<p>Call her</p>", text_body: "Call her" },
        ...{ created_at: "2026-11-21T12:00:00Z", edited_at: "2026-11-21T12:01:00Z" },
      },
    ]);
    await expect(
      client.ask('mutation ($id: ID!) { edit_update(id: $id, body: " ") { id } }', { id: update }),
    ).rejects.toThrow("body must not be empty");
  });

  it("move an item to another board, where it keeps the cells that have a column", async () => {
    const { act, world } = client.sandbox;
    const item = await makeItem(client, board, "One", { note: "kept", portage_id: "lost" });
    const other = await makeBoard(client, [{ id: "note", type: "text" }], "Other");
    act.moveItem(item, { boardId: other });
    expect(world.items(board)).toEqual([]);
    expect(world.items(other)).toMatchObject([{ id: item, texts: { note: "kept" } }]);
    const found = await client.ask(
      `query ($board: ID!) { items_page_by_column_values(board_id: $board, columns: [{ column_id: "note", column_values: ["kept"] }]) { items { id } } }`,
      { board: other },
    );
    expect(found.items_page_by_column_values.items).toEqual([{ id: item }]);
  });
});

describe("the picture of the account", () => {
  it("is the same after things were made and taken back, and differs in between", async () => {
    const { act, world } = client.sandbox;
    const kept = await makeItem(client, board, "Kept", { note: "as it was" });
    const before = world.picture();
    const seen = new Set([before]);
    const item = act.createItem(board, { name: "New" });
    seen.add(world.picture());
    act.editCell(kept, "note", "changed");
    seen.add(world.picture());
    const column = act.addColumn(board, { type: "text", title: "More" });
    seen.add(world.picture());
    expect(seen.size).toBe(4);
    act.deleteColumn(board, column);
    act.editCell(kept, "note", "as it was");
    act.deleteItem(item);
    client.clock.nowMs += 5_000;
    expect(world.picture()).toBe(before);
  });

  it("shows no link to an item whose board was deleted", async () => {
    const other = await makeBoard(client, [], "Other");
    const target = await makeItem(client, other, "Target");
    const link = client.sandbox.act.addColumn(board, {
      type: "board_relation",
      title: "To",
      defaults: { boardIds: [Number(other)] },
    });
    const item = await makeItem(client, board, "One");
    const before = client.sandbox.world.picture();
    client.sandbox.act.editCell(item, link, { item_ids: [Number(target)] });
    client.sandbox.act.deleteBoard(other);
    const after = client.sandbox.world.picture();
    expect(after).not.toContain(target);
    expect(before).toContain(target);
  });
});

describe("an outage", () => {
  it("answers 503 or cuts the connection, and carries nothing out", async () => {
    const version = client.sandbox.world.version();
    const create = `mutation { create_item(board_id: ${board}, item_name: "One") { id } }`;
    client.sandbox.switches.set("outage", "answers 503");
    const response = await fetch(client.url, { method: "POST", body: JSON.stringify({ query: create }) });
    expect(response.status).toBe(503);
    client.sandbox.switches.set("outage", "cuts connections");
    await expect(client.send(create)).rejects.toThrow("fetch failed");
    client.sandbox.switches.set("outage", "none");
    expect(client.sandbox.world.version()).toBe(version);
  });
});

describe("delete_subscribers_from_board", () => {
  it("takes people off a board and passes over those who are not on it", async () => {
    const member = client.sandbox.userByRole("member").id;
    const change = (name: string) =>
      client.ask(`mutation { ${name}(board_id: ${board}, user_ids: [${member}]) { id } }`);
    const before = client.sandbox.world.picture();
    await change("add_users_to_board");
    expect(client.sandbox.world.picture()).not.toBe(before);
    await change("delete_subscribers_from_board");
    await change("delete_subscribers_from_board");
    expect(client.sandbox.world.picture()).toBe(before);
  });
});
