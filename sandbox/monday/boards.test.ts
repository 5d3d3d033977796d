import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeBoard, makeItem, startClient, type TestClient } from "./test-client.ts";

const READ_COLUMNS =
  "query ($ids: [ID!]) { boards(ids: $ids) { columns { id type title revision settings } } }";

describe("boards, groups and columns of the stand-in", () => {
  let client: TestClient;
  beforeEach(async () => {
    client = await startClient();
  });
  afterEach(() => client.close());

  it("makes an empty board with one group called Group Title", async () => {
    const board = await makeBoard(client);
    const { boards } = await client.ask(
      "query ($ids: [ID!]) { boards(ids: $ids) { groups { id title } columns { id } items_count items_limit } }",
      { ids: [board] },
    );
    expect(boards).toEqual([
      {
        groups: [{ id: "topics", title: "Group Title" }],
        columns: [{ id: "name" }],
        items_count: 0,
        items_limit: 10_000,
      },
    ]);
  });

  it("gives an empty board default columns when the switch says so", async () => {
    client.sandbox.switches.set("emptyBoardColumns", "name, person, status, date");
    const board = await makeBoard(client);
    const { boards } = await client.ask(READ_COLUMNS, { ids: [board] });
    expect(boards[0].columns.map((column: { id: string }) => column.id)).toEqual([
      "name",
      "person",
      "status",
      "date4",
    ]);
  });

  it("leaves unknown and deleted boards out without an error", async () => {
    const board = await makeBoard(client);
    client.sandbox.act.deleteBoard(board);
    const { boards } = await client.ask("query ($ids: [ID!]) { boards(ids: $ids) { id } }", {
      ids: [board, "7"],
    });
    expect(boards).toEqual([]);
    expect(
      await client.refusal('mutation ($b: ID!) { create_item(board_id: $b, item_name: "x") { id } }', {
        b: board,
      }),
    ).toBe("InvalidBoardIdException");
  });

  it("takes chosen column ids and keeps those of deleted columns reserved", async () => {
    const board = await makeBoard(client, [{ id: "ext_id", type: "text" }]);
    const create =
      'mutation ($b: ID!, $id: String) { create_column(board_id: $b, id: $id, title: "T", column_type: text) { id } }';
    expect(await client.refusal(create, { b: board, id: "ext_id" })).toBe("InvalidColumnIdException");
    expect(await client.refusal(create, { b: board, id: "9lives" })).toBe("InvalidColumnIdException");
    expect(await client.refusal(create, { b: board, id: "a".repeat(25) })).toBe("InvalidColumnIdException");
    const removed = await client.ask(
      'mutation ($b: ID!) { delete_column(board_id: $b, column_id: "ext_id") { id } }',
      { b: board },
    );
    expect(removed).toEqual({ delete_column: null });
    expect(await client.refusal(create, { b: board, id: "ext_id" })).toBe("InvalidColumnIdException");
    expect(client.sandbox.world.columnsDeleted).toEqual([{ boardId: Number(board), columnId: "ext_id" }]);
  });

  it("takes a status label's id from its colour", async () => {
    const board = await makeBoard(client);
    const { create_status_column: column } = await client.ask(
      `mutation ($b: ID!) { create_status_column(board_id: $b, id: "kind", title: "Kind", defaults: { labels: [
        { label: "Card", color: done_green, index: 0, is_done: true }
        { label: "Cash", color: sunset, index: 1 }
      ] }) { settings } }`,
      { b: board },
    );
    expect(column.settings.labels).toMatchObject([
      { id: 1, label: "Card", color: "done_green", index: 0, is_done: true },
      { id: 101, label: "Cash", color: "sunset", index: 1 },
    ]);
  });

  it.each([
    [
      "two labels of one colour",
      '{ label: "A", color: purple, index: 0 } { label: "B", color: purple, index: 1 }',
    ],
    [
      "two labels at one index",
      '{ label: "A", color: purple, index: 0 } { label: "B", color: sky, index: 0 }',
    ],
    [
      "two labels of one text",
      '{ label: "A", color: purple, index: 0 } { label: "A", color: sky, index: 1 }',
    ],
    ["an index of 40", '{ label: "A", color: purple, index: 40 }'],
    ["31 characters", `{ label: "${"x".repeat(31)}", color: purple, index: 0 }`],
    ["the grey of the empty label", '{ label: "A", color: explosive, index: 0 }'],
  ])("refuses a status column with %s", async (_what, labels) => {
    const board = await makeBoard(client);
    const query = `mutation ($b: ID!) { create_status_column(board_id: $b, title: "S", defaults: { labels: [${labels}] }) { id } }`;
    expect(await client.refusal(query, { b: board })).toBe("INVALID_INPUT");
  });

  it("refuses a 41st status label", async () => {
    const board = await makeBoard(client);
    const labels = Array.from({ length: 41 }, (_, index) => ({ label: `L${index}`, color: "purple", index }));
    const query = `mutation ($b: ID!, $d: CreateStatusColumnSettingsInput) {
      create_status_column(board_id: $b, title: "S", defaults: $d) { id } }`;
    expect(await client.refusal(query, { b: board, d: { labels } })).toBe("INVALID_INPUT");
  });

  it("replaces a label set under the column's revision and keeps labels in use", async () => {
    const board = await makeBoard(client, [
      { id: "kind", type: "status", defaults: { labels: [{ label: "Old", color: "purple", index: 0 }] } },
    ]);
    await makeItem(client, board, "Ada", { kind: { label: "Old" } });
    const update = `mutation ($b: ID!, $r: String!, $s: UpdateStatusColumnSettingsInput) {
      update_status_column(board_id: $b, id: "kind", revision: $r, settings: $s) { revision settings } }`;
    const fresh = { label: "New", color: "sky", index: 1 };
    expect(await client.refusal(update, { b: board, r: "99", s: { labels: [fresh] } })).toBe(
      "REVISION_MISMATCH",
    );
    expect(await client.refusal(update, { b: board, r: "1", s: { labels: [fresh] } })).toBe("INVALID_INPUT");
    const kept = { id: 4, label: "Old", color: "purple", index: 0 };
    const { update_status_column: column } = await client.ask(update, {
      b: board,
      r: "1",
      s: { labels: [kept, fresh] },
    });
    expect(column.revision).toBe("2");
    expect(column.settings.labels.map((label: { id: number }) => label.id)).toEqual([4, 158]);
  });

  it("wants the boards of a connect column to exist and takes its keys at the top level", async () => {
    const board = await makeBoard(client);
    const create =
      'mutation ($b: ID!, $d: JSON) { create_column(board_id: $b, title: "R", column_type: board_relation, defaults: $d) { settings } }';
    expect(await client.refusal(create, { b: board, d: { boardIds: [12] } })).toBe(
      "INVALID_ARGUMENT_EXCEPTION",
    );
    expect(await client.refusal(create, { b: board, d: { settings: { boardIds: [Number(board)] } } })).toBe(
      "INVALID_ARGUMENT_EXCEPTION",
    );
    const { create_column: column } = await client.ask(create, {
      b: board,
      d: { boardIds: [Number(board)] },
    });
    expect(column.settings).toEqual({
      boardIds: [Number(board)],
      allowMultipleItems: true,
      allowCreateReflectionColumn: false,
    });
  });

  it("puts a group on top unless told where", async () => {
    const board = await makeBoard(client);
    const create = (name: string, position = "") =>
      client.ask(
        `mutation ($b: ID!) { create_group(board_id: $b, group_name: "${name}" ${position}) { id } }`,
        { b: board },
      );
    await create("First");
    await create("Last", "position_relative_method: before_at");
    await create("After topics", 'position_relative_method: after_at, relative_to: "topics"');
    const { boards } = await client.ask("query ($ids: [ID!]) { boards(ids: $ids) { groups { title } } }", {
      ids: [board],
    });
    expect(boards[0].groups.map((group: { title: string }) => group.title)).toEqual([
      "First",
      "Group Title",
      "After topics",
      "Last",
    ]);
  });

  it("refuses to delete the last group and group colours outside the palette", async () => {
    const board = await makeBoard(client);
    expect(
      await client.refusal('mutation ($b: ID!) { delete_group(board_id: $b, group_id: "topics") { id } }', {
        b: board,
      }),
    ).toBe("DeleteLastGroupException");
    expect(
      await client.refusal(
        'mutation ($b: ID!) { create_group(board_id: $b, group_name: "G", group_color: "#123456") { id } }',
        { b: board },
      ),
    ).toBe("InvalidArgumentException");
  });

  it("keeps closed workspaces for Enterprise and CRM workspaces for the CRM product's id", async () => {
    const create =
      'mutation ($k: WorkspaceKind!, $p: ID) { create_workspace(name: "W", kind: $k, account_product_id: $p) { account_product { kind } } }';
    expect(await client.refusal(create, { k: "closed" })).toBe("UserUnauthorizedException");
    const named = await client.ask(create, { k: "open", p: "crm" });
    expect(named.create_workspace.account_product.kind).toBe("core");
    const { account } = await client.ask("{ account { products { id kind } } }");
    const crm = account.products.find((product: { kind: string }) => product.kind === "crm");
    expect((await client.ask(create, { k: "open", p: crm.id })).create_workspace.account_product.kind).toBe(
      "crm",
    );
  });

  it("refuses writes to a board restricted to owners", async () => {
    const board = await makeBoard(client);
    client.sandbox.act.restrictBoardToOwners(board);
    const answer = await client.send(
      'mutation ($b: ID!) { create_item(board_id: $b, item_name: "x") { id } }',
      { b: board },
      {
        authorization: client.sandbox.tokens.member,
      },
    );
    expect(answer.body.errors[0].extensions).toMatchObject({
      code: "UserUnauthorizedException",
      status_code: 403,
    });
  });

  it("shows guests only the boards they were invited to, and lets them make none", async () => {
    const board = await makeBoard(client);
    const guest = { authorization: client.sandbox.tokens.guest };
    const list = async () => (await client.send("{ boards { id } }", {}, guest)).body.data.boards;
    expect(await list()).toEqual([]);
    await client.ask(
      "mutation ($b: ID!, $u: [ID!]!) { add_users_to_board(board_id: $b, user_ids: $u) { id } }",
      {
        b: board,
        u: [String(client.sandbox.userByRole("guest").id)],
      },
    );
    expect(await list()).toEqual([{ id: board }]);
    const create = 'mutation { create_board(board_name: "B", board_kind: public) { id } }';
    const refused = await client.send(create, {}, guest);
    expect(refused.body.errors[0].extensions.code).toBe("UserUnauthorizedException");
  });
});
