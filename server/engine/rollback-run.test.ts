import { describe, expect, it } from "vitest";
import { must } from "../../test/fakes/engine-harness.ts";
import { pictureOf, rollBack, shopWithContacts } from "../../test/fakes/shop-account.ts";
import { toFailure } from "../contract/errors.ts";
import type { TypedValue } from "../contract/values.ts";
import type { RecordEvent } from "../store/store.ts";
import { createServices } from "./services/index.ts";

describe("a rollback of one run", () => {
  it("gives back what the run changed, where monday still holds what it wrote", async () => {
    const engine = await shopWithContacts();
    await engine.run("import");
    const before = pictureOf(engine);
    for (const id of ["4", "5"]) {
      const client = engine.source.records.clients?.find((record) => record.id === id);
      if (client) Object.assign(client.fields, { city: `New city ${id}` });
    }
    const delta = await engine.run("delta");
    expect(delta.failure).toBeNull();
    const changed = engine.monday.items.filter(({ values }) => textOf(values.p_city).startsWith("New city"));
    expect(changed.length).toBeGreaterThan(0);
    const { result } = await rollBack(engine, { scope: { kind: "run", runId: delta.id } });
    expect(pictureOf(engine)).toBe(before);
    expect(result.restored).toEqual({ items: changed.length, cells: changed.length });
    expect(result.proof).toMatchObject({ cellsChecked: changed.length, cellsDifferent: 0, proven: true });
    const again = await rollBack(engine);
    expect(again.result.left).toEqual([]);
    await engine.store.close();
  });

  it("leaves a value somebody has changed since the run", async () => {
    const engine = await shopWithContacts();
    await engine.run("import");
    const client = engine.source.records.clients?.find((record) => record.id === "5");
    if (client) Object.assign(client.fields, { city: "New city" });
    const delta = await engine.run("delta");
    const item = engine.monday.items.find(({ values }) => textOf(values.p_city) === "New city");
    if (!item) throw new Error("The change was not written");
    item.values.p_city = { kind: "text", text: "A colleague's city" };
    const { result } = await rollBack(engine, { scope: { kind: "run", runId: delta.id } });
    expect(item.values.p_city).toEqual({ kind: "text", text: "A colleague's city" });
    expect(result.left.map(({ code, count }) => [code, count])).toEqual([["touched_cell", 1]]);
    await engine.store.close();
  });
});

describe("a rollback of a run that changed a cell more than once", () => {
  const text = (value: string): TypedValue => ({ kind: "text", text: value });

  it.each([0, 99, 100, 101, 750])(
    "gives back the value from before the run, %i events apart",
    async (apart) => {
      const engine = await shopWithContacts();
      await engine.run("import");
      const before = pictureOf(engine);
      const { id: runId } = await engine.run("delta");
      const [changed, other] = ["shop:clients:5", "shop:clients:1"].map((externalId) => {
        const item = engine.monday.itemsOf(externalId)[0];
        if (!item) throw new Error("The import made no item");
        return { externalId, item, was: item.values.p_city ?? null };
      });
      if (!changed || !other) throw new Error("The import made no items");
      const change = (of: typeof changed, from: TypedValue | null, to: TypedValue | null): RecordEvent => ({
        ...{ phase: "clients", externalId: of.externalId, itemId: of.item.id, runId, at: 1, kind: "changed" },
        body: JSON.stringify({ columns: ["city"], before: { p_city: from }, after: { p_city: to } }),
      });
      const events: RecordEvent[] = [];
      let now = changed.was;
      for (const step of [text("Middle"), text("Last")]) {
        events.push(change(changed, now, step));
        for (let event = 0; event < apart; event += 1) events.push(change(other, other.was, other.was));
        now = step;
      }
      for (let from = 0; from < events.length; from += 500) {
        await engine.store.ledger.commit(engine.scope, { events: events.slice(from, from + 500) });
      }
      if (now) changed.item.values.p_city = now;
      const { result } = await rollBack(engine, { scope: { kind: "run", runId } });
      expect(changed.item.values.p_city).toEqual(changed.was);
      expect(pictureOf(engine)).toBe(before);
      expect(result.left).toEqual([]);
      expect(result.proof.proven).toBe(true);
      await engine.store.close();
    },
  );
});

describe("a rollback of one run and what people touched since", () => {
  async function deltaOfOneCity() {
    const engine = await shopWithContacts();
    await engine.run("import");
    const client = engine.source.records.clients?.find((record) => record.id === "5");
    if (client) Object.assign(client.fields, { city: "New city" });
    const delta = await engine.run("delta");
    const item = engine.monday.items.find(({ values }) => textOf(values.p_city) === "New city");
    if (!item) throw new Error("The change was not written");
    return { engine, item, scope: { kind: "run" as const, runId: delta.id } };
  }

  it("takes it back as well when that is asked for", async () => {
    const { engine, item, scope } = await deltaOfOneCity();
    item.values.p_city = { kind: "text", text: "A colleague's city" };
    const { result } = await rollBack(engine, { scope, includeTouched: true });
    expect(textOf(item.values.p_city)).toBe("City 5");
    expect(result.left).toEqual([]);
    await engine.store.close();
  });

  it("says nothing of a column that somebody has deleted", async () => {
    const { engine, item, scope } = await deltaOfOneCity();
    const board = engine.monday.boards.get(item.boardId);
    if (!board) throw new Error("The board is gone");
    engine.monday.boards.set(item.boardId, {
      ...board,
      columns: board.columns.filter(({ id }) => id !== "p_city"),
    });
    for (const { values } of engine.monday.items) delete values.p_city;
    const { result } = await rollBack(engine, { scope });
    expect(item.values.p_city).toBeUndefined();
    expect(result.left).toEqual([]);
    expect(result.proof.proven).toBe(true);
    await engine.store.close();
  });
});

describe("a cell that monday does not take back", () => {
  const refusal = toFailure("monday.value_refused", { message: "The label is gone" });

  it("keeps no other cell of its item from getting its value from before the run", async () => {
    const engine = await shopWithContacts();
    await engine.run("import");
    const client = engine.source.records.clients?.find((record) => record.id === "5");
    if (client) Object.assign(client.fields, { city: "New city", name: "New name" });
    const delta = await engine.run("delta");
    const item = engine.monday.items.find(({ name }) => name === "New name");
    if (!item) throw new Error("The change was not written");
    engine.monday.refuseOperation = (operation) =>
      operation.kind === "update_item" && "p_city" in operation.values ? refusal : null;
    const { result } = await rollBack(engine, { scope: { kind: "run", runId: delta.id } });
    expect(item.name).toBe("Client 5");
    expect(textOf(item.values.p_city)).toBe("New city");
    expect(result.left.map(({ code, count }) => [code, count])).toEqual([["refused", 1]]);
    expect(result.restored).toEqual({ items: 1, cells: 1 });
    expect(result.proof.proven).toBe(true);
    await engine.store.close();
  });

  it("keeps no other cell of a customer's item from becoming what it was", async () => {
    const engine = await shopWithContacts();
    await engine.run("import");
    const { destination } = engine.monday;
    const restore = destination.restoreCells;
    Object.assign(destination, {
      restoreCells: async (input: Parameters<typeof restore>[0], signal: AbortSignal) => {
        const isMeant = ({ itemId, cells }: (typeof input.items)[number]): boolean =>
          itemId === "50" && "p_city" in cells;
        const items = input.items.filter((item) => !isMeant(item));
        const done = await restore({ ...input, items }, signal);
        const refused = input.items
          .filter(isMeant)
          .map(({ itemId }) => [itemId, { ok: false as const, error: refusal }] as const);
        return done.ok ? { ok: true, value: new Map([...done.value, ...refused]) } : done;
      },
    });
    const city = engine.monday.items.find(({ id }) => id === "50")?.values.p_city;
    expect(textOf(city)).not.toBe("");
    const { result } = await rollBack(engine);
    const item = engine.monday.items.find(({ id }) => id === "50");
    expect(Object.values(item?.values ?? {}).filter((value) => value !== null)).toHaveLength(2);
    expect(item?.values.p_city).toEqual(city);
    expect(result.left.map(({ kind, code }) => [kind, code])).toEqual(
      expect.arrayContaining([
        ["item", "refused"],
        ["column", "column_in_use"],
      ]),
    );
    expect(result.proof.proven).toBe(true);
    await engine.store.close();
  });

  it("leads to no item again that is gone", async () => {
    const engine = await shopWithContacts();
    await engine.run("import");
    const payment = engine.source.records.payments?.find((record) => record.id === "5");
    if (payment) Object.assign(payment.fields, { client: "1" });
    const delta = await engine.run("delta");
    const item = engine.monday.itemsOf("shop:payments:5")[0];
    const gone = engine.monday.itemsOf("shop:clients:5")[0];
    const column = Object.entries(item?.values ?? {}).find(([, value]) => value?.kind === "relation_items");
    if (!item || !gone || !column) throw new Error("Nothing was linked");
    engine.monday.items.splice(engine.monday.items.indexOf(gone), 1);
    const { result } = await rollBack(engine, { scope: { kind: "run", runId: delta.id } });
    expect(item.values[column[0]] ?? null).toBeNull();
    expect(result.left).toEqual([]);
    expect(result.proof.proven).toBe(true);
    await engine.store.close();
  });
});

describe("asking for a rollback", () => {
  it("needs a scope, and something in it", async () => {
    const engine = await shopWithContacts();
    const { migrationId } = engine.scope;
    const start = { migrationId, kind: "rollback" as const };
    const without = await engine.services.startRun(engine.admin, start);
    expect(without.ok ? null : without.error.code).toBe("rollback.scope_missing");
    const options = { rollback: { scope: { kind: "all" as const } } };
    const nothing = await engine.services.startRun(engine.admin, { ...start, options });
    expect(nothing.ok ? null : nothing.error.code).toBe("rollback.nothing_to_do");
    const { signal } = new AbortController();
    const preview = await engine.services.previewRollback(engine.admin, { migrationId, kind: "all", signal });
    expect(must(preview)).toMatchObject({ state: "nothing", remove: [], leave: [] });
    await engine.store.close();
  });

  it.each(["viewer", "guest", "member"] as const)("reads nothing from monday for a %s", async (role) => {
    const engine = await shopWithContacts();
    await engine.run("import");
    const { signal } = new AbortController();
    const query = { migrationId: engine.scope.migrationId, kind: "all" as const, signal };
    const deps = {
      ...engine.deps,
      destinations: { forAccount: () => Promise.reject(new Error("Was asked")) },
    };
    const looking = { ...engine.admin, role };
    const unread = must(await createServices(deps).previewRollback(looking, query));
    expect(unread).toMatchObject({ state: "needs_reading", at: null, remove: [], leave: [] });
    expect(unread.estimate.calls).toBeGreaterThan(0);
    const read = must(await engine.services.previewRollback(engine.admin, query));
    engine.clock.advance(30 * 60_000);
    expect(must(await createServices(deps).previewRollback(looking, query))).toEqual(read);
    await engine.store.close();
  });

  it("shows beforehand what the run then does", async () => {
    const engine = await shopWithContacts();
    await engine.run("import");
    const { signal } = new AbortController();
    const query = { migrationId: engine.scope.migrationId, kind: "all" as const, signal };
    const preview = must(await engine.services.previewRollback(engine.admin, query));
    const seen = pictureOf(engine);
    expect(preview.state).toBe("ready");
    const { result } = await rollBack(engine);
    expect(pictureOf(engine)).not.toBe(seen);
    for (const kind of ["item", "column", "board", "subscriber"] as const) {
      const foreseen = preview.remove
        .filter((each) => each.kind === kind)
        .reduce((sum, { count }) => sum + count, 0);
      const removed = result.removed.find((each) => each.kind === kind)?.count ?? 0;
      expect([kind, foreseen]).toEqual([kind, removed]);
    }
    expect(preview.restore.reduce((sum, { cells }) => sum + cells, 0)).toBe(result.restored.cells);
    await engine.store.close();
  });
});

function textOf(value: { readonly kind: string } | null | undefined): string {
  return value && "text" in value ? String(value.text) : "";
}
