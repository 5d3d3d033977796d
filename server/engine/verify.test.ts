/** Reading everything back, against the stand-ins over real HTTP: what people did meanwhile is found, told and repaired. */
import { afterEach, describe, expect, it } from "vitest";
import { boardOf, columnOf } from "../../test/builders/plan.ts";
import { must } from "../../test/fakes/engine-harness.ts";
import { openPortage, type Portage } from "../../test/fakes/portage.ts";
import { prepare } from "../../test/fakes/prepared.ts";
import type { Plan, PlanBoard } from "../contract/plan.ts";
import type { Difference, Verification } from "../contract/verification.ts";

const openImported = prepare("imported");
let portage: Portage;
let migrationId: string;
let plan: Plan;
afterEach(() => portage.close());

async function imported(options: { readonly records?: number } = {}): Promise<void> {
  ({ portage, migrationId } = await openImported(options));
  plan = await portage.plan(migrationId);
}

async function view() {
  return must(await portage.services.getVerification(portage.admin, { migrationId }));
}

async function latest(): Promise<Verification> {
  const { latest: reading } = await view();
  if (!reading) throw new Error("Nothing was verified");
  return reading;
}

async function differences(state?: Difference["state"]): Promise<readonly Difference[]> {
  const query = { migrationId, limit: 500, ...(state ? { state } : {}) };
  return must(await portage.services.listDifferences(portage.admin, query)).items;
}

/** Item of a record that made one on the board. */
async function someItem(board: string, from = 0): Promise<string> {
  const records = (await portage.records(migrationId, board)).filter(({ outcome }) => outcome === "created");
  const itemId = records[from]?.itemId;
  if (!itemId) throw new Error(`Nothing was created on ${board}`);
  return itemId;
}

function linkOf(board: PlanBoard) {
  const column = board.columns.find(
    ({ type, include, filled }) => include && type === "board_relation" && filled > 0,
  );
  if (!column) throw new Error(`${board.key} links to nothing`);
  return column;
}

describe("a verification right after the import", () => {
  it("finds everything as it was written, sums and links included", async () => {
    await imported();
    const run = await portage.run(migrationId, "verify");
    expect(await differences()).toEqual([]);
    expect(run.failure).toBeNull();
    expect(run.state).toBe("succeeded");
    const reading = await latest();
    expect(reading.records.found).toBe(reading.records.expected);
    expect(reading.links.found).toBe(reading.links.expected);
    expect(reading.links.expected).toBeGreaterThan(50);
    expect(reading.updates.found).toBe(reading.updates.expected);
    expect(reading.fields.different).toBe(0);
    expect(reading.fields.checked).toBeGreaterThan(1_000);
    expect(reading.sums.filter(({ equal }) => !equal)).toEqual([]);
    expect(reading.sums.length).toBeGreaterThan(1);
    expect(reading.drift).toEqual({ people: 0, automations: 0, unknown: 0, deleted: 0 });
    expect(run.phases.every(({ state }) => state === "done")).toBe(true);

    await portage.run(migrationId, "verify");
    const again = await view();
    expect(again.latest?.rootHash).toBe(reading.rootHash);
    expect(again.history).toHaveLength(1);
  });

  it("finds nothing after an import of 1,000 records", async () => {
    await imported({ records: 1_000 });
    const run = await portage.run(migrationId, "verify");
    expect(await differences()).toEqual([]);
    expect(run.state).toBe("succeeded");
    expect((await latest()).records.expected).toBeGreaterThan(700);
  }, 120_000);
});

describe("what people do after the import", () => {
  it("is found, told with the one who did it, and repaired", async () => {
    await imported();
    const clean = (await portage.run(migrationId, "verify")) && (await latest());
    const { act } = portage.sandbox.monday;
    const payments = boardOf(plan, "payments");
    const [edited, unlinked, renamed] = [
      await someItem("payments", 0),
      await someItem("payments", 1),
      await someItem("services", 0),
    ];
    act.editCell(edited, columnOf(payments, "amount").columnId, "987.60");
    act.editCell(unlinked, linkOf(payments).columnId, null);
    act.renameItem(renamed, "Something else");
    const run = await portage.run(migrationId, "verify");
    expect(run.state).toBe("needs_attention");
    const open = await differences("open");
    expect(open.map(({ kind, itemId }) => [kind, itemId]).sort()).toEqual(
      [
        ["value", edited],
        ["link", unlinked],
        ["name", renamed],
      ].sort(),
    );
    expect(open.find(({ kind }) => kind === "value")).toMatchObject({ column: "amount", repairable: true });
    expect(open.find(({ kind }) => kind === "value")?.today).toContain("987.6");
    expect(open.every(({ causeText }) => causeText !== "")).toBe(true);
    const drifted = await latest();
    expect(drifted).toMatchObject({ differences: 3, fields: { different: 3 } });
    expect(drifted.links.found).toBe(drifted.links.expected - 1);
    expect(drifted.rootHash).not.toBe(clean.rootHash);
    expect(drifted.sums.some(({ equal }) => !equal)).toBe(true);

    const repair = await portage.run(migrationId, "verify", { repair: { all: true } });
    expect(repair.state).toBe("succeeded");
    expect(await differences("open")).toEqual([]);
    expect((await differences()).map(({ state }) => state)).toEqual(["repaired", "repaired", "repaired"]);
    const after = await latest();
    expect(after).toMatchObject({ trigger: "repair", differences: 0, rootHash: clean.rootHash });
    const item = must(
      await portage.services.getItem(portage.admin, { itemId: edited, signal: new AbortController().signal }),
    );
    expect(item.status).toBe("verified");
    expect(item.history.at(-1)?.text).toContain("repaired");
  });

  it("is left alone when a person accepts it, until it changes again", async () => {
    await imported();
    const { act } = portage.sandbox.monday;
    const amount = columnOf(boardOf(plan, "payments"), "amount").columnId;
    const item = await someItem("payments");
    act.editCell(item, amount, "1.11");
    await portage.run(migrationId, "verify");
    const ids = (await differences("open")).map(({ id }) => id);
    const accepted = must(
      await portage.services.acceptDifferences(portage.admin, { migrationId, differences: ids }),
    );
    expect(accepted).toMatchObject({ open: 0, latest: { differences: 0 } });
    expect((await portage.run(migrationId, "verify")).state).toBe("succeeded");
    act.editCell(item, amount, "2.22");
    expect((await portage.run(migrationId, "verify")).state).toBe("needs_attention");
    expect((await differences("open")).map(({ id }) => id)).toEqual(ids);
  });

  it("is found in updates that were edited or cut short, and put right again", async () => {
    await imported();
    await portage.run(migrationId, "verify");
    const clean = await latest();
    const { act, world } = portage.sandbox.monday;
    const items = plan.boards.flatMap(({ title }) => world.items(String(world.board(title)?.id)));
    const [one, two] = items.flatMap(({ id }) => world.updates(id));
    if (!one || !two) throw new Error("No item has an update");
    const [before, whole] = [one.body, two.body];
    portage.clock.advance(60_000);
    act.editUpdate(String(one.id), before.replace("<p>", "<p>PS: call first. "));
    act.editUpdate(String(two.id), whole.replace(/^<p>.*<\/p>(?=<p>Imported by Portage)/, "<p>Cut</p>"));
    act.addUpdate(String(one.itemId), "<p>Thanks</p>", { replyTo: String(one.id) });
    expect((await portage.run(migrationId, "verify")).state).toBe("needs_attention");
    const open = await differences("open");
    expect(open).toHaveLength(2);
    expect(new Set(open.map(({ kind, itemId }) => `${kind} ${itemId}`))).toEqual(
      new Set([one, two].map(({ itemId }) => `changed_update ${itemId}`)),
    );
    expect(open.find(({ itemId }) => itemId === String(one.itemId))).toMatchObject({
      ...{ today: expect.stringContaining("PS: call first."), cause: "unknown", repairable: true },
      causeText: expect.stringMatching(/^Edited on \d+ \w+; monday does not tell by whom\.$/),
    });
    const drifted = await latest();
    expect(drifted).toMatchObject({ differences: 2, updates: { ...clean.updates, different: 2 } });
    expect(drifted.rootHash).not.toBe(clean.rootHash);
    expect(drifted.calls).toBe(clean.calls);

    const itemId = String(one.itemId);
    const viewItem = async () => {
      const { signal } = new AbortController();
      return must(await portage.services.getItem(portage.admin, { itemId, signal }));
    };
    expect(await viewItem()).toMatchObject({
      status: "changed",
      statusText: "1 update that Portage wrote was edited or removed, as the latest verification found.",
    });

    portage.clock.advance(60_000);
    const repair = await portage.run(migrationId, "verify", { repair: { all: true } });
    expect(repair.state).toBe("succeeded");
    expect([one.body, two.body]).toEqual([before, whole]);
    expect(world.updates(String(one.itemId)).some(({ body }) => body === "<p>Thanks</p>")).toBe(true);
    expect((await portage.run(migrationId, "verify")).state).toBe("succeeded");
    expect(await latest()).toMatchObject({ differences: 0, rootHash: clean.rootHash });
    const item = await viewItem();
    expect(item.status).toBe("verified");
    expect(item.history.map(({ text }) => text)).toContainEqual(
      expect.stringContaining("update that was edited"),
    );
  });

  it("is not written over when it was changed again after it was found", async () => {
    await imported();
    const { act } = portage.sandbox.monday;
    const amount = columnOf(boardOf(plan, "payments"), "amount").columnId;
    const item = await someItem("payments");
    act.editCell(item, amount, "1.11");
    await portage.run(migrationId, "verify");
    act.editCell(item, amount, "2.22");
    const ids = (await differences("open")).map(({ id }) => id);
    const run = await portage.run(migrationId, "verify", { repair: { differences: ids } });
    expect(run.state).toBe("needs_attention");
    expect((await differences("open")).map(({ id, today }) => [id, today.split(" ")[0]])).toEqual([
      [ids[0], "2.22"],
    ]);
  });

  it("shows deleted items once, texts and all, and items with a source id of another", async () => {
    await imported();
    const { act, world } = portage.sandbox.monday;
    const clients = boardOf(plan, "clients");
    const gone = await someItem("clients", 0);
    const copied = await someItem("clients", 1);
    const copy = await someItem("clients", 2);
    const sourceId = world.items(String(world.board(clients.title)?.id)).find(({ id }) => id === copied)
      ?.texts[clients.externalIdColumnId];
    act.deleteItem(gone);
    act.editCell(copy, clients.externalIdColumnId, sourceId ?? "");
    const run = await portage.run(migrationId, "verify");
    expect(run.state).toBe("needs_attention");
    const open = (await differences("open")).filter(({ board }) => board === "clients");
    expect(open.find(({ kind }) => kind === "missing_item")).toMatchObject({
      itemId: gone,
      repairable: false,
    });
    const double = open.find(({ kind }) => kind === "doubled_item");
    expect(double).toMatchObject({ itemId: copy, externalId: sourceId });
    expect(double?.text).toContain(copied);
    const board = (await latest()).boards.find(({ board: key }) => key === "clients");
    expect(board).toMatchObject({ missing: 1, doubled: 1 });
    expect((await latest()).drift.deleted).toBe(1);
  });

  it("says once that a board is gone, and is well when it comes back", async () => {
    await imported();
    const { act, world } = portage.sandbox.monday;
    const services = boardOf(plan, "services");
    act.deleteBoard(String(world.board(services.title)?.id));
    const run = await portage.run(migrationId, "verify");
    expect(run).toMatchObject({ state: "needs_attention", failure: null });
    const open = (await differences("open")).filter(({ board }) => board === "services");
    expect(open).toHaveLength(1);
    expect(open[0]).toMatchObject({ kind: "missing_item", repairable: false });
    expect(open[0]?.text).toContain(services.title);
    const board = (await latest()).boards.find(({ board: key }) => key === "services");
    expect(board?.missing).toBe(board?.expected);
  });
});

describe("what is gone", () => {
  /** Deletes the item of a client who has payments; answers it and them. */
  async function deleteClientOfPayments(): Promise<{ client: string; payments: readonly string[] }> {
    const items = await portage.itemsByKey(migrationId, "payments");
    const [client = ""] = items.flatMap(({ links }) => links.get("client") ?? []);
    portage.sandbox.monday.act.deleteItem(client);
    const payments = items.filter(({ links }) => links.get("client")?.includes(client)).map(({ id }) => id);
    expect(payments.length).toBeGreaterThan(0);
    return { client, payments };
  }

  it("is written anew by one more import, and the next verification is clean", async () => {
    await imported();
    const gone = await someItem("payments", 0);
    portage.sandbox.monday.act.deleteItem(gone);
    await portage.run(migrationId, "verify");
    expect((await differences("open")).map(({ kind }) => kind)).toEqual(["missing_item"]);
    expect((await portage.run(migrationId, "import")).state).toBe("succeeded");
    const [again] = (await portage.records(migrationId, "payments")).filter(({ itemId }) => itemId === gone);
    expect(again).toBeUndefined();
    expect((await portage.run(migrationId, "verify")).state).toBe("succeeded");
    expect((await differences()).map(({ state }) => state)).toEqual(["gone"]);
  });

  it("is told once, not by each record that was linked to it, and comes back with its links", async () => {
    await imported();
    const { client, payments } = await deleteClientOfPayments();
    await portage.run(migrationId, "verify");
    const open = await differences("open");
    expect(open.filter(({ kind }) => kind === "link")).toEqual([]);
    expect(open.filter(({ kind, itemId }) => kind === "missing_item" && itemId === client)).toHaveLength(1);
    const { links } = await latest();
    expect(links.found).toBeLessThan(links.expected);
    expect((await portage.run(migrationId, "import")).state).toBe("succeeded");
    expect((await portage.run(migrationId, "verify")).state).toBe("succeeded");
    const again = await latest();
    expect(again.links.found).toBe(again.links.expected);
    const linked = await portage.itemsByKey(migrationId, "payments");
    for (const id of payments) {
      const now = linked.find((item) => item.id === id)?.links.get("client");
      expect(now).toHaveLength(1);
      expect(now).not.toEqual([client]);
    }
  });

  it("is named at its links while an import has only noticed it: the next import sets them", async () => {
    await imported();
    const { payments } = await deleteClientOfPayments();
    expect((await portage.run(migrationId, "import")).state).toBe("needs_attention");
    await portage.run(migrationId, "verify");
    const links = (await differences("open")).filter(
      ({ kind, board }) => kind === "link" && board === "payments",
    );
    expect(links.map(({ itemId }) => itemId ?? "").sort()).toEqual([...payments].sort());
    for (const { repairable, text } of links) {
      expect(repairable).toBe(false);
      expect(text).toContain("deleted or archived");
    }
    expect((await portage.run(migrationId, "import")).state).toBe("succeeded");
    expect((await portage.run(migrationId, "verify")).state).toBe("succeeded");
  });

  it("says which column is gone, and what brings it back", async () => {
    await imported();
    const services = boardOf(plan, "services");
    const column = services.columns.find(
      ({ include, type, filled }) => include && type === "numbers" && filled > 0,
    );
    const board = portage.sandbox.monday.world.board(services.title);
    portage.sandbox.monday.act.deleteColumn(String(board?.id), column?.columnId ?? "");
    await portage.run(migrationId, "verify");
    const open = await differences("open");
    expect(new Set(open.map((each) => each.column))).toEqual(new Set([column?.key]));
    expect(open[0]).toMatchObject({ repairable: false });
    expect(open[0]?.text).toContain("no longer on the board");
    await portage.run(migrationId, "import");
    expect((await portage.run(migrationId, "verify")).state).toBe("succeeded");
  });
});

describe("a link that was lost while another was added", () => {
  it("comes back, and the added one stays", async () => {
    await imported();
    const payments = boardOf(plan, "payments");
    const { columnId, link } = linkOf(payments);
    const item = await someItem("payments", 0);
    const linksOf = (id: string) =>
      portage.items(payments.title).find((each) => each.id === id)?.links[columnId] ?? [];
    const before = linksOf(item);
    const others = (await portage.records(migrationId, link?.board ?? "")).flatMap(
      ({ itemId }) => itemId ?? [],
    );
    const other = others.find((id) => !before.includes(id)) ?? "";
    expect(before).toHaveLength(1);
    portage.sandbox.monday.act.editCell(item, columnId, { item_ids: [Number(other)] });
    await portage.run(migrationId, "verify");
    expect((await differences("open")).map(({ kind }) => kind)).toEqual(["link"]);
    await portage.run(migrationId, "verify", { repair: { all: true } });
    expect([...linksOf(item)].sort()).toEqual([...before, other].sort());
  });
});

describe("a verification of nothing", () => {
  it("is refused before anything was imported", async () => {
    portage = await openPortage();
    migrationId = await portage.discover();
    const refused = await portage.services.startRun(portage.admin, { migrationId, kind: "verify" });
    expect(refused).toMatchObject({ ok: false, error: { code: "verify.nothing_imported" } });
  });
});
