import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeBoard, makeItem, startClient, type TestClient } from "./test-client.ts";

describe("connect-board columns of the stand-in", () => {
  let client: TestClient;
  let clients: string;
  let payments: string;
  beforeEach(async () => {
    client = await startClient();
    clients = await makeBoard(client, [], "Clients");
    payments = await makeBoard(
      client,
      [
        {
          id: "client",
          type: "board_relation",
          defaults: {
            boardIds: [Number(clients)],
            allowMultipleItems: false,
            allowCreateReflectionColumn: true,
          },
        },
      ],
      "Payments",
    );
  });
  afterEach(() => client.close());

  const link = (item: string, ids: number[]) =>
    client.send(
      `mutation ($b: ID!, $i: ID, $v: JSON!) {
        change_multiple_column_values(board_id: $b, item_id: $i, column_values: $v) { id } }`,
      { b: payments, i: item, v: JSON.stringify({ client: { item_ids: ids } }) },
    );
  const linksOf = async (item: string) => {
    const { items } = await client.ask(
      `query ($i: [ID!]) { items(ids: $i) { column_values { id text value
        ... on BoardRelationValue { linked_item_ids display_value linked_items { name } } } } }`,
      { i: [item] },
    );
    return items[0].column_values[0];
  };

  it("links items by id and leaves text and value null", async () => {
    const ada = await makeItem(client, clients, "Ada");
    const payment = await makeItem(client, payments, "P1");
    await link(payment, [Number(ada)]);
    expect(await linksOf(payment)).toEqual({
      id: "client",
      text: null,
      value: null,
      linked_item_ids: [ada],
      display_value: "Ada",
      linked_items: [{ name: "Ada" }],
    });
  });

  it("drops relation values of create_item, unless the switch is off", async () => {
    const ada = await makeItem(client, clients, "Ada");
    const values = { client: { item_ids: [Number(ada)] } };
    const dropped = await makeItem(client, payments, "P1", values);
    client.sandbox.switches.set("dropRelationsOnCreate", false);
    const kept = await makeItem(client, payments, "P2", values);
    expect((await linksOf(dropped)).linked_item_ids).toEqual([]);
    expect((await linksOf(kept)).linked_item_ids).toEqual([ada]);
  });

  it("fills the far side by itself and refuses to have it written", async () => {
    const ada = await makeItem(client, clients, "Ada");
    const payment = await makeItem(client, payments, "P1");
    await link(payment, [Number(ada)]);
    const far = await linksOf(ada);
    expect(far.linked_item_ids).toEqual([payment]);
    expect(
      await client.refusal(
        `mutation ($b: ID!, $i: ID, $v: JSON!) {
          change_multiple_column_values(board_id: $b, item_id: $i, column_values: $v) { id } }`,
        { b: clients, i: ada, v: JSON.stringify({ [far.id]: { item_ids: [] } }) },
      ),
    ).toBe("ColumnValueException");
    await link(payment, []);
    expect((await linksOf(ada)).linked_item_ids).toEqual([]);
  });

  it("refuses items of other boards, missing items and too many items", async () => {
    const ada = await makeItem(client, clients, "Ada");
    const eve = await makeItem(client, clients, "Eve");
    const payment = await makeItem(client, payments, "P1");
    for (const ids of [[Number(payment)], [404], [Number(ada), Number(eve)]]) {
      expect((await link(payment, ids)).body.errors[0].extensions.code).toBe("ColumnValueException");
    }
  });

  it("forgets links to deleted items", async () => {
    const ada = await makeItem(client, clients, "Ada");
    const payment = await makeItem(client, payments, "P1");
    await link(payment, [Number(ada)]);
    client.sandbox.act.deleteItem(ada);
    expect((await linksOf(payment)).linked_item_ids).toEqual([]);
  });
});
