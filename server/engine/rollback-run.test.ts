import { describe, expect, it } from "vitest";
import { must } from "../../test/fakes/engine-harness.ts";
import { pictureOf, rollBack, shopWithContacts } from "../../test/fakes/shop-account.ts";

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
