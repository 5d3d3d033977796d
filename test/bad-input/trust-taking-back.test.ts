/** Rollbacks that follow on each other, end early, or take only a part: the next import always stands on firm ground. */
import { afterEach, describe, expect, it } from "vitest";
import type { RollbackResult, RollbackScope } from "../../server/contract/rollback.ts";
import type { RunKind, RunView, StartRun } from "../../server/contract/run.ts";
import { must } from "../fakes/engine-harness.ts";
import { expectComplete, type Portage } from "../fakes/portage.ts";
import { prepare } from "../fakes/prepared.ts";

const openApproved = prepare("approved");
const openImported = prepare("imported");
let portage: Portage;
let migrationId: string;
let before: string;
afterEach(() => portage.close());

const shop = { records: 20 };

async function open(): Promise<void> {
  ({ portage, migrationId, before } = await openApproved(shop));
}

async function imported(): Promise<void> {
  ({ portage, migrationId, before } = await openImported(shop));
}

async function run(kind: RunKind, options: StartRun["options"] = {}): Promise<RunView> {
  const ended = await portage.run(migrationId, kind, options);
  expect({ kind, state: ended.state, failure: ended.failure }).toEqual({
    ...{ kind, state: "succeeded", failure: null },
  });
  return ended;
}

async function rollBack(scope: RollbackScope): Promise<RollbackResult> {
  await run("rollback", { rollback: { scope } });
  const { latest } = must(await portage.services.getRollback(portage.admin, { migrationId }));
  if (!latest) throw new Error("There is no result");
  expect(latest.proof.proven).toBe(true);
  return latest;
}

/** The code of the refusal; null when the run was started. */
async function refusal(kind: RunKind, options: StartRun["options"] = {}) {
  const answer = await portage.services.startRun(portage.admin, { migrationId, kind, options });
  return answer.ok ? null : answer.error;
}

async function differences() {
  await portage.run(migrationId, "verify");
  const query = { migrationId, state: "open" as const, limit: 50 };
  const { items } = must(await portage.services.listDifferences(portage.admin, query));
  return items.map(({ kind, board, column }) => ({ kind, board, column }));
}

function expectAsBefore(): void {
  expect(portage.sandbox.monday.world.picture()).toBe(before);
}

/** Starts a rollback of everything and cancels it after it has read so many pages. */
async function cancelled(pages: number): Promise<RunView> {
  const rollback = { scope: { kind: "all" as const } };
  const { id: runId } = await portage.start(migrationId, "rollback", { rollback });
  let read = 0;
  portage.hooks.afterRead = () => {
    read += 1;
    if (read === pages) void portage.services.cancelRun(portage.admin, { runId });
  };
  const ended = await portage.follow(runId);
  portage.hooks.afterRead = null;
  return ended;
}

describe("a second rollback of everything", () => {
  it("is told that nothing is left, as are a verification and a reading of late changes", async () => {
    await imported();
    await rollBack({ kind: "all" });
    expectAsBefore();
    const nothing = await refusal("rollback", { rollback: { scope: { kind: "all" } } });
    expect(nothing).toMatchObject({ code: "rollback.nothing_to_do" });
    expect(nothing?.remedy).not.toBe("");
    expect((await refusal("verify"))?.code).toBe("verify.nothing_imported");
    expect((await refusal("delta"))?.code).toBe("delta.nothing_imported");
    expect((await refusal("import"))?.code).toBe("plan.not_approved");
    expectAsBefore();
  });
});

describe("an item whose link a person has removed", () => {
  it("stays in a second rollback too, when what it led to is gone", async () => {
    await imported();
    const { act, world } = portage.sandbox.monday;
    const sessions = await portage.itemsByKey(migrationId, "sessions");
    const linked = sessions.find(({ links }) => (links.get("client") ?? []).length > 0);
    const column = (await portage.plan(migrationId)).boards
      .find(({ key }) => key === "sessions")
      ?.columns.find(({ key }) => key === "client");
    if (!linked || !column) throw new Error("No session has a client");
    act.editCell(linked.id, column.columnId, { item_ids: [] });
    for (const _ of ["first", "second"]) {
      const { left } = await rollBack({ kind: "all" });
      expect(left.map(({ code }) => code)).toEqual(["linked_by_person", "board_in_use"]);
      expect(world.item(linked.id)?.state).toBe("active");
    }
    await run("rollback", { rollback: { scope: { kind: "all" }, includeTouched: true } });
    expectAsBefore();
  });
});

describe("a rollback that is cancelled half way", () => {
  it.each([
    ["after it has deleted boards", 4],
    ["near its end", 8],
  ])("%s leaves an account the import completes again, and a rollback clears", async (_, pages) => {
    await imported();
    expect(await cancelled(pages)).toMatchObject({ state: "cancelled", failure: null });
    await run("import");
    await expectComplete(portage, migrationId);
    expect(await differences()).toEqual([]);
    await rollBack({ kind: "all" });
    expectAsBefore();
  });

  it("is finished by another one", async () => {
    await imported();
    await cancelled(4);
    const result = await rollBack({ kind: "all" });
    expect(result.left).toEqual([]);
    expectAsBefore();
  });

  it("closes the window of late changes, so that the schedule brings nothing back", async () => {
    await imported();
    await cancelled(4);
    const view = must(await portage.services.getDelta(portage.admin, { migrationId }));
    expect(view).toMatchObject({ state: "closed", nextAt: null });
    const items = portage.sandbox.monday.world.version();
    portage.clock.advance(72 * 3_600_000);
    await portage.scheduler.wake();
    expect(portage.sandbox.monday.world.version()).toBe(items);
  });
});

describe("a rollback of a part that other records are linked to", () => {
  it("a board: the next import makes its items anew with all links", async () => {
    await imported();
    await rollBack({ kind: "board", board: "clients" });
    // What was taken back is not missed; links that led to it are told until it is there again.
    expect(new Set((await differences()).map(({ kind }) => kind))).toEqual(new Set(["link"]));
    await run("import");
    await expectComplete(portage, migrationId);
    expect(await differences()).toEqual([]);
    await rollBack({ kind: "all" });
    expectAsBefore();
  });

  it("a record: the next import makes its item anew with all links", async () => {
    await imported();
    const clients = await portage.itemsByKey(migrationId, "clients");
    const payments = await portage.itemsByKey(migrationId, "payments");
    const paying = clients.find(({ id }) => payments.some(({ links }) => links.get("client")?.includes(id)));
    if (!paying) throw new Error("No client has paid");
    await rollBack({ kind: "record", board: "clients", externalId: paying.externalId });
    await run("import");
    await expectComplete(portage, migrationId);
    const again = await portage.itemOf(migrationId, "clients", paying.externalId);
    const linked = (await portage.itemsByKey(migrationId, "payments")).filter(({ links }) =>
      links.get("client")?.includes(again.id),
    );
    expect(linked.length).toBe(
      payments.filter(({ links }) => links.get("client")?.includes(paying.id)).length,
    );
    await rollBack({ kind: "all" });
    expectAsBefore();
  });
});

describe("a sample", () => {
  const sample = { rollback: { scope: { kind: "sample" as const } } };

  it("on the real boards belongs to the import once that has begun", async () => {
    await open();
    const { id: runId } = await run("sample");
    await portage.approve(migrationId);
    await run("import");
    const picture = portage.sandbox.monday.world.picture();
    const byRun = { rollback: { scope: { kind: "run" as const, runId } } };
    expect(await refusal("rollback", byRun)).toMatchObject({ code: "rollback.nothing_to_do" });
    const refused = await refusal("rollback", sample);
    expect(refused).toMatchObject({ code: "rollback.nothing_to_do" });
    expect(refused?.userMessage).toContain("part of it now");
    expect((await refusal("sample"))?.code).toBe("sample.after_import");
    expect(portage.sandbox.monday.world.picture()).toBe(picture);
    await rollBack({ kind: "all" });
    expectAsBefore();
  });

  it("may be made, made again and removed after the import was taken back", async () => {
    await imported();
    await rollBack({ kind: "all" });
    await portage.answer(migrationId);
    await run("sample");
    await run("sample");
    await rollBack({ kind: "sample" });
    await rollBack({ kind: "all" });
    expectAsBefore();
  });

  it("in a test workspace goes after the import without a trace on the real boards", async () => {
    await open();
    await run("sample", { sample: { landing: "test_workspace" } });
    await portage.approve(migrationId);
    await run("import");
    await rollBack({ kind: "test" });
    expect(await differences()).toEqual([]);
    await expectComplete(portage, migrationId);
    await rollBack({ kind: "all" });
    expectAsBefore();
  });

  it("whose test workspace a person has emptied is removed all the same, or made anew", async () => {
    await open();
    const landing = { sample: { landing: "test_workspace" as const } };
    await run("sample", landing);
    const { act, world } = portage.sandbox.monday;
    const empty = (): void => {
      const made = world.boards().filter(({ name, state }) => state === "active" && name === "Clients");
      for (const { id, workspaceId } of world.boards()) {
        if (workspaceId === made[0]?.workspaceId) act.deleteBoard(id);
      }
    };
    empty();
    await run("sample", landing);
    empty();
    const result = await rollBack({ kind: "test" });
    expect(result.alreadyGone).toBeGreaterThan(0);
    expectAsBefore();
  });
});
