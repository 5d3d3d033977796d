import { describe, expect, it } from "vitest";
import { createEngineHarness, type EngineHarness, must } from "../../../test/fakes/engine-harness.ts";
import type { FakeItem } from "../../../test/fakes/fake-destination.ts";
import { toFailure } from "../../contract/errors.ts";

type FakeUpdate = FakeItem["updates"][number];

async function imported(): Promise<EngineHarness> {
  const engine = await createEngineHarness();
  await engine.plan();
  await engine.run("import");
  return engine;
}

async function repair(engine: EngineHarness) {
  const { migrationId } = engine.scope;
  const options = { repair: { all: true as const } };
  must(await engine.services.startRun(engine.admin, { migrationId, kind: "verify", options }));
  return engine.workOnce();
}

async function open(engine: EngineHarness): Promise<number> {
  return must(await engine.services.getVerification(engine.admin, engine.scope)).open;
}

function withText(engine: EngineHarness) {
  const item = engine.monday.items.find(({ updates }) => updates.length > 0);
  if (!item) throw new Error("No item has an update");
  return item;
}

describe("a text that was deleted from its item", () => {
  it("is found and added once more, exactly once", async () => {
    const engine = await imported();
    const item = withText(engine);
    const [before] = item.updates.splice(0);
    expect((await engine.run("verify")).state).toBe("needs_attention");
    expect(await open(engine)).toBe(1);
    const repaired = await repair(engine);
    expect(repaired?.run.state).toBe("succeeded");
    expect(item.updates.map(({ externalId, body }) => ({ externalId, body }))).toEqual([
      { externalId: before?.externalId, body: before?.body },
    ]);
    expect((await engine.run("verify")).state).toBe("succeeded");
  });

  it("is added once when the repair dies at any call", async () => {
    const clean = await imported();
    withText(clean).updates.splice(0);
    await clean.run("verify");
    const calls = (await repair(clean))?.mortal.calls() ?? 0;
    for (let at = 1; at <= calls; at += 2) {
      const engine = await imported();
      const item = withText(engine);
      item.updates.splice(0);
      await engine.run("verify");
      const { migrationId } = engine.scope;
      const options = { repair: { all: true as const } };
      must(await engine.services.startRun(engine.admin, { migrationId, kind: "verify", options }));
      const first = await engine.workOnce({ at, when: at % 4 === 1 ? "after" : "before" });
      if (first?.mortal.isDead()) await engine.workOnce();
      expect({ at, updates: item.updates.length, open: await open(engine) }).toEqual({
        at,
        updates: 1,
        open: 0,
      });
      await engine.store.close();
    }
  }, 120_000);
});

describe("a text that was edited on its item", () => {
  const today = "Somebody else's words";

  async function edited(): Promise<{ engine: EngineHarness; update: FakeUpdate; body: string }> {
    const engine = await imported();
    const [update] = withText(engine).updates;
    if (!update) throw new Error("No item has an update");
    const { body } = update;
    engine.clock.advance(60_000);
    Object.assign(update, { body: today, editedAt: new Date(engine.clock.now()).toISOString() });
    await engine.run("verify");
    return { engine, update, body };
  }

  async function openOnes(engine: EngineHarness) {
    const query = { ...engine.scope, state: "open" as const, limit: 5 };
    return must(await engine.services.listDifferences(engine.admin, query)).items;
  }

  it("is told with both texts, and says again what was written after a repair", async () => {
    const { engine, update, body } = await edited();
    const [difference] = await openOnes(engine);
    expect(difference).toMatchObject({
      ...{
        kind: "changed_update",
        written: body.replace(/\s+/g, " "),
        today,
        cause: "unknown",
        repairable: true,
      },
      causeText: "Edited on 21 November; monday does not tell by whom.",
    });
    expect((await repair(engine))?.run.state).toBe("succeeded");
    expect(update.body).toBe(body);
    expect((await engine.run("verify")).state).toBe("succeeded");
  });

  it("says again what was written when the repair dies at any call", async () => {
    const { engine: clean } = await edited();
    const calls = (await repair(clean))?.mortal.calls() ?? 0;
    expect(calls).toBeGreaterThan(3);
    for (let at = 1; at <= calls; at += 1) {
      const { engine, update, body } = await edited();
      const { migrationId } = engine.scope;
      const options = { repair: { all: true as const } };
      must(await engine.services.startRun(engine.admin, { migrationId, kind: "verify", options }));
      const first = await engine.workOnce({ at, when: at % 2 === 1 ? "after" : "before" });
      if (first?.mortal.isDead()) await engine.workOnce();
      expect({ at, body: update.body, open: await open(engine) }).toEqual({ at, body, open: 0 });
      await engine.store.close();
    }
  }, 120_000);

  it("is not written over when it was edited again, however late in the text", async () => {
    const { engine, update } = await edited();
    update.body = `${today}. More.`;
    const [before] = await openOnes(engine);
    expect((await repair(engine))?.run.state).toBe("needs_attention");
    expect(update.body).toBe(`${today}. More.`);
    const after = await openOnes(engine);
    expect(after).toMatchObject([{ kind: "changed_update", today: `${today}. More.` }]);
    expect(after[0]?.id).not.toBe(before?.id);
  });

  it("stays accepted until it is edited again", async () => {
    const { engine, update } = await edited();
    const differences = (await openOnes(engine)).map(({ id }) => id);
    must(await engine.services.acceptDifferences(engine.admin, { ...engine.scope, differences }));
    expect((await engine.run("verify")).state).toBe("succeeded");
    update.body = "Other words";
    await engine.run("verify");
    expect(await openOnes(engine)).toMatchObject([{ kind: "changed_update", today: "Other words" }]);
  });

  it("is not offered for repair when monday tells of no edit", async () => {
    const { engine, update } = await edited();
    delete update.editedAt;
    await engine.run("verify");
    expect(await openOnes(engine)).toMatchObject([
      { kind: "changed_update", repairable: false, causeText: "" },
    ]);
    await repair(engine);
    expect(update.body).toBe(today);
  });

  it("stays open and says why when monday refuses the repair", async () => {
    const { engine, update } = await edited();
    engine.monday.refuseRemoval = () => toFailure("monday.forbidden", { message: "No" });
    expect((await repair(engine))?.run.state).toBe("needs_attention");
    expect(update.body).toBe(today);
    expect(await open(engine)).toBe(1);
  });
});

describe("a repair that monday refuses", () => {
  it("stays open and says why", async () => {
    const engine = await imported();
    const [item] = engine.monday.itemsOf("shop:clients:2");
    if (!item) throw new Error("No item");
    item.values.p_city = { kind: "text", text: "Elsewhere" };
    await engine.run("verify");
    engine.monday.refuseOperation = () => toFailure("monday.value_refused", { message: "No" });
    expect((await repair(engine))?.run.state).toBe("needs_attention");
    expect(await open(engine)).toBe(1);
    const { items } = must(
      await engine.services.listDifferences(engine.admin, { ...engine.scope, state: "open", limit: 5 }),
    );
    expect(items[0]).toMatchObject({ kind: "value", today: "Elsewhere" });
    expect(item.values.p_city).toEqual({ kind: "text", text: "Elsewhere" });
  });
});

describe("a place in a board that expires", () => {
  it("has the board read again from its start", async () => {
    const engine = await imported();
    const [item] = engine.monday.itemsOf("shop:clients:2");
    if (item) item.values.p_city = { kind: "text", text: "Elsewhere" };
    const { destination } = engine.monday;
    const { readItems } = destination;
    let left = 2;
    const expiring = {
      ...destination,
      readItems: async (input: Parameters<typeof readItems>[0], signal: AbortSignal) => {
        if (input.cursor !== null && left-- > 0) {
          return { ok: false as const, error: toFailure("monday.cursor_expired", { message: "Expired" }) };
        }
        return readItems(input, signal);
      },
    };
    Object.assign(engine.monday, { destination: expiring });
    expect((await engine.run("verify")).state).toBe("needs_attention");
    const { latest } = must(await engine.services.getVerification(engine.admin, engine.scope));
    expect(latest).toMatchObject({ differences: 1, fields: { different: 1 } });
    expect(latest?.records.found).toBe(latest?.records.expected);
  });
});
