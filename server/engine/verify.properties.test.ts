/** Whatever is planted into the destination is found by a verification; nothing planted, nothing found. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngineHarness, type EngineHarness, must } from "../../test/fakes/engine-harness.ts";
import type { FakeItem } from "../../test/fakes/fake-destination.ts";
import type { TypedValue } from "../contract/values.ts";
import type { DifferenceKind, Verification } from "../contract/verification.ts";
import { isSameText } from "../core/verify/compare-text.ts";

/** Puts something wrong into the account; returns what must be found there, and how to undo it. */
interface Planted {
  readonly kind: DifferenceKind;
  readonly itemId: string;
  /** Items a lost link led to: when these are gone as well, the link went with them. */
  readonly linked?: readonly string[];
  undo(): void;
}

let engine: EngineHarness;
beforeAll(async () => {
  engine = await createEngineHarness();
  await engine.plan();
  await engine.run("import");
});
afterAll(() => engine.store.close());

async function verify(): Promise<Verification> {
  await engine.run("verify");
  const { latest } = must(await engine.services.getVerification(engine.admin, engine.scope));
  if (!latest) throw new Error("Nothing was verified");
  return latest;
}

async function found(): Promise<string[]> {
  const query = { ...engine.scope, state: "open" as const, limit: 500 };
  const { items } = must(await engine.services.listDifferences(engine.admin, query));
  return items.map(({ kind, itemId }) => `${kind} ${itemId}`).sort();
}

const sourceId = "portage_id";

/** Cells of the item that hold a value of this kind of ours. */
function cellsOf(item: FakeItem, isWanted: (value: TypedValue) => boolean): string[] {
  return Object.entries(item.values).flatMap(([id, value]) =>
    id !== sourceId && value !== null && isWanted(value) ? [id] : [],
  );
}

function plantValue(item: FakeItem, value: TypedValue | null): Planted | null {
  const [columnId] = cellsOf(item, ({ kind }) => kind === "text");
  const before = columnId === undefined ? undefined : item.values[columnId];
  if (columnId === undefined || before?.kind !== "text") return null;
  if (value?.kind === "text" && value.text.trim() === before.text.trim()) return null;
  item.values[columnId] = value;
  return {
    kind: "value",
    itemId: item.id,
    undo() {
      item.values[columnId] = before;
    },
  };
}

function plantLostLink(item: FakeItem): Planted | null {
  const [columnId] = cellsOf(item, (value) => value.kind === "relation_items" && value.itemIds.length > 0);
  if (columnId === undefined) return null;
  const before = item.values[columnId] ?? null;
  item.values[columnId] = { kind: "relation_items", itemIds: [] };
  return {
    kind: "link",
    itemId: item.id,
    linked: before?.kind === "relation_items" ? before.itemIds : [],
    undo() {
      item.values[columnId] = before;
    },
  };
}

function plantDouble(item: FakeItem): Planted {
  const { items } = engine.monday;
  const double = { ...item, id: String(900_000 + items.length), values: { ...item.values }, updates: [] };
  items.push(double);
  return { kind: "doubled_item", itemId: double.id, undo: () => void items.splice(items.indexOf(double), 1) };
}

/** Links to the item end with it, as they do in monday. */
function plantGone(item: FakeItem): Planted {
  const { items } = engine.monday;
  const at = items.indexOf(item);
  items.splice(at, 1);
  const restored = items.map((other) => endLinks(other, item.id));
  return {
    kind: "missing_item",
    itemId: item.id,
    undo() {
      for (const restore of restored) restore();
      items.splice(at, 0, item);
    },
  };
}

function endLinks(item: FakeItem, gone: string): () => void {
  const before = { ...item.values };
  const ended = Object.entries(before).filter(
    ([, value]) => value?.kind === "relation_items" && value.itemIds.includes(gone),
  );
  for (const [columnId, value] of ended) {
    if (value?.kind !== "relation_items") continue;
    item.values[columnId] = { ...value, itemIds: value.itemIds.filter((id) => id !== gone) };
  }
  return () => {
    for (const [columnId, value] of ended) item.values[columnId] = value;
  };
}

/** What a verification has to tell: a deleted item once, and no link that ended with it. */
function expected(planted: readonly Planted[]): string[] {
  const gone = new Set(planted.flatMap(({ kind, itemId }) => (kind === "missing_item" ? itemId : [])));
  const told = planted.filter(({ linked }) => !linked?.every((id) => gone.has(id)));
  return told.map(({ kind, itemId }) => `${kind} ${itemId}`).sort();
}

function plantMoved(item: FakeItem): Planted {
  const { boardId } = item;
  item.boardId = "board-of-others";
  return {
    kind: "moved_item",
    itemId: item.id,
    undo() {
      item.boardId = boardId;
    },
  };
}

function plantName(item: FakeItem): Planted {
  const { name } = item;
  item.name = `${name}!`;
  return {
    kind: "name",
    itemId: item.id,
    undo() {
      item.name = name;
    },
  };
}

function plantEditedText(item: FakeItem, text: string): Planted | null {
  const [update] = item.updates;
  if (!update) return null;
  const { body } = update;
  update.body = `${body.slice(0, text.length % body.length)}x${text}`;
  if (isSameText(update.body, body)) update.body = `${body}!`;
  update.editedAt = new Date(engine.clock.now()).toISOString();
  return {
    kind: "changed_update",
    itemId: item.id,
    undo() {
      update.body = body;
      delete update.editedAt;
    },
  };
}

function plantLostText(item: FakeItem): Planted | null {
  if (item.updates.length === 0) return null;
  const { updates } = item;
  item.updates = [];
  return {
    kind: "missing_update",
    itemId: item.id,
    undo() {
      item.updates = updates;
    },
  };
}

const deeds = fc.oneof(
  fc.record({ deed: fc.constantFrom("value", "edit"), text: fc.string({ maxLength: 12 }) }),
  fc.record({
    deed: fc.constantFrom("empty", "link", "double", "gone", "moved", "name", "text"),
    text: fc.constant(""),
  }),
);

function plant(item: FakeItem, { deed, text }: { deed: string; text: string }): Planted | null {
  switch (deed) {
    case "value":
      return plantValue(item, { kind: "text", text });
    case "edit":
      return plantEditedText(item, text);
    case "empty":
      return plantValue(item, null);
    case "link":
      return plantLostLink(item);
    case "double":
      return plantDouble(item);
    case "gone":
      return plantGone(item);
    case "moved":
      return plantMoved(item);
    case "name":
      return plantName(item);
    default:
      return plantLostText(item);
  }
}

describe("a verification", () => {
  it("finds nothing when nothing was planted, and the same root hash in any order of items", async () => {
    const clean = await verify();
    expect(await found()).toEqual([]);
    engine.monday.items.reverse();
    expect((await verify()).rootHash).toBe(clean.rootHash);
    expect(await found()).toEqual([]);
  });

  it("tells of a deleted item once, and of no link that ended with it", async () => {
    await verify();
    const { items } = engine.monday;
    const payment = items.find((item) => cellsOf(item, ({ kind }) => kind === "relation_items").length > 0);
    const lost = payment && plantLostLink(payment);
    const client = items.find(({ id }) => id === lost?.linked?.[0]);
    if (!lost || !client) throw new Error("No item is linked to another");
    const gone = plantGone(client);
    await verify();
    expect(await found()).toEqual([`missing_item ${client.id}`]);
    gone.undo();
    await verify();
    expect(await found()).toContain(`link ${lost.itemId}`);
    lost.undo();
    await verify();
    expect(await found()).toEqual([]);
  });

  it("never repairs away what a person linked in place of a deleted item", async () => {
    const { items } = engine.monday;
    const payment = items.find((item) => cellsOf(item, ({ kind }) => kind === "relation_items").length > 0);
    const [columnId = ""] = payment ? cellsOf(payment, ({ kind }) => kind === "relation_items") : [];
    const before = payment?.values[columnId];
    if (!payment || before?.kind !== "relation_items") throw new Error("No item is linked to another");
    const client = items.find(({ id }) => id === before.itemIds[0]);
    const other = items.find(({ id, boardId }) => boardId === client?.boardId && id !== client?.id);
    if (!client || !other) throw new Error("There is no other item to link to");
    const gone = plantGone(client);
    const replaced: TypedValue = { kind: "relation_items", itemIds: [other.id] };
    payment.values[columnId] = replaced;
    await verify();
    expect(await found()).toEqual([`missing_item ${client.id}`, `value ${payment.id}`].sort());
    const start = { ...engine.scope, kind: "verify" as const, options: { repair: { all: true as const } } };
    must(await engine.services.startRun(engine.admin, start));
    await engine.workOnce();
    expect(payment.values[columnId]).toEqual(replaced);
    gone.undo();
    payment.values[columnId] = before;
    await verify();
    expect(await found()).toEqual([]);
  });

  it("finds exactly what was planted, wherever it is, and is clean again afterwards", async () => {
    const clean = await verify();
    const victims = fc.uniqueArray(fc.nat({ max: 1_000 }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(victims, fc.array(deeds, { minLength: 3, maxLength: 3 }), async (picks, chosen) => {
        const { items } = engine.monday;
        const targets = [...new Set(picks.map((pick) => items[pick % items.length]))];
        const planted = targets.flatMap((item, index) => {
          const deed = chosen[index];
          const done = item && deed ? plant(item, deed) : null;
          return done ? [done] : [];
        });
        const reading = await verify();
        expect(await found()).toEqual(expected(planted));
        const readsOther = planted.some(({ kind }) => kind !== "doubled_item");
        expect(reading.rootHash !== clean.rootHash).toBe(readsOther);
        for (const each of planted.reverse()) each.undo();
      }),
      { numRuns: 40 },
    );
    expect((await verify()).rootHash).toBe(clean.rootHash);
    expect(await found()).toEqual([]);
  }, 120_000);
});

describe("a verification that is killed", () => {
  it("ends the same whatever call it dies at", async () => {
    async function outcome(death: { at: number; when: "before" | "after" } | null) {
      const own = await createEngineHarness();
      await own.plan();
      await own.run("import");
      const [victim] = own.monday.itemsOf("shop:clients:2");
      if (victim) victim.values.p_city = { kind: "text", text: "Elsewhere" };
      must(await own.services.startRun(own.admin, { ...own.scope, kind: "verify" }));
      let worked = await own.workOnce(death ?? undefined);
      const calls = worked?.mortal.calls() ?? 0;
      if (worked?.mortal.isDead()) worked = await own.workOnce();
      const { latest, open } = must(await own.services.getVerification(own.admin, own.scope));
      await own.store.close();
      const { calls: _calls, seconds: _seconds, at: _at, ...reading } = latest ?? {};
      return { calls, result: { state: worked?.run.state, open, reading } };
    }
    const clean = await outcome(null);
    expect(clean.result).toMatchObject({ state: "needs_attention", open: 1 });
    for (let at = 1; at <= clean.calls; at += 3) {
      const { result } = await outcome({ at, when: at % 2 === 0 ? "before" : "after" });
      expect({ at, ...result }).toEqual({ at, ...clean.result });
    }
  }, 120_000);
});
