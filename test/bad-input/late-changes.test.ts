/** What changes in the source after the import: picked up without ever overwriting what a person did in monday. */
import { afterEach, describe, expect, it } from "vitest";
import type { Conflict, ConflictDecision, DeltaRound } from "../../server/contract/delta.ts";
import { boardOf, columnOf } from "../builders/plan.ts";
import { must } from "../fakes/engine-harness.ts";
import { expectComplete, openPortage, type Portage } from "../fakes/portage.ts";
import { prepare } from "../fakes/prepared.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const openImported = prepare("imported");
let portage: Portage;
let migrationId: string;
afterEach(() => portage.close());

async function imported(): Promise<void> {
  ({ portage, migrationId } = await openImported());
}

async function view() {
  return must(await portage.services.getDelta(portage.admin, { migrationId }));
}

async function pickUp(state = "succeeded"): Promise<DeltaRound> {
  const run = await portage.run(migrationId, "delta");
  expect([run.state, run.failure]).toEqual([state, null]);
  await expectComplete(portage, migrationId);
  const [round] = (await view()).rounds;
  if (round?.runId !== run.id) throw new Error("The round was not noted");
  return round;
}

async function conflicts(filter: { kind?: Conflict["kind"]; state?: Conflict["state"] } = {}) {
  return must(await portage.services.listConflicts(portage.admin, { migrationId, limit: 50, ...filter }))
    .items;
}

async function decide(decision: ConflictDecision): Promise<void> {
  const ids = (await conflicts({ state: "open" })).map(({ id }) => id);
  const input = { migrationId, conflicts: ids, decision };
  expect(must(await portage.services.decideConflicts(portage.admin, input)).decided).toBe(ids.length);
}

async function someClient() {
  const clients = await portage.itemsByKey(migrationId, "clients");
  const client = clients.find(({ texts }) => texts.get("city") && texts.get("address1"));
  if (!client) throw new Error("No client has an address");
  return { ...client, sourceId: client.externalId.split(":").at(-1) ?? "" };
}

async function columnId(board: string, key: string): Promise<string> {
  return columnOf(boardOf(await portage.plan(migrationId), board), key).columnId;
}

async function today(externalId: string, key: string): Promise<string> {
  return (await portage.itemOf(migrationId, "clients", externalId)).texts.get(key) ?? "";
}

describe("a round of late changes", () => {
  it("writes what only the source changed and leaves what only a person changed", async () => {
    await imported();
    const client = await someClient();
    portage.sandbox.monday.act.editCell(client.id, await columnId("clients", "address1"), "By a colleague");
    portage.sandbox.bizstim.edit.updateClient(client.sourceId, { city: "New Halifax" });
    const added = portage.sandbox.bizstim.edit.addClient({ first_name: "Ada", last_name: "Newcomer" });
    const round = await pickUp();
    expect(round).toMatchObject({ changed: 1, cellsWritten: 1, conflicts: 0, deletedInSource: 0, failed: 0 });
    expect(round.created).toBeGreaterThan(0);
    expect(await today(client.externalId, "city")).toBe("New Halifax");
    expect(await today(client.externalId, "address1")).toBe("By a colleague");
    const newcomer = await portage.itemOf(migrationId, "clients", `bizstim:clients:${added.id}`);
    expect(newcomer.name).toContain("Ada");
    expect(await pickUp()).toMatchObject({ created: 0, changed: 0, cellsWritten: 0, conflicts: 0 });
  });

  it("links records that were there to records that are new", async () => {
    await imported();
    const { edit } = portage.sandbox.bizstim;
    const [payment] = await portage.itemsByKey(migrationId, "payments");
    const added = edit.addClient({ first_name: "Ada", last_name: "Newcomer" });
    edit.update("payments", payment?.externalId.split(":").at(-1) ?? "", { client_id: added.id });
    const money = edit.add("payments", { client_id: added.id });
    await pickUp();
    const client = await portage.itemOf(migrationId, "clients", `bizstim:clients:${added.id}`);
    for (const externalId of [payment?.externalId ?? "", `bizstim:payments:${money.id}`]) {
      const { links } = await portage.itemOf(migrationId, "payments", externalId);
      expect(links.get("client")).toEqual([client.id]);
    }
  });

  it("fills on a customer's contact only what is empty, and remembers that it was", async () => {
    await imported();
    const rows = await portage.store.ledger.list(
      { accountId: portage.admin.accountId, migrationId },
      { phase: "contacts", outcome: "updated", afterSeq: 0, limit: 100 },
    );
    const contacts = await portage.itemsByKey(migrationId, "contacts");
    const adopted = rows.find(({ itemId, before, externalId }) => {
      const item = contacts.find(({ id }) => id === itemId);
      return before !== null && item?.texts.get("phone2") === "" && /:clients:/.test(externalId);
    });
    if (!adopted) throw new Error("No contact of the customer lacks a phone number");
    portage.sandbox.bizstim.edit.updateClient(adopted.externalId.split(":").at(-1) ?? "", {
      s_phone: "+1 416 555 0177",
    });
    await pickUp();
    const scope = { accountId: portage.admin.accountId, migrationId };
    const [after] = (await portage.store.ledger.rows(scope, "contacts", [adopted.externalId])).values();
    const phone = await columnId("contacts", "phone2");
    const image: unknown = JSON.parse(after?.before ?? "{}");
    expect(JSON.parse(adopted.before ?? "{}")).not.toHaveProperty(phone);
    expect(image).toMatchObject({ ...JSON.parse(adopted.before ?? "{}"), [phone]: { value: null } });
  });

  it("takes over silently what both sides changed to the same", async () => {
    await imported();
    const client = await someClient();
    portage.sandbox.monday.act.editCell(client.id, await columnId("clients", "city"), "New Halifax");
    portage.sandbox.bizstim.edit.updateClient(client.sourceId, { city: "New Halifax" });
    expect(await pickUp()).toMatchObject({ changed: 0, cellsWritten: 0, cellsSame: 1, conflicts: 0 });
    expect(await conflicts()).toEqual([]);
  });
});

describe("a link whose other end was deleted in monday", () => {
  /** A payment whose client the source has changed since, and the item of the client it had before. */
  async function relinked(act: (input: { client: string; payment: string; column: string }) => void) {
    await imported();
    const payments = await portage.itemsByKey(migrationId, "payments");
    const clients = await portage.itemsByKey(migrationId, "clients");
    const payment = payments.find(({ links }) => (links.get("client") ?? []).length === 1);
    const [client = ""] = payment?.links.get("client") ?? [];
    const other = clients.find(({ id }) => id !== client);
    if (!payment || !other) throw new Error("No payment has a client");
    act({ client, payment: payment.id, column: await columnId("payments", "client") });
    const clientId = other.externalId.split(":").at(-1) ?? "";
    portage.sandbox.bizstim.edit.update("payments", payment.externalId.split(":").at(-1) ?? "", {
      client_id: clientId,
    });
    expect((await portage.run(migrationId, "delta")).failure).toBeNull();
    const asked = (await conflicts({ kind: "field" })).filter(
      ({ externalId }) => externalId === payment.externalId,
    );
    const { links } = await portage.itemOf(migrationId, "payments", payment.externalId);
    return { asked, links: links.get("client") ?? [], other: other.id };
  }

  it("was touched by nobody: the source's new link is written", async () => {
    const { asked, links, other } = await relinked(({ client }) =>
      portage.sandbox.monday.act.deleteItem(client),
    );
    expect([asked, links]).toEqual([[], [other]]);
  });

  it("is not like a link that a person has removed, about which it is asked", async () => {
    const { asked, links } = await relinked(({ payment, column }) =>
      portage.sandbox.monday.act.editCell(payment, column, { item_ids: [] }),
    );
    expect(asked).toHaveLength(1);
    expect(links).toEqual([]);
  });
});

describe("a field changed on both sides", () => {
  async function inConflict() {
    await imported();
    const client = await someClient();
    const was = client.texts.get("city");
    portage.sandbox.monday.act.editCell(client.id, await columnId("clients", "city"), "Monday City");
    portage.sandbox.bizstim.edit.updateClient(client.sourceId, {
      city: "Source City",
      address1: "New Street 1",
    });
    expect(await pickUp("needs_attention")).toMatchObject({ changed: 1, cellsWritten: 1, conflicts: 1 });
    expect(await conflicts({ kind: "field", state: "open" })).toMatchObject([
      { externalId: client.externalId, column: "city", columnTitle: "City", was, name: client.name },
    ]);
    expect((await conflicts())[0]).toMatchObject({ sourceNow: "Source City", mondayNow: "Monday City" });
    expect(await today(client.externalId, "city")).toBe("Monday City");
    expect(await today(client.externalId, "address1")).toBe("New Street 1");
    return client;
  }

  it("is asked once, and the source's value is written when a person says so", async () => {
    const client = await inConflict();
    expect(await pickUp("needs_attention")).toMatchObject({ conflicts: 0, cellsWritten: 0 });
    expect(await conflicts()).toHaveLength(1);
    await decide("source");
    expect(await pickUp()).toMatchObject({ conflicts: 0, cellsWritten: 1 });
    expect(await today(client.externalId, "city")).toBe("Source City");
    expect(await conflicts()).toMatchObject([{ state: "settled", decision: "source" }]);
    expect(await pickUp()).toMatchObject({ changed: 0, conflicts: 0 });
  });

  it("keeps monday's value when a person says so, until the source changes again", async () => {
    const client = await inConflict();
    await decide("monday");
    expect(await pickUp()).toMatchObject({ conflicts: 0, cellsWritten: 0 });
    portage.sandbox.bizstim.edit.updateClient(client.sourceId, { address1: "Another Street 2" });
    expect(await pickUp()).toMatchObject({ conflicts: 0, cellsWritten: 1 });
    expect(await today(client.externalId, "city")).toBe("Monday City");
    portage.sandbox.bizstim.edit.updateClient(client.sourceId, { city: "Third City" });
    expect(await pickUp("needs_attention")).toMatchObject({ conflicts: 1, cellsWritten: 0 });
    expect(await conflicts({ state: "open" })).toMatchObject([{ sourceNow: "Third City", decision: null }]);
  });

  it("is asked anew when monday's value changed after the answer", async () => {
    const client = await inConflict();
    await decide("source");
    portage.sandbox.monday.act.editCell(client.id, await columnId("clients", "city"), "Yet Another");
    expect(await pickUp("needs_attention")).toMatchObject({ conflicts: 1, cellsWritten: 0 });
    expect(await today(client.externalId, "city")).toBe("Yet Another");
    expect(await conflicts({ state: "open" })).toMatchObject([{ mondayNow: "Yet Another", decision: null }]);
  });

  it("is no question any more when the source goes back", async () => {
    const client = await inConflict();
    portage.sandbox.bizstim.edit.updateClient(client.sourceId, { city: client.texts.get("city") ?? "" });
    await pickUp();
    expect(await conflicts()).toMatchObject([{ state: "settled" }]);
    expect(await today(client.externalId, "city")).toBe("Monday City");
  });

  it("stays open when the window ends, and monday keeps its value", async () => {
    const client = await inConflict();
    portage.clock.advance(49 * hourMs);
    await portage.scheduler.wake();
    const active = await portage.store.runs.active({ accountId: portage.admin.accountId, migrationId });
    if (active) await portage.follow(active.id);
    expect(await view()).toMatchObject({ state: "closed", conflictsOpen: 1, nextAt: null });
    expect((await view()).stateText).toMatch(/^Closed with 1 question to answer; monday keeps its values/);
    expect(await today(client.externalId, "city")).toBe("Monday City");
    await decide("source");
    expect((await pickUp()).cellsWritten).toBe(1);
    expect(await today(client.externalId, "city")).toBe("Source City");
  });

  it("takes only a decision that fits", async () => {
    await inConflict();
    const ids = (await conflicts()).map(({ id }) => id);
    const input = { migrationId, conflicts: ids, decision: "remove" } as const;
    const refused = await portage.services.decideConflicts(portage.admin, input);
    expect(refused).toMatchObject({ ok: false, error: { code: "conflict.wrong_decision" } });
    const all = { migrationId, all: "deleted", decision: "source" } as const;
    expect(await portage.services.decideConflicts(portage.admin, all)).toMatchObject({ ok: false });
  });

  it("may be the name of an item", async () => {
    await imported();
    const client = await someClient();
    portage.sandbox.monday.act.renameItem(client.id, "Renamed by a colleague");
    portage.sandbox.bizstim.edit.updateClient(client.sourceId, { first_name: "Zoltana" });
    expect(await pickUp("needs_attention")).toMatchObject({ conflicts: 1 });
    expect(await conflicts()).toMatchObject([{ column: "name", mondayNow: "Renamed by a colleague" }]);
    await decide("source");
    await pickUp();
    expect((await portage.itemOf(migrationId, "clients", client.externalId)).name).toContain("Zoltana");
  });
});

describe("a record deleted in the source", () => {
  async function deleted() {
    await imported();
    const [payment] = await portage.itemsByKey(migrationId, "payments");
    if (!payment) throw new Error("There is no payment");
    portage.sandbox.bizstim.edit.deletePayment(payment.externalId.split(":").at(-1) ?? "");
    expect(await pickUp("needs_attention")).toMatchObject({ deletedInSource: 1, conflicts: 0 });
    expect(await conflicts()).toMatchObject([
      { kind: "deleted", state: "open", externalId: payment.externalId, column: null, itemId: payment.id },
    ]);
    return { payment, isThere: () => portage.items("Payments").some(({ id }) => id === payment.id) };
  }

  it("stays in monday until a person says otherwise", async () => {
    const { isThere } = await deleted();
    expect(await pickUp("needs_attention")).toMatchObject({ deletedInSource: 0 });
    await decide("keep");
    expect(await pickUp()).toMatchObject({ deletedInSource: 0 });
    expect(isThere()).toBe(true);
    expect(await conflicts()).toMatchObject([{ state: "settled", decision: "keep" }]);
  });

  it("is removed when a person says so", async () => {
    const { payment, isThere } = await deleted();
    await decide("remove");
    await pickUp();
    expect(isThere()).toBe(false);
    const rows = await portage.records(migrationId, "payments");
    expect(rows.map(({ externalId }) => externalId)).not.toContain(payment.externalId);
    expect(await pickUp()).toMatchObject({ deletedInSource: 0 });
  });

  it("is not removed when somebody has worked on its item", async () => {
    const { payment, isThere } = await deleted();
    portage.sandbox.monday.act.addUpdate(payment.id, "Please call back");
    await decide("remove");
    await pickUp();
    expect(isThere()).toBe(true);
    const events = await portage.store.recordEvents.ofItem(portage.admin.accountId, payment.id, 10);
    expect(events.at(-1)).toMatchObject({ kind: "kept" });
    expect(events.at(-1)?.body).toContain("Somebody has written an update on it.");
  });
});

describe("a value the plan does not know", () => {
  it("is left for a plan that does, and the round says so", async () => {
    await imported();
    const column = columnOf(boardOf(await portage.plan(migrationId), "clients"), "status");
    const client = (await portage.itemsByKey(migrationId, "clients")).find(({ texts }) =>
      texts.get(column.key),
    );
    const before = client?.texts.get(column.key);
    portage.sandbox.bizstim.edit.updateClient(client?.externalId.split(":").at(-1) ?? "", { status: "vip" });
    const round = await pickUp("needs_attention");
    expect(round).toMatchObject({ unplanned: 1, cellsWritten: 0 });
    expect(await today(client?.externalId ?? "", column.key)).toBe(before);
    expect((await view()).stateText).toContain("read the source again and approve the plan");
    const row = (await portage.records(migrationId, "clients")).find(
      ({ externalId }) => externalId === client?.externalId,
    );
    expect(row?.notes.map(({ code }) => code)).toContain("value_not_planned");
    await portage.run(migrationId, "discover");
    await portage.approve(migrationId);
    expect((await portage.run(migrationId, "import")).state).toBe("succeeded");
    expect(await today(client?.externalId ?? "", column.key)).not.toBe(before);
  });
});

describe("the schedule of the window", () => {
  async function runsSince(count: number) {
    const runs = await portage.store.runs.list({ accountId: portage.admin.accountId, migrationId }, 100);
    return runs.slice(0, runs.length - count);
  }

  async function wakeAndFollow() {
    await portage.scheduler.wake();
    const scope = { accountId: portage.admin.accountId, migrationId };
    const active = await portage.store.runs.active(scope);
    if (active) await portage.follow(active.id);
    return active;
  }

  it("looks at its interval, and once however late it is", async () => {
    await imported();
    expect(await view()).toMatchObject({ state: "open", hours: 48, intervalMinutes: 120 });
    expect(await wakeAndFollow()).toBeNull();
    portage.clock.advance(2 * hourMs + minuteMs);
    expect(await wakeAndFollow()).toMatchObject({ kind: "delta", requestedBy: "schedule" });
    expect((await view()).rounds).toMatchObject([{ trigger: "schedule", changed: 0 }]);
    expect(await wakeAndFollow()).toBeNull();
    portage.clock.advance(9 * hourMs);
    expect(await wakeAndFollow()).toMatchObject({ kind: "delta" });
    expect(await wakeAndFollow()).toBeNull();
  });

  it("stops with a revoked key until it is replaced", async () => {
    await imported();
    portage.sandbox.bizstim.switches.set("keys.revoked", true);
    portage.clock.advance(2 * hourMs + minuteMs);
    await wakeAndFollow();
    const stopped = await view();
    expect(stopped).toMatchObject({ state: "stopped", nextAt: null });
    expect(stopped.stopped?.code).toMatch(/^(source\.key_dead|connection\.key_refused)$/);
    expect(stopped.stateText).toContain("Stopped: ");
    portage.clock.advance(5 * hourMs);
    expect(await wakeAndFollow()).toBeNull();
    const [connection] = must(await portage.services.listConnections(portage.admin)).items;
    must(
      await portage.services.replaceCredentials(portage.admin, {
        connectionId: connection?.id ?? "",
        credentials: { apiKey: portage.sandbox.bizstim.keys.second },
        signal: new AbortController().signal,
      }),
    );
    expect(await wakeAndFollow()).toMatchObject({ kind: "delta" });
    expect(await view()).toMatchObject({ state: "open", stopped: null });
  });

  it("survives a clock that goes back by days", async () => {
    await imported();
    await portage.scheduler.wake();
    portage.clock.advance(-72 * hourMs);
    await portage.scheduler.wake();
    const next = Date.parse((await view()).nextAt ?? "");
    expect(next - portage.clock.now()).toBeLessThanOrEqual(2 * hourMs);
    expect(Date.parse((await view()).endsAt ?? "") - portage.clock.now()).toBeLessThanOrEqual(48 * hourMs);
    portage.clock.advance(2 * hourMs + minuteMs);
    expect(await wakeAndFollow()).toMatchObject({ kind: "delta" });
  });

  it("waits for a migration that is busy", async () => {
    await imported();
    await portage.stopWorker();
    await portage.start(migrationId, "discover");
    portage.clock.advance(3 * hourMs);
    const before = await runsSince(0);
    await portage.scheduler.wake();
    expect(await runsSince(before.length)).toEqual([]);
    const [busy] = before;
    portage.startWorker();
    await portage.follow(busy?.id ?? "");
    await portage.approve(migrationId);
    expect(await wakeAndFollow()).toMatchObject({ kind: "delta" });
  });
});

describe("the way to the cutover", () => {
  it("is ticked by people and seen by Portage", async () => {
    await imported();
    const done = async () => (await view()).checklist.filter((entry) => entry.done).map(({ key }) => key);
    expect(await done()).toEqual([]);
    for (const key of ["announced", "source_frozen"] as const) {
      const input = { migrationId, tick: { key, done: true } };
      must(await portage.services.changeDelta(portage.admin, input));
    }
    const own = { migrationId, tick: { key: "verified", done: true } } as const;
    expect(await portage.services.changeDelta(portage.admin, own)).toMatchObject({ ok: false });
    await portage.run(migrationId, "delta", { final: true });
    expect(await done()).toEqual(["announced", "source_frozen", "final_delta", "conflicts_decided"]);
    const off = { migrationId, tick: { key: "announced", done: false } } as const;
    must(await portage.services.changeDelta(portage.admin, off));
    expect(await done()).not.toContain("announced");
    const closing = { migrationId, state: "closed" } as const;
    expect(must(await portage.services.changeDelta(portage.admin, closing))).toMatchObject({
      ...{ state: "closed", nextAt: null, conflictsOpen: 0 },
    });
    expect((await view()).cost?.calls).toBeGreaterThan(0);
  });

  it("begins with an import", async () => {
    portage = await openPortage();
    migrationId = await portage.discover();
    await portage.approve(migrationId);
    expect(await view()).toMatchObject({ state: "not_started", rounds: [] });
    const start = { migrationId, kind: "delta" } as const;
    expect(await portage.services.startRun(portage.admin, start)).toMatchObject({
      error: { code: "delta.nothing_imported" },
    });
  });
});

describe("boards that are no longer what the plan says", () => {
  it("end a round plainly", async () => {
    await imported();
    const board = portage.sandbox.monday.world.board("Clients");
    portage.sandbox.monday.act.deleteColumn(board?.id ?? "", await columnId("clients", "city"));
    const run = await portage.run(migrationId, "delta");
    expect(run).toMatchObject({ state: "failed", failure: { code: "monday.column_missing" } });
    expect(run.failure?.userMessage).toContain('"City"');
    expect(await view()).toMatchObject({ state: "stopped" });
    expect((await portage.run(migrationId, "import")).state).toBe("succeeded");
    await pickUp();
    expect(await view()).toMatchObject({ state: "open", stopped: null });
  });
});
