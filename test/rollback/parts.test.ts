/** Rollbacks of a part of the import: what stays is whole, and the next import brings back the rest. */
import { afterEach, describe, expect, it } from "vitest";
import type { RollbackResult, RollbackScope } from "../../server/contract/rollback.ts";
import type { RunKind } from "../../server/contract/run.ts";
import { must } from "../fakes/engine-harness.ts";
import { expectComplete, openPortage, type Portage } from "../fakes/portage.ts";
import { prepare } from "../fakes/prepared.ts";
import { provenRollback } from "../fakes/proven-rollback.ts";

const openImported = prepare("imported");
let portage: Portage;
let migrationId: string;
let before: string;
afterEach(() => portage.close());

const shop = { records: 20 };

async function rollBack(scope: RollbackScope): Promise<RollbackResult> {
  return provenRollback(portage, migrationId, { scope });
}

async function run(kind: RunKind): Promise<void> {
  expect(await portage.run(migrationId, kind)).toMatchObject({ state: "succeeded", failure: null });
}

async function differences() {
  await portage.run(migrationId, "verify");
  const query = { migrationId, state: "open" as const, limit: 50 };
  const { items } = must(await portage.services.listDifferences(portage.admin, query));
  return items.map(({ kind, board, column, text }) => ({ kind, board, column, text }));
}

function picture(): string {
  return portage.sandbox.monday.world.picture();
}

describe("boards that are split", () => {
  async function split() {
    portage = await openPortage(shop);
    before = picture();
    portage.sandbox.monday.switches.set("boardItemLimit", 40);
    migrationId = await portage.discover();
    await portage.approve(migrationId);
    await run("import");
    const { boards } = await portage.plan(migrationId);
    const part = boards.find((each) => each.part !== null && each.part.of !== each.key);
    if (!part?.part) throw new Error("No board is split");
    return { part: part.key, whole: part.part.of };
  }

  it("are taken back with all their parts and imported again, links and all", async () => {
    const { part, whole } = await split();
    await rollBack({ kind: "board", board: whole });
    for (const key of [whole, part]) expect(await portage.records(migrationId, key)).toEqual([]);
    await run("import");
    await expectComplete(portage, migrationId);
    expect(await differences()).toEqual([]);
    await rollBack({ kind: "all" });
    expect(picture()).toBe(before);
  });

  it("are taken back by a part or a record of it, too", async () => {
    const { part } = await split();
    const [first] = await portage.itemsByKey(migrationId, part);
    const record = { kind: "record", board: part, externalId: first?.externalId ?? "" } as const;
    expect((await rollBack(record)).removed).toContainEqual({ kind: "item", count: 1 });
    await rollBack({ kind: "board", board: part });
    await run("import");
    await expectComplete(portage, migrationId);
    expect(await differences()).toEqual([]);
    await rollBack({ kind: "all" });
    expect(picture()).toBe(before);
  });
});

describe("a record others were merged into", () => {
  it("goes with them, and comes back with them", async () => {
    ({ portage, migrationId, before } = await openImported(shop));
    const rows = await portage.records(migrationId, "contacts");
    const merged = rows.find(({ outcome, itemId }) => outcome === "merged" && itemId !== null);
    const main = rows.find(({ outcome, itemId }) => outcome === "created" && itemId === merged?.itemId);
    if (!merged || !main) throw new Error("Nothing was merged");
    await rollBack({ kind: "record", board: "contacts", externalId: merged.externalId });
    expect(portage.sandbox.monday.world.item(main.itemId ?? "")?.state).toBe("active");
    await run("import");
    await expectComplete(portage, migrationId);
    expect(await differences()).toEqual([]);
    await rollBack({ kind: "record", board: "contacts", externalId: main.externalId });
    expect(portage.sandbox.monday.world.item(main.itemId ?? "")?.state).toBe("deleted");
    await run("import");
    await expectComplete(portage, migrationId);
    expect(await differences()).toEqual([]);
    await rollBack({ kind: "all" });
    expect(picture()).toBe(before);
  });
});

describe("two readings of late changes", () => {
  it("are taken back one after the other, the later first, and read again", async () => {
    ({ portage, migrationId, before } = await openImported(shop));
    const imported = picture();
    const { edit, account } = portage.sandbox.bizstim;
    const id = account.clients.at(3)?.id ?? "";
    const runs: string[] = [];
    const pictures: string[] = [];
    for (const city of ["Lisbon", "Porto"]) {
      pictures.push(picture());
      edit.update("clients", id, { city });
      await run("delta");
      const scope = { accountId: portage.admin.accountId, migrationId };
      runs.push((await portage.store.runs.list(scope, 1, "delta"))[0]?.id ?? "");
    }
    expect(picture()).not.toBe(pictures[1]);
    for (const runId of runs.toReversed()) {
      await rollBack({ kind: "run", runId });
      expect(picture()).toBe(pictures.pop());
    }
    expect(picture()).toBe(imported);
    await run("delta");
    expect(await differences()).toEqual([]);
    await rollBack({ kind: "all" });
    expect(picture()).toBe(before);
  });

  it("taken back in the order they were made leave the value of the later one", async () => {
    ({ portage, migrationId, before } = await openImported(shop));
    const { edit, account } = portage.sandbox.bizstim;
    const id = account.clients.at(3)?.id ?? "";
    const scope = { accountId: portage.admin.accountId, migrationId };
    const runs: string[] = [];
    for (const city of ["Lisbon", "Porto"]) {
      edit.update("clients", id, { city });
      await run("delta");
      runs.push((await portage.store.runs.list(scope, 1, "delta"))[0]?.id ?? "");
    }
    const both = picture();
    const result = await rollBack({ kind: "run", runId: runs[0] ?? "" });
    expect(result.left.map(({ code }) => code)).toEqual(["touched_cell"]);
    expect(picture()).toBe(both);
    expect(await differences()).toEqual([]);
    await rollBack({ kind: "all" });
    expect(picture()).toBe(before);
  });
});
