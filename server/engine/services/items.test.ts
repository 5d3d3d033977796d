import { describe, expect, it } from "vitest";
import {
  createImportedHarness,
  type EngineHarness,
  itemOf,
  must,
} from "../../../test/fakes/engine-harness.ts";
import { notConnected } from "../../../test/fakes/fake-destination.ts";
import type { ItemView } from "../../contract/item.ts";
import type { Actor } from "./actor.ts";
import { createServices } from "./index.ts";

const { signal } = new AbortController();

async function look(engine: EngineHarness, itemId: string, actor: Actor = engine.admin): Promise<ItemView> {
  return must(await engine.services.getItem(actor, { itemId, signal }));
}

const fieldOf = (view: ItemView, title: string) => view.fields.find((field) => field.title === title);

describe("the view of an item", () => {
  it("names the record, the source, the run and the one who started it", async () => {
    const engine = await createImportedHarness();
    const view = await look(engine, itemOf(engine, "shop:clients:2").id);
    expect(view.status).toBe("verified");
    expect(view.origins).toEqual([
      expect.objectContaining({
        recordTitle: "Client",
        recordId: "2",
        externalId: "shop:clients:2",
        migrationName: "Shop to monday",
        outcome: "created",
        by: expect.any(String),
      }),
    ]);
    expect(fieldOf(view, "City")).toMatchObject({
      source: "City 2",
      written: "City 2",
      today: "City 2",
      verdict: "same",
    });
    expect(fieldOf(view, "Name")).toMatchObject({ source: "Client 2", written: "Client 2", verdict: "same" });
    expect(view.history).toEqual([expect.objectContaining({ text: expect.stringContaining("Client 2") })]);
    expect(view.reading.ok).toBe(true);
  });

  it("shows what was changed or emptied since", async () => {
    const engine = await createImportedHarness();
    const item = itemOf(engine, "shop:clients:2");
    item.values.p_city = { kind: "text", text: "Town" };
    item.name = "Somebody";
    const view = await look(engine, item.id);
    expect(view.status).toBe("changed");
    expect(fieldOf(view, "City")).toMatchObject({ written: "City 2", today: "Town", verdict: "changed" });
    expect(fieldOf(view, "Name")).toMatchObject({ today: "Somebody", verdict: "changed" });
    item.values.p_city = null;
    expect(fieldOf(await look(engine, item.id), "City")).toMatchObject({ today: "", verdict: "missing" });
  });

  it("follows links by name and misses one that was taken away", async () => {
    const engine = await createImportedHarness();
    const payment = itemOf(engine, "shop:payments:2");
    const client = itemOf(engine, "shop:clients:2");
    const before = await look(engine, payment.id);
    expect(before.links).toEqual([
      { itemId: client.id, name: "Client 2", column: "Client", state: "linked" },
    ]);
    expect(fieldOf(before, "Client")).toMatchObject({
      source: "Client 2",
      written: "Client 2",
      verdict: "same",
    });
    const other = itemOf(engine, "shop:clients:3");
    const column = fieldOf(before, "Client")?.key ?? "";
    payment.values[column] = { kind: "relation_items", itemIds: [other.id] };
    const after = await look(engine, payment.id);
    expect(after.status).toBe("link_missing");
    expect(after.links.map(({ name, state }) => [name, state])).toEqual([
      ["Client 2", "missing"],
      ["Client 3", "added"],
    ]);
  });

  it("tells which records were merged into the item and what they filled", async () => {
    const engine = await createImportedHarness();
    const view = await look(engine, itemOf(engine, "shop:clients:1").id);
    expect(view.origins.map(({ recordId, outcome }) => [recordId, outcome])).toEqual([
      ["1", "created"],
      ["4", "merged"],
    ]);
    expect(fieldOf(view, "City")).toMatchObject({ source: "City 4", written: "City 4", verdict: "same" });
    expect(view.history.at(-1)?.text).toContain("1 empty field was filled");
    expect(view.notes.join()).toContain("The same as an earlier record");
  });

  it("compares with what the latest import wrote", async () => {
    const engine = await createImportedHarness();
    const clients = engine.source.records.clients ?? [];
    const moved = clients.map((record) =>
      record.id === "2" ? { ...record, fields: { ...record.fields, city: "Town" } } : record,
    );
    engine.source.records = { ...engine.source.records, clients: moved };
    await engine.plan();
    await engine.run("import");
    const view = await look(engine, itemOf(engine, "shop:clients:2").id);
    expect(view.status).toBe("verified");
    expect(fieldOf(view, "City")).toMatchObject({ source: "Town", written: "Town", verdict: "same" });
    expect(fieldOf(view, "Name")).toMatchObject({ written: "Client 2", verdict: "same" });
    expect(view.history.map(({ text }) => text)).toEqual([
      "Created from Client 2 in Shop.",
      "City followed the source: “City 2” became “Town”.",
    ]);
  });

  it("lists texts that were added as updates", async () => {
    const engine = await createImportedHarness();
    const view = await look(engine, itemOf(engine, "shop:payments:1").id);
    expect(view.history.map(({ text }) => text)).toContain("“Note” was added as an update.");
    expect(view.origins).toHaveLength(1);
  });

  it("says that an item is gone", async () => {
    const engine = await createImportedHarness();
    const item = itemOf(engine, "shop:clients:2");
    engine.monday.items.splice(engine.monday.items.indexOf(item), 1);
    const view = await look(engine, item.id);
    expect(view.status).toBe("item_deleted");
    expect(view.fields.every(({ today, verdict }) => today === null && verdict === null)).toBe(true);
    expect(view.origins).toHaveLength(1);
  });

  it("keeps to what it knows when monday cannot be read", async () => {
    const engine = await createImportedHarness();
    const services = createServices({
      ...engine.deps,
      destinations: { forAccount: async () => notConnected() },
    });
    const { id } = itemOf(engine, "shop:payments:2");
    const view = must(await services.getItem(engine.admin, { itemId: id, signal }));
    expect(view.status).toBe("unchecked");
    expect(view.reading).toMatchObject({ ok: false, remedy: expect.any(String) });
    expect(fieldOf(view, "Client")).toMatchObject({ written: "Client 2", today: null, verdict: null });
  });

  it("is for every role, and the same for a foreign item as for one nobody imported", async () => {
    const engine = await createImportedHarness();
    const { id } = itemOf(engine, "shop:clients:2");
    for (const role of ["member", "viewer", "guest"] as const) {
      expect((await look(engine, id, { ...engine.admin, role })).status).toBe("verified");
    }
    const foreign = await look(engine, id, { ...engine.admin, accountId: "account-2" });
    const unknown = await look(engine, "424242");
    expect(unknown.status).toBe("not_imported");
    expect({ ...foreign, itemId: "" }).toEqual({ ...unknown, itemId: "" });
  });

  it("reads a column that was made again under the id it really has", async () => {
    const engine = await createImportedHarness();
    const item = itemOf(engine, "shop:clients:2");
    const remade = {
      kind: "column",
      key: "clients/city",
      id: "p_city_2",
      created: true,
      detail: null,
    } as const;
    await engine.store.objects.save(engine.scope, remade);
    item.values.p_city_2 = { kind: "text", text: "City 2" };
    delete item.values.p_city;
    expect(fieldOf(await look(engine, item.id), "City")).toMatchObject({ key: "p_city_2", verdict: "same" });
  });

  it("makes one call to monday, for the written columns only", async () => {
    const engine = await createImportedHarness();
    const asked: unknown[] = [];
    const { destination } = engine.monday;
    const counting = {
      ...destination,
      itemsById(input: Parameters<typeof destination.itemsById>[0], own: AbortSignal) {
        asked.push(input);
        return destination.itemsById(input, own);
      },
    };
    const services = createServices({
      ...engine.deps,
      destinations: { forAccount: async () => ({ ok: true, value: counting }) },
    });
    const payment = itemOf(engine, "shop:payments:2");
    const client = itemOf(engine, "shop:clients:2");
    must(await services.getItem(engine.admin, { itemId: payment.id, signal }));
    expect(asked).toEqual([{ itemIds: [payment.id, client.id], columnIds: ["p_client", "p_amount"] }]);
  });
});
