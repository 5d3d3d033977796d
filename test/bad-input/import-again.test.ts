/** A second import after the plan or the source has changed: it writes what changed, and nothing else. */
import { afterEach, describe, expect, it } from "vitest";
import type { WriteBatch } from "../../server/connectors/types.ts";
import type { PlanEdit } from "../../server/contract/plan.ts";
import { boardOf, columnOf } from "../builders/plan.ts";
import { must } from "../fakes/engine-harness.ts";
import { expectComplete, openPortage, type Portage } from "../fakes/portage.ts";
import { prepare } from "../fakes/prepared.ts";

const openImported = prepare("imported");
let portage: Portage;
let migrationId: string;
afterEach(() => portage.close());

/** A first import of the plan with these edits. */
async function imported(...edits: PlanEdit[]): Promise<void> {
  if (edits.length === 0) {
    ({ portage, migrationId } = await openImported());
    return;
  }
  portage = await openPortage();
  migrationId = await portage.discover();
  must(await portage.edit(migrationId, edits));
  await portage.approve(migrationId);
  expect((await portage.run(migrationId, "import")).state).toBe("succeeded");
}

/** Another import by the plan with these edits; answers what it wrote to items. */
async function importAgain(...edits: PlanEdit[]) {
  if (edits.length > 0) must(await portage.edit(migrationId, edits));
  await portage.approve(migrationId);
  const batches: WriteBatch[] = [];
  portage.hooks.beforeWrite = (batch) => void batches.push(batch);
  const run = await portage.run(migrationId, "import");
  portage.hooks.beforeWrite = null;
  expect([run.state, run.failure]).toEqual(["succeeded", null]);
  await expectComplete(portage, migrationId);
  return batches.flatMap(({ operations }) => operations);
}

function include(board: string, column: string, isIncluded: boolean): PlanEdit {
  return { op: "column.include", board, column, include: isIncluded };
}

async function textsOf(board: string, column: string): Promise<readonly string[]> {
  const items = await portage.itemsByKey(migrationId, board);
  return items.map(({ texts }) => texts.get(column) ?? "").filter((text) => text !== "");
}

function mutations(): number {
  const { fields } = portage.sandbox.monday.world.requestLog;
  return Object.entries(fields)
    .filter(([name]) => /^(create|update|change|delete|add)_/.test(name))
    .reduce((sum, [, count]) => sum + count, 0);
}

describe("an import of what is in monday already", () => {
  it("writes nothing, also after the source was read again", async () => {
    await imported();
    const before = mutations();
    expect(await importAgain()).toEqual([]);
    await portage.run(migrationId, "discover");
    expect(await importAgain()).toEqual([]);
    expect(mutations()).toBe(before);
    const clients = (await portage.result(migrationId)).phases.find(({ key }) => key === "clients");
    expect(clients?.updated).toBe(0);
  });
});

describe("an import after the plan has changed", () => {
  it("fills a column that was left out before, on every item", async () => {
    await imported(include("clients", "city", false), include("payments", "amount", false));
    const sent = await importAgain(include("clients", "city", true), include("payments", "amount", true));
    const city = columnOf(boardOf(await portage.plan(migrationId), "clients"), "city").columnId;
    const amount = columnOf(boardOf(await portage.plan(migrationId), "payments"), "amount").columnId;
    for (const operation of sent) {
      expect(operation.kind).toBe("update_item");
      if (operation.kind === "update_item") {
        expect([[city], [amount]]).toContainEqual(Object.keys(operation.values));
      }
    }
    expect((await textsOf("clients", "city")).length).toBeGreaterThan(5);
    expect((await textsOf("payments", "amount")).length).toBe(
      sent.length - (await textsOf("clients", "city")).length,
    );
    const phases = (await portage.result(migrationId)).phases;
    const payments = phases.find(({ key }) => key === "payments");
    expect(payments?.updated).toBeGreaterThan(10);
    expect(payments?.sums.length).toBeGreaterThan(0);
    for (const sum of payments?.sums ?? []) expect(sum.destination).toBe(sum.source);
    expect(await importAgain()).toEqual([]);
  });

  it("leaves in monday what a column held that the plan no longer has, and says so", async () => {
    await imported();
    const before = portage.items("Clients").map(({ texts }) => texts);
    expect(await importAgain(include("clients", "city", false))).toEqual([]);
    expect(portage.items("Clients").map(({ texts }) => texts)).toEqual(before);
    const rows = await portage.records(migrationId, "clients");
    const told = rows.filter(({ notes }) => notes.some(({ code }) => code === "column_left"));
    expect(told.length).toBeGreaterThan(5);
    expect(told.every(({ outcome }) => outcome === "created")).toBe(true);
    expect(await importAgain(include("clients", "city", true))).toEqual([]);
  });

  it("shows values under the labels they are mapped to now", async () => {
    await imported();
    const kind = columnOf(boardOf(await portage.plan(migrationId), "payments"), "kind");
    const value = kind.labels[0]?.values[0] ?? "";
    const label = kind.labels[0]?.label ?? "";
    const before = (await textsOf("payments", "kind")).filter((text) => text === label).length;
    const map: PlanEdit = { op: "column.map", board: "payments", column: "kind", value, label: "Money in" };
    const sent = await importAgain(map);
    expect(sent).toHaveLength(before);
    expect((await textsOf("payments", "kind")).filter((text) => text === "Money in")).toHaveLength(before);
    expect(await textsOf("payments", "kind")).not.toContain(label);
  });

  it("brings the values into a column of another type", async () => {
    await imported({ op: "column.type", board: "payments", column: "amount", type: "text" });
    await importAgain({ op: "column.type", board: "payments", column: "amount", type: "numbers" });
    const payments = (await portage.result(migrationId)).phases.find(({ key }) => key === "payments");
    expect(payments?.sums.length).toBeGreaterThan(0);
    for (const sum of payments?.sums ?? [])
      expect([sum.kind, sum.destination]).toEqual([sum.kind, sum.source]);
  });

  it("fills on a customer's contact only what is empty", async () => {
    await imported(include("contacts", "phone", false));
    const before = new Map(portage.items("Contacts").map((item) => [item.id, item]));
    await importAgain(include("contacts", "phone", true));
    let filled = 0;
    for (const after of portage.items("Contacts")) {
      const { texts } = before.get(after.id) ?? { texts: {} };
      for (const [columnId, text] of Object.entries(texts)) {
        if (text !== "") expect(after.texts[columnId]).toBe(text);
        else if (after.texts[columnId] !== "") filled += 1;
      }
    }
    expect(filled).toBeGreaterThan(0);
    expect(await importAgain()).toEqual([]);
  });
});

describe("an import after the source has changed", () => {
  it("changes only the cell that differs and keeps what a colleague wrote beside it", async () => {
    await imported();
    const [client] = await portage.itemsByKey(migrationId, "clients");
    const board = boardOf(await portage.plan(migrationId), "clients");
    const city = columnOf(board, "city").columnId;
    const street = columnOf(board, "address1").columnId;
    portage.sandbox.monday.act.editCell(client?.id ?? "", street, "Kept by a colleague");
    portage.sandbox.bizstim.edit.updateClient(client?.externalId.split(":").at(-1) ?? "", {
      city: "New Halifax",
    });
    await portage.run(migrationId, "discover");
    const sent = await importAgain();
    expect(sent).toMatchObject([
      { kind: "update_item", itemId: client?.id, name: null, values: { [city]: { text: "New Halifax" } } },
    ]);
    expect(sent.map((each) => Object.keys("values" in each ? each.values : {}))).toEqual([[city]]);
    const after = await portage.itemOf(migrationId, "clients", client?.externalId ?? "");
    expect([after.texts.get("city"), after.texts.get("address1")]).toEqual([
      "New Halifax",
      "Kept by a colleague",
    ]);
    const row = (await portage.records(migrationId, "clients")).find(
      ({ externalId }) => externalId === client?.externalId,
    );
    expect(row?.outcome).toBe("updated");
  });

  it("renames items, clears what the source no longer says, and adds records that are new", async () => {
    await imported();
    const client = (await portage.itemsByKey(migrationId, "clients")).find(({ texts }) => texts.get("city"));
    const sourceId = client?.externalId.split(":").at(-1) ?? "";
    portage.sandbox.bizstim.edit.updateClient(sourceId, { first_name: "Zoltana", city: "" });
    const added = portage.sandbox.bizstim.edit.addClient({ first_name: "Ada", last_name: "Newcomer" });
    await portage.run(migrationId, "discover");
    await importAgain();
    const after = await portage.itemOf(migrationId, "clients", client?.externalId ?? "");
    expect(after.id).toBe(client?.id);
    expect(after.name).toContain("Zoltana");
    expect(after.texts.get("city")).toBe("");
    expect((await portage.itemOf(migrationId, "clients", `bizstim:clients:${added.id}`)).name).toContain(
      "Ada",
    );
  });

  it("leaves items alone whose records are gone, and still adds up", async () => {
    await imported();
    const [payment] = await portage.itemsByKey(migrationId, "payments");
    const before = portage.items("Payments").length;
    portage.sandbox.bizstim.edit.deletePayment(payment?.externalId.split(":").at(-1) ?? "");
    const added = portage.sandbox.bizstim.edit.addClient({ first_name: "Ada", last_name: "Newcomer" });
    await portage.run(migrationId, "discover");
    const sent = await importAgain();
    expect(sent.map(({ externalId }) => externalId)).toContain(`bizstim:clients:${added.id}`);
    expect(sent.map(({ externalId }) => externalId)).not.toContain(payment?.externalId);
    expect(portage.items("Payments")).toHaveLength(before);
    const payments = (await portage.result(migrationId)).phases.find(({ key }) => key === "payments");
    expect(payments).toMatchObject({ inSnapshot: before - 1, expected: before - 1, found: before - 1 });
  });

  it("writes no text a second time and says that it has changed", async () => {
    await imported({ op: "update.include", board: "payments", update: "note", include: true });
    const { world } = portage.sandbox.monday;
    const payment = (await portage.itemsByKey(migrationId, "payments")).find(
      ({ id }) => world.updates(id).length > 0,
    );
    if (!payment) throw new Error("No payment has an update");
    const before = world.updates(payment.id);
    const sourceId = payment.externalId.split(":").at(-1) ?? "";
    portage.sandbox.bizstim.edit.updatePayment(sourceId, { revenue_note: "Quite another note" });
    await portage.run(migrationId, "discover");
    const sent = await importAgain();
    expect(sent.filter(({ kind }) => kind === "create_update")).toEqual([]);
    expect(world.updates(payment.id)).toEqual(before);
    const rows = await portage.records(migrationId, "payments.updates");
    const row = rows.find(({ externalId }) => externalId.startsWith(`${payment.externalId}#`));
    expect(row?.notes.map(({ code }) => code)).toEqual(["update_changed"]);
  });
});

describe("an import of changes that is interrupted", () => {
  it("goes on where it was and doubles nothing", async () => {
    await imported(include("sessions", "date", false));
    must(await portage.edit(migrationId, [include("sessions", "date", true)]));
    await portage.approve(migrationId);
    let batches = 0;
    portage.hooks.beforeWrite = async () => {
      batches += 1;
      if (batches === 2) void portage.stopWorker();
    };
    const run = await portage.start(migrationId, "import");
    await portage.follow(run.id, () => batches >= 2);
    await portage.stopWorker();
    portage.hooks.beforeWrite = null;
    portage.startWorker();
    expect((await portage.follow(run.id)).state).toBe("succeeded");
    await expectComplete(portage, migrationId);
    const dates = await textsOf("sessions", "date");
    expect(dates).toHaveLength(portage.items("Sessions").length);
  });
});

describe("a change that monday refuses", () => {
  it("fails the record, keeps its item, and is tried again by the next import", async () => {
    await imported(include("payments", "date", false));
    must(await portage.edit(migrationId, [include("payments", "date", true)]));
    await portage.approve(migrationId);
    const [payment] = await portage.itemsByKey(migrationId, "payments");
    portage.hooks.beforeWrite = () => {
      portage.hooks.beforeWrite = null;
      portage.sandbox.monday.act.deleteItem(payment?.id ?? "");
    };
    expect((await portage.run(migrationId, "import")).state).toBe("needs_attention");
    const failed = (await portage.records(migrationId, "payments")).filter(
      ({ outcome }) => outcome === "failed",
    );
    expect(failed).toMatchObject([{ externalId: payment?.externalId, reasonCode: "item_gone" }]);
    await importAgain();
    const anew = await portage.itemOf(migrationId, "payments", payment?.externalId ?? "");
    expect(anew.texts.get("date")).not.toBe("");
  });
});
