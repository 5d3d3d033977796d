import { describe, expect, it } from "vitest";
import { buildRecord } from "../../test/builders/records.ts";
import type { CrashPlan } from "../../test/fakes/crashing.ts";
import { pictureOf, rollBack, shopWithContacts } from "../../test/fakes/shop-account.ts";
import { toFailure } from "../contract/errors.ts";
import { compareTexts } from "../core/canonical.ts";

/** A rollback that dies as planned; what it leaves and what it says, without times. */
async function rollBackDying(deaths: readonly CrashPlan[], touch: boolean) {
  const engine = await shopWithContacts();
  const before = pictureOf(engine);
  await engine.run("import");
  if (touch) {
    const [payment] = engine.monday.itemsOf("shop:payments:3");
    if (payment) payment.name = "A colleague's name";
    const [client] = engine.monday.itemsOf("shop:clients:1");
    client?.updates.push({ id: "9001", externalId: "somebody", body: "Call back" });
  }
  const { result, calls, died, state } = await rollBack(engine, {}, deaths);
  const { removed, restored, alreadyGone, left, proof } = result;
  const entries = await engine.store.rollback.list(engine.scope, {
    ...{ runId: result.runId, afterSeq: 0, limit: 500 },
  });
  const outcome = {
    state,
    picture: pictureOf(engine),
    ...{ removed, restored, alreadyGone, left, proof },
    entries: entries.map(({ kind, key, action, state: end, proven }) => [kind, key, action, end, proven]),
    rows: await engine.store.ledger.total(engine.scope, {}),
    objects: (await engine.store.objects.list(engine.scope)).length,
  };
  await engine.store.close();
  return {
    before,
    outcome: { ...outcome, entries: outcome.entries.map(String).sort(compareTexts) },
    calls,
    died,
  };
}

describe("a rollback that is killed", () => {
  it("ends the same whatever call it dies at, before or after its effect", async () => {
    const clean = await rollBackDying([], false);
    expect(clean.outcome).toMatchObject({ state: "succeeded", rows: 0, objects: 0, left: [] });
    expect(clean.outcome.picture).toBe(clean.before);
    expect(clean.outcome.restored.items).toBe(2);
    for (let at = 1; at <= clean.calls; at += 1) {
      for (const when of at % 2 === 0 ? (["before", "after"] as const) : (["after"] as const)) {
        const { outcome, died } = await rollBackDying([{ at, when }], false);
        expect({ at, when, died, ...outcome }).toEqual({ at, when, died: 1, ...clean.outcome });
      }
    }
  }, 60_000);

  it("ends the same item by item too, when people have touched something", async () => {
    const clean = await rollBackDying([], true);
    expect(clean.outcome.left.map(({ kind, code, count }) => [kind, code, count])).toContainEqual([
      "item",
      "touched_item",
      1,
    ]);
    for (let at = 1; at <= clean.calls; at += 2) {
      const when = at % 4 === 1 ? "after" : "before";
      const { outcome } = await rollBackDying([{ at, when }], true);
      expect({ at, when, ...outcome }).toEqual({ at, when, ...clean.outcome });
    }
  }, 60_000);
});

/** Takes back a reading of late changes, dying as planned; monday refuses one of the earlier values. */
async function runBackDying(deaths: readonly CrashPlan[]) {
  const engine = await shopWithContacts();
  await engine.run("import");
  // The city of the first is that of a record merged into it and stays.
  for (const id of ["1", "5"]) {
    const client = engine.source.records.clients?.find((record) => record.id === id);
    if (client) Object.assign(client.fields, { city: `New city ${id}`, name: `New name ${id}` });
  }
  engine.source.records.payments = [
    ...(engine.source.records.payments ?? []),
    buildRecord("payments", "10", { client_id: null, client: "5", amount: "7.00", note: "" }),
  ];
  const delta = await engine.run("delta");
  const gone = toFailure("monday.value_refused", { message: "The label is gone" });
  const [refused] = engine.monday.itemsOf("shop:clients:5");
  engine.monday.refuseOperation = (operation) =>
    operation.kind === "update_item" && operation.itemId === refused?.id && "p_city" in operation.values
      ? gone
      : null;
  const { result, calls, died, state } = await rollBack(
    engine,
    { scope: { kind: "run", runId: delta.id } },
    deaths,
  );
  const { removed, restored, left, proof } = result;
  const outcome = { state, picture: pictureOf(engine), removed, restored, left, proof };
  const rows = await engine.store.ledger.total(engine.scope, {});
  await engine.store.close();
  return { outcome: { ...outcome, rows }, calls, died };
}

describe("a rollback of one run that is killed", () => {
  it("ends the same whatever call it dies at", async () => {
    const clean = await runBackDying([]);
    expect(clean.outcome).toMatchObject({
      ...{ state: "succeeded", removed: [{ kind: "item", count: 1 }], restored: { items: 2, cells: 2 } },
      left: [{ code: "refused", count: 1 }],
      proof: { proven: true },
    });
    for (let at = 1; at <= clean.calls; at += 1) {
      const when = at % 2 === 0 ? "after" : "before";
      const { outcome, died } = await runBackDying([{ at, when }]);
      expect({ at, when, died, ...outcome }).toEqual({ at, when, died: 1, ...clean.outcome });
    }
  }, 60_000);
});
