/** Bad days between the import and the cutover: each has a clear end, and says what to do where a person is needed. */
import { Readable } from "node:stream";
import { afterEach, describe, expect, it } from "vitest";
import { checkAuditFile } from "../../scripts/local/check-audit-file.ts";
import type { RollbackResult, RollbackScope } from "../../server/contract/rollback.ts";
import type { RunKind, RunView } from "../../server/contract/run.ts";
import { boardOf, columnOf } from "../builders/plan.ts";
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

async function imported(): Promise<void> {
  ({ portage, migrationId, before } = await openImported(shop));
}

async function rollBack(scope: RollbackScope, includeTouched = false): Promise<RollbackResult> {
  return provenRollback(portage, migrationId, { scope, includeTouched });
}

async function latestRun(kind: RunKind): Promise<string> {
  const scope = { accountId: portage.admin.accountId, migrationId };
  return (await portage.store.runs.list(scope, 1, kind))[0]?.id ?? "";
}

async function differences() {
  await portage.run(migrationId, "verify");
  const query = { migrationId, state: "open" as const, limit: 50 };
  return must(await portage.services.listDifferences(portage.admin, query)).items;
}

async function conflicts() {
  const page = { migrationId, limit: 50 };
  const { items } = must(await portage.services.listConflicts(portage.admin, page));
  return items.map(({ kind, column, state }) => ({ kind, column, state }));
}

const sourceIdOf = ({ externalId }: { externalId: string }): string => externalId.split(":").at(-1) ?? "";

function mutations(): number {
  const { fields } = portage.sandbox.monday.world.requestLog;
  return Object.entries(fields)
    .filter(([name]) => /^(create|update|change|delete|add|move|archive)_/.test(name))
    .reduce((sum, [, count]) => sum + count, 0);
}

describe("a reading of late changes when nothing has changed", () => {
  it("writes nothing at all, and there is nothing of it to take back", async () => {
    await imported();
    const [picture, written] = [portage.sandbox.monday.world.picture(), mutations()];
    expect(await portage.run(migrationId, "delta")).toMatchObject({ state: "succeeded", failure: null });
    expect(mutations()).toBe(written);
    expect(portage.sandbox.monday.world.picture()).toBe(picture);
    const scope = { kind: "run" as const, runId: await latestRun("delta") };
    const options = { rollback: { scope } };
    const refused = await portage.services.startRun(portage.admin, {
      ...{ migrationId, kind: "rollback" as const, options },
    });
    expect(refused.ok ? null : refused.error.code).toBe("rollback.nothing_to_do");
  });
});

describe("a reading of late changes that is taken back", () => {
  it("leaves every item as it was before it, conflicts and all, and the next one finds the same again", async () => {
    await imported();
    const { edit } = portage.sandbox.bizstim;
    const { act, world } = portage.sandbox.monday;
    const [first, second, third] = await portage.itemsByKey(migrationId, "clients");
    const [payment] = await portage.itemsByKey(migrationId, "payments");
    if (!first || !second || !third || !payment) throw new Error("Too few records");
    const city = columnOf(boardOf(await portage.plan(migrationId), "clients"), "city").columnId;
    edit.updateClient(sourceIdOf(first), { city: "Elsewhere", first_name: "Renamed" });
    edit.updateClient(sourceIdOf(second), { city: "From the source" });
    act.editCell(second.id, city, "By a colleague");
    edit.updateClient(sourceIdOf(third), { address1: "1 New Street" });
    const added = edit.addClient({ first_name: "Ada", last_name: "New", email: "ada@new.example" });
    edit.add("payments", { client_id: added.id });
    edit.deletePayment(sourceIdOf(payment));
    const picture = world.picture();
    expect((await portage.run(migrationId, "delta")).failure).toBeNull();
    const found = await conflicts();
    expect(found.map(({ kind }) => kind).sort()).toEqual(["deleted", "field"]);
    expect(world.picture()).not.toBe(picture);
    const result = await rollBack({ kind: "run", runId: await latestRun("delta") });
    expect(result.left).toEqual([]);
    expect(world.picture()).toBe(picture);
    expect((await portage.run(migrationId, "delta")).failure).toBeNull();
    expect(await conflicts()).toEqual(found);
    expect(await differences()).toEqual([]);
    await rollBack({ kind: "all" });
    await rollBack({ kind: "all" }, true);
    expect(world.picture()).toBe(before);
  });
});

describe("boards too small for the records", () => {
  it("are split, sampled, verified, read again and taken back as one", async () => {
    portage = await openPortage(shop);
    before = portage.sandbox.monday.world.picture();
    portage.sandbox.monday.switches.set("boardItemLimit", 40);
    migrationId = await portage.discover();
    await portage.answer(migrationId);
    const parts = (await portage.plan(migrationId)).boards.filter(({ part }) => part !== null);
    expect(parts.length).toBeGreaterThan(1);
    expect((await portage.run(migrationId, "sample")).state).toBe("succeeded");
    await portage.approve(migrationId);
    expect((await portage.run(migrationId, "import")).state).toBe("succeeded");
    await expectComplete(portage, migrationId);
    const { edit, account } = portage.sandbox.bizstim;
    const client = edit.addClient({ first_name: "Ada", last_name: "New", email: "ada@new.example" });
    edit.update("sessions", account.sessions.at(44)?.id ?? "", { client_id: client.id });
    expect((await portage.run(migrationId, "delta")).failure).toBeNull();
    expect(await differences()).toEqual([]);
    await rollBack({ kind: "all" });
    expect(portage.sandbox.monday.world.picture()).toBe(before);
  });
});

describe("an account that people have rearranged", () => {
  it("says where an item went, follows renamed columns, and leaves what was moved", async () => {
    await imported();
    const { act, world } = portage.sandbox.monday;
    const [moved] = await portage.itemsByKey(migrationId, "payments");
    const payments = world.board("Payments");
    const clients = world.board("Clients");
    if (!moved || !payments || !clients) throw new Error("The import made no payments");
    for (const { id, type, title } of payments.columns) {
      if (type !== "name") act.renameColumn(payments.id, id, `Our ${title}`);
    }
    expect(await differences()).toEqual([]);
    act.moveItem(moved.id, { boardId: clients.id });
    const [found, ...others] = await differences();
    expect(found).toMatchObject({ kind: "moved_item", cause: "person", repairable: false });
    expect(found?.remedy).not.toBe("");
    expect(others).toEqual([]);
    const result = await rollBack({ kind: "all" });
    expect(result.left.filter(({ kind }) => kind === "item").map(({ code }) => code)).toEqual(["moved_item"]);
    expect(world.item(moved.id)?.state).toBe("active");
    await rollBack({ kind: "all" }, true);
    expect(world.picture()).toBe(before);
  });

  it("verifies, reads and takes back although an owner has left the company", async () => {
    await imported();
    const { people } = await portage.plan(migrationId);
    const owner = people.find(({ userId }) => userId !== null && userId !== portage.admin.userId)?.userId;
    if (!owner) throw new Error("Nobody is assigned");
    portage.sandbox.monday.act.deactivateUser(owner);
    expect(await differences()).toEqual([]);
    expect(await portage.run(migrationId, "delta")).toMatchObject({ state: "succeeded", failure: null });
    expect((await rollBack({ kind: "all" })).left).toEqual([]);
    portage.sandbox.monday.act.activateUser(owner);
    expect(portage.sandbox.monday.world.picture()).toBe(before);
  });

  it("without one of the boards: a verification, a repair and a reading each end and name it", async () => {
    await imported();
    const { act, world } = portage.sandbox.monday;
    act.deleteBoard(world.board("Payments")?.id ?? "");
    const found = await differences();
    expect(found.map(({ kind, board }) => [kind, board])).toContainEqual(["missing_item", "payments"]);
    expect(found.find(({ board }) => board === "payments")?.remedy).toContain("recycle bin");
    const repair = await portage.run(migrationId, "verify", { repair: { all: true } });
    expect(repair).toMatchObject({ state: "needs_attention", failure: null });
    const delta = await portage.run(migrationId, "delta");
    expect(delta).toMatchObject({ state: "failed", failure: { code: "monday.board_missing" } });
    expect(delta.failure?.userMessage).toContain("Payments");
    expect(delta.failure?.remedy).toContain("recycle bin");
    await rollBack({ kind: "all" });
    expect(world.picture()).toBe(before);
  });
});

describe("monday down for an hour in the middle of a rollback", () => {
  it("shows on the waiting run, with the reason, and ends by itself", async () => {
    await imported();
    const { switches, world } = portage.sandbox.monday;
    const { clock } = portage;
    const sleep = clock.sleep.bind(clock);
    portage.hooks.afterRead = () => {
      portage.hooks.afterRead = null;
      switches.set("outage", "answers 503");
      const downAt = clock.now();
      clock.sleep = async (ms, signal) => {
        await sleep(ms, signal);
        if (clock.now() - downAt >= 3_600_000) switches.set("outage", "none");
      };
    };
    const rollback = { scope: { kind: "all" as const } };
    const { id } = await portage.start(migrationId, "rollback", { rollback });
    const waits: NonNullable<RunView["waiting"]>[] = [];
    const ended = await portage.follow(id, (run) => {
      if (run.waiting) waits.push(run.waiting);
      return run.endedAt !== null;
    });
    expect(ended).toMatchObject({ state: "succeeded", failure: null });
    expect(waits.map(({ code }) => code)).toContain("monday.internal");
    expect(waits.every(({ reason }) => reason.length > 10)).toBe(true);
    expect(world.picture()).toBe(before);
  });
});

describe("the exported audit trail of a whole migration", () => {
  it("is whole, and with any byte changed or any line gone it is not", async () => {
    await imported();
    await rollBack({ kind: "all" });
    const bytes = Buffer.from(
      await (await portage.call(`/api/migrations/${migrationId}/audit.jsonl`)).arrayBuffer(),
    );
    const check = (some: Buffer) => checkAuditFile(Readable.from([some]), { head: null });
    expect((await check(bytes)).problems).toEqual([]);
    const step = Math.ceil(bytes.length / 60);
    for (let at = 0; at < bytes.length; at += step) {
      const changed = Buffer.from(bytes);
      // Another letter or digit in its place: still text, still plausible.
      changed[at] = (bytes[at] ?? 0) === 0x31 ? 0x32 : 0x31;
      expect([at, (await check(changed)).problems.length > 0]).toEqual([at, true]);
    }
    const lines = bytes.toString("utf8").trimEnd().split("\n");
    expect(lines.length).toBeGreaterThan(20);
    for (const gone of [0, Math.floor(lines.length / 2), lines.length - 1]) {
      const rest = lines.filter((_, index) => index !== gone).join("\n");
      expect([gone, (await check(Buffer.from(`${rest}\n`))).problems.length > 0]).toEqual([gone, true]);
    }
  });
});
