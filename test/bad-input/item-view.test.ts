/** What the item view says about every kind of item and value there is, and what colleagues do to them afterwards. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { itemViewSchema } from "../../server/contract/item.ts";
import type { Plan } from "../../server/contract/plan.ts";
import { boardOf, columnOf } from "../builders/plan.ts";
import { must } from "../fakes/engine-harness.ts";
import { openPortage, type Portage } from "../fakes/portage.ts";

const { signal } = new AbortController();

describe("the view of imported items", () => {
  let portage: Portage;
  let migrationId: string;
  let plan: Plan;

  beforeAll(async () => {
    portage = await openPortage();
    migrationId = await portage.discover();
    plan = await portage.approve(migrationId);
    await portage.run(migrationId, "import");
  });
  afterAll(() => portage.close());

  const look = async (itemId: string) =>
    must(await portage.services.getItem(portage.admin, { itemId, signal }));

  async function someItem(board: string): Promise<string> {
    const records = await portage.records(migrationId, board);
    const itemId = records.find(({ outcome }) => outcome === "created")?.itemId;
    if (!itemId) throw new Error(`Nothing was created on ${board}`);
    return itemId;
  }

  it("is verified for every item right after the import, whatever the type of its columns", async () => {
    const views = [];
    for (const board of plan.boards.filter(({ include }) => include)) {
      const records = await portage.records(migrationId, board.key);
      const itemIds = new Set(records.flatMap(({ itemId }) => itemId ?? []));
      for (const itemId of [...itemIds].slice(0, 30)) views.push(await look(itemId));
    }
    expect(views.length).toBeGreaterThan(100);
    const wrong = views.filter(({ status }) => status !== "verified");
    expect(wrong.map(({ origins, statusText, fields }) => [origins[0], statusText, fields])).toEqual([]);
    const types = new Set(
      plan.boards.flatMap(({ columns }) =>
        columns.filter(({ include, filled }) => include && filled > 0).map(({ type }) => type),
      ),
    );
    expect(types.size).toBeGreaterThan(8);
  });

  it("notices an edited cell, a lost link and a deleted item", async () => {
    const { act } = portage.sandbox.monday;
    const payment = await someItem("payments");
    const payments = boardOf(plan, "payments");
    const amount = columnOf(payments, "amount");
    act.editCell(payment, amount.columnId, "987.60");
    const edited = await look(payment);
    expect(edited.status).toBe("changed");
    expect(edited.fields.find(({ key }) => key === amount.columnId)).toMatchObject({ verdict: "changed" });
    const link = payments.columns.find(({ type, include }) => include && type === "board_relation");
    act.editCell(payment, link?.columnId ?? "", null);
    expect((await look(payment)).status).toBe("link_missing");
    act.deleteItem(payment);
    expect((await look(payment)).status).toBe("item_deleted");
  });

  it("answers over HTTP for any item, and refuses what is no item id", async () => {
    const own = await portage.call(`/api/items/${await someItem("clients")}`);
    expect(itemViewSchema.parse(await own.json())).toMatchObject({ status: "verified" });
    const other = await portage.call("/api/items/424242");
    expect(other.status).toBe(200);
    expect(itemViewSchema.parse(await other.json()).status).toBe("not_imported");
    expect((await portage.call("/api/items/1%20or%201")).status).toBe(422);
  });
});
