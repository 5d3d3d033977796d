import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeBoard, makeItem, startClient, type TestClient } from "./test-client.ts";

describe("items of the stand-in", () => {
  let client: TestClient;
  let board: string;
  beforeEach(async () => {
    client = await startClient();
    board = await makeBoard(client, [
      { id: "ext", type: "text" },
      { id: "email", type: "email" },
      { id: "amount", type: "numbers" },
    ]);
  });
  afterEach(() => client.close());

  const create = "mutation ($b: ID!, $n: String!) { create_item(board_id: $b, item_name: $n) { id } }";
  const lookUp = async (column: string, values: string[]) => {
    const { items_page_by_column_values: page } = await client.ask(
      `query ($b: ID!, $c: String!, $v: [String]!) {
        items_page_by_column_values(board_id: $b, columns: [{ column_id: $c, column_values: $v }]) { items { name } } }`,
      { b: board, c: column, v: values },
    );
    return page.items.map((item: { name: string }) => item.name);
  };

  it("refuses names outside 1 to 255 characters and boards that are full", async () => {
    expect(await client.refusal(create, { b: board, n: "" })).toBe("ItemNameTooLongException");
    expect(await client.refusal(create, { b: board, n: "x".repeat(256) })).toBe("ItemNameTooLongException");
    client.sandbox.switches.set("boardItemLimit", 1);
    await client.ask(create, { b: board, n: "one" });
    expect(await client.refusal(create, { b: board, n: "two" })).toBe("ItemsLimitationException");
  });

  it("carries out the other aliases when one fails", async () => {
    const answer = await client.send(
      `mutation ($b: ID!, $bad: JSON) {
        a: create_item(board_id: $b, item_name: "A") { name }
        b: create_item(board_id: $b, item_name: "B", column_values: $bad) { name }
        c: create_item(board_id: $b, item_name: "C") { name } }`,
      { b: board, bad: '{"amount": "lots"}' },
    );
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({ a: { name: "A" }, b: null, c: { name: "C" } });
    expect(answer.body.errors).toHaveLength(1);
    expect(answer.body.errors[0].path).toEqual(["b"]);
    expect(answer.body.errors[0].extensions.code).toBe("ColumnValueException");
  });

  it("finds items by exact column text as soon as they exist, and after they changed", async () => {
    const ada = await makeItem(client, board, "Ada", {
      ext: "x:1",
      email: { email: "ada@a.example", text: "Ada" },
    });
    expect(await lookUp("ext", ["x:1", "x:2"])).toEqual(["Ada"]);
    await makeItem(client, board, "Eve", { ext: "x:2" });
    expect(await lookUp("ext", ["x:1", "x:2"])).toEqual(["Ada", "Eve"]);
    expect(await lookUp("email", ["ada@a.example"])).toEqual(["Ada"]);
    client.sandbox.act.editCell(ada, "ext", "x:9");
    expect(await lookUp("ext", ["x:1"])).toEqual([]);
    expect(await lookUp("ext", ["x:9"])).toEqual(["Ada"]);
    client.sandbox.act.deleteItem(ada);
    expect(await lookUp("ext", ["x:9"])).toEqual([]);
  });

  it("shows new items to look-ups late when told to lag", async () => {
    client.sandbox.switches.set("lookupLagMs", 5000);
    await makeItem(client, board, "Ada", { ext: "x:1" });
    expect(await lookUp("ext", ["x:1"])).toEqual([]);
    client.clock.nowMs += 5000;
    expect(await lookUp("ext", ["x:1"])).toEqual(["Ada"]);
  });

  it("keeps deleted items readable by id with their state", async () => {
    const ada = await makeItem(client, board, "Ada");
    const remove = "mutation ($i: ID) { delete_item(item_id: $i) { id state } }";
    expect((await client.ask(remove, { i: ada })).delete_item.state).toBe("deleted");
    expect(await client.refusal(remove, { i: ada })).toBe("InvalidItemIdException");
    const read = "query ($i: [ID!], $x: Boolean) { items(ids: $i, exclude_nonactive: $x) { state } }";
    expect((await client.ask(read, { i: [ada] })).items).toEqual([{ state: "deleted" }]);
    expect((await client.ask(read, { i: [ada], x: true })).items).toEqual([]);
  });

  it("gives 25 items by id unless a limit is sent, and takes 100 ids at most", async () => {
    const ids: string[] = [];
    for (let index = 0; index < 30; index++) ids.push(await makeItem(client, board, `I${index}`));
    const byId = "query ($i: [ID!], $l: Int) { items(ids: $i, limit: $l) { id } }";
    expect((await client.ask("query ($i: [ID!]) { items(ids: $i) { id } }", { i: ids })).items).toHaveLength(
      25,
    );
    expect((await client.ask(byId, { i: ids, l: 100 })).items).toHaveLength(30);
    expect(await client.refusal(byId, { i: Array.from({ length: 101 }, () => "1"), l: 100 })).toBe(
      "InvalidArgumentException",
    );
  });

  it("deletes in bulk as a job that is polled", async () => {
    const ada = await makeItem(client, board, "Ada");
    const { bulk_delete_items: job } = await client.ask(
      "mutation ($b: ID!, $i: [ID!]!) { bulk_delete_items(board_id: $b, item_ids: $i) { job_id } }",
      { b: board, i: [ada, "404"] },
    );
    const poll = "query ($j: ID!) { job_status(job_id: $j) { status result { total succeeded failed } } }";
    expect((await client.ask(poll, { j: job.job_id })).job_status.status).toBe("RUNNING");
    expect((await client.ask(poll, { j: job.job_id })).job_status).toEqual({
      status: "COMPLETED",
      result: { total: 2, succeeded: 1, failed: 1 },
    });
    expect(client.sandbox.world.items(board)).toEqual([]);
  });

  it("notifies people named with an @ in an update, and nobody else", async () => {
    const ada = await makeItem(client, board, "Ada");
    const update = `mutation ($i: ID, $b: String!) {
      create_update(item_id: $i, body: $b, original_creation_date: "04-03-2024") { body text_body original_creation_date } }`;
    const written = await client.ask(update, {
      i: ada,
      b: "<p>Call <strong>Nora Quinn</strong> <script>x</script></p>",
    });
    expect(written.create_update).toEqual({
      body: "<p>Call <strong>Nora Quinn</strong> x</p>",
      text_body: "Call Nora Quinn x",
      original_creation_date: "04-03-2024",
    });
    expect(client.sandbox.world.notifications).toEqual([]);
    await client.ask(update, { i: ada, b: "ask @nora quinn" });
    expect(client.sandbox.world.notifications).toMatchObject([{ userId: 71_000_002, reason: "mention" }]);
    expect(client.sandbox.world.updates(ada)).toHaveLength(2);
  });
});

describe("paging of the stand-in", () => {
  let client: TestClient;
  let board: string;
  beforeEach(async () => {
    client = await startClient();
    board = await makeBoard(client, [{ id: "amount", type: "numbers" }]);
    for (let index = 1; index <= 7; index++) {
      await makeItem(client, board, `I${index}`, { amount: String(100 - index) });
    }
  });
  afterEach(() => client.close());

  const first = (params = "") =>
    client.ask(
      `query ($b: [ID!]) { boards(ids: $b) { items_page(limit: 3 ${params}) { cursor items { id name } } } }`,
      { b: [board] },
    );
  const next = "query ($c: String!) { next_items_page(cursor: $c, limit: 3) { cursor items { name } } }";
  const names = (page: { items: { name: string }[] }) => page.items.map((item) => item.name);

  it("pages through a board, stays in place when items vanish and ends with a null cursor", async () => {
    const page = (await first()).boards[0].items_page;
    expect(names(page)).toEqual(["I1", "I2", "I3"]);
    for (const { id } of page.items) client.sandbox.act.deleteItem(id);
    const second = (await client.ask(next, { c: page.cursor })).next_items_page;
    expect(names(second)).toEqual(["I4", "I5", "I6"]);
    const third = (await client.ask(next, { c: second.cursor })).next_items_page;
    expect([names(third), third.cursor]).toEqual([["I7"], null]);
  });

  it("lets cursors expire after an hour", async () => {
    const { cursor } = (await first()).boards[0].items_page;
    client.clock.nowMs += 60 * 60 * 1000 + 1;
    expect(await client.refusal(next, { c: cursor })).toBe("CursorExpiredError");
  });

  it("filters and sorts by query_params, carried by the cursor", async () => {
    const params = `, query_params: { rules: [{ column_id: "amount", compare_value: 95, operator: lower_than_or_equal }]
      order_by: [{ column_id: "amount" }] }`;
    const page = (await first(params)).boards[0].items_page;
    expect(names(page)).toEqual(["I7", "I6", "I5"]);
    expect(page.cursor).toBeNull();
    expect(await client.refusal(next, { c: "garbage" })).toBe("InvalidArgumentException");
  });

  it("matches nothing, without an error, when a filter value has the wrong shape", async () => {
    await client.ask(
      'mutation ($b: ID!) { create_column(board_id: $b, id: "st", title: "S", column_type: status) { id } }',
      { b: board },
    );
    await makeItem(client, board, "done", { st: { label: "Done" } });
    const rule = (value: string) =>
      `, query_params: { rules: [{ column_id: "st", compare_value: ${value} }] }`;
    expect(names((await first(rule("[1]"))).boards[0].items_page)).toEqual(["done"]);
    expect(names((await first(rule('["Done"]'))).boards[0].items_page)).toEqual([]);
  });

  it("refuses pages above 500", async () => {
    expect(
      await client.refusal("query ($b: [ID!]) { boards(ids: $b) { items_page(limit: 501) { cursor } } }", {
        b: [board],
      }),
    ).toBe("MaxQueryLimitExceededException");
  });
});
