import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RollbackOptions, RollbackPreview, RollbackResult } from "../../server/contract/rollback.ts";
import { must } from "../fakes/engine-harness.ts";
import { expectComplete, type Portage } from "../fakes/portage.ts";
import { prepare } from "../fakes/prepared.ts";

const openImported = prepare("imported");
let portage: Portage;
let migrationId: string;
let before: string;

beforeEach(async () => {
  ({ portage, migrationId, before } = await openImported());
});
afterEach(() => portage.close());

async function rollBack(options: Partial<RollbackOptions> = {}): Promise<RollbackResult> {
  const rollback: RollbackOptions = { scope: { kind: "all" }, ...options };
  const run = await portage.run(migrationId, "rollback", { rollback });
  expect(run.failure).toBeNull();
  const { latest } = must(await portage.services.getRollback(portage.admin, { migrationId }));
  if (!latest) throw new Error("There is no result");
  return latest;
}

async function preview(scope: { kind: "all" } = { kind: "all" }): Promise<RollbackPreview> {
  const { signal } = new AbortController();
  return must(await portage.services.previewRollback(portage.admin, { migrationId, signal, ...scope }));
}

const left = (result: { left: RollbackResult["left"] }) =>
  result.left.map(({ kind, code, count }) => [kind, code, count]).sort();

async function itemsOn(board: string) {
  return portage.itemsByKey(migrationId, board);
}

describe("a rollback after people have worked", () => {
  it("leaves exactly what they touched, and the boards it is on", async () => {
    const { act, world } = portage.sandbox.monday;
    const [first, second, third, fourth, fifth] = await itemsOn("sessions");
    if (!first || !second || !third || !fourth || !fifth) throw new Error("Too few sessions");
    act.renameItem(first.id, "Moved to Friday");
    act.addUpdate(second.id, "Called, will come.");
    const board = world.board("Sessions")?.id ?? world.item(first.id)?.boardId ?? "";
    const group = act.addGroup(board, "Mine");
    act.moveItem(third.id, { groupId: group });
    act.deleteItem(fourth.id);
    const text = act.addColumn(board, { type: "text", title: "My remark" });
    act.editCell(fifth.id, text, "ask again");
    const expected = await preview();
    const result = await rollBack();
    expect(left(result)).toEqual([
      ["board", "board_in_use", 1],
      ["item", "commented_item", 1],
      ["item", "moved_item", 1],
      ["item", "touched_item", 2],
    ]);
    expect(left({ left: expected.leave.filter(({ code }) => code !== "was_there_before") })).toEqual(
      left(result),
    );
    expect(result.alreadyGone).toBe(1);
    expect(result.proof.proven).toBe(true);
    expect(
      world
        .items(board)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([first.id, second.id, third.id, fifth.id].sort());
    const again = await rollBack({ includeTouched: true });
    expect(left(again)).toEqual([]);
    expect(world.picture()).toBe(before);
  });

  it("leaves an item on the customer's own board that a person has sorted into another group", async () => {
    const { act, world } = portage.sandbox.monday;
    const board = world.board("Contacts")?.id ?? "";
    const ours = (await portage.records(migrationId, "contacts")).find(
      ({ outcome }) => outcome === "created",
    );
    const itemId = ours?.itemId ?? "";
    act.moveItem(itemId, { groupId: act.addGroup(board, "Mine") });
    const result = await rollBack();
    expect(left(result)).toContainEqual(["item", "moved_item", 1]);
    expect(world.item(itemId)?.state).toBe("active");
  });

  it("restores what it completed on the customer's items, and keeps what people changed there", async () => {
    const { act, world } = portage.sandbox.monday;
    const contacts = world.board("Contacts");
    const plan = await portage.plan(migrationId);
    const board = plan.boards.find(({ target }) => target.mode === "existing");
    if (!contacts || !board) throw new Error("The plan uses no board of the customer");
    const rows = await portage.records(migrationId, board.key);
    const adopted = rows.filter(({ outcome }) => outcome === "updated");
    const [first, second] = adopted;
    if (!first?.itemId || !second?.itemId) throw new Error("Nothing was completed");
    const email = contacts.columns.find(({ type }) => type === "email")?.id ?? "";
    const origin = board.externalIdColumnId;
    // A colleague writes into a column Portage added, on an item Portage never touched.
    const stranger = world.items(contacts.id).find(({ texts }) => (texts[origin] ?? "") === "");
    act.editCell(stranger?.id ?? "", origin, "mine");
    act.renameItem(first.itemId, "Renamed by a colleague");
    act.editCell(second.itemId, email, { email: "new@x.example", text: "new@x.example" });
    const result = await rollBack();
    expect(left(result)).toEqual([["column", "column_in_use", 1]]);
    expect(result.restored.items).toBe(adopted.length);
    expect(world.item(first.itemId)?.name).toBe("Renamed by a colleague");
    expect(world.item(second.itemId)?.texts[email]).toBe("new@x.example");
    expect(world.item(second.itemId)?.texts[origin]).toBe("");
    const kept = world.board("Contacts")?.columns.map(({ id }) => id) ?? [];
    const added = new Set(board.columns.filter(({ existing }) => !existing).map(({ columnId }) => columnId));
    expect(kept).toContain(origin);
    expect(kept.filter((id) => added.has(id) && id !== origin)).toEqual([]);
  });

  it("says which items were gone when a board had been deleted by hand", async () => {
    const { act, world } = portage.sandbox.monday;
    const sessions = (await itemsOn("sessions")).length;
    act.deleteBoard(world.board("Sessions")?.id ?? "");
    const result = await rollBack();
    expect(result.alreadyGone).toBe(sessions);
    expect(left(result)).toEqual([]);
    expect(result.proof.proven).toBe(true);
    expect(world.boards().filter(({ state, name }) => state === "active" && name === "Payments")).toEqual([]);
    const { items } = must(
      await portage.services.listRollbackEntries(portage.admin, { migrationId, action: "gone", limit: 500 }),
    );
    expect(items.filter(({ kind }) => kind === "item")).toHaveLength(sessions);
    expect(items.every(({ proven }) => proven === true)).toBe(true);
  });

  it("says beforehand that it does not reach into the archive", async () => {
    const { act } = portage.sandbox.monday;
    const sessions = (await itemsOn("sessions")).slice(0, 3);
    for (const { id } of sessions) act.deleteItem(id);
    const signal = new AbortController().signal;
    const query = { migrationId, kind: "all" as const, signal };
    const { cannot } = must(await portage.services.previewRollback(portage.admin, query));
    const told = cannot.find(({ title }) => title === "What people have deleted or archived");
    expect(told?.detail).toContain(`${sessions.length} items were deleted or archived`);
  });

  it.each([
    ["Contacts", "monday.board_missing"],
    ["Payments", null],
  ] as const)(
    "says that %s is archived, before and after; the next import needs the customer's own board only",
    async (title, next) => {
      const { act, world } = portage.sandbox.monday;
      const boardId = world.board(title)?.id ?? "";
      act.archiveBoard(boardId);
      const expected = await preview();
      const result = await rollBack();
      const foreseen = expected.leave.filter(({ code }) => code !== "was_there_before");
      for (const told of [foreseen, result.left])
        expect(left({ left: told })).toEqual([["board", "board_gone", 1]]);
      expect(result.left[0]?.examples).toEqual([
        expect.objectContaining({ name: title, url: expect.stringContaining(boardId) }),
      ]);
      expect(result.alreadyGone).toBe(0);
      expect(result.proof.proven).toBe(true);
      expect(world.boards().find(({ id }) => id === boardId)?.state).toBe("archived");
      await portage.run(migrationId, "discover");
      await portage.approve(migrationId);
      expect((await portage.run(migrationId, "import")).failure?.code ?? null).toBe(next);
    },
  );

  it("leaves what somebody edits while it is at work", async () => {
    const { act, world } = portage.sandbox.monday;
    const boardId = world.board("Sessions")?.id ?? "";
    const [first] = await itemsOn("sessions");
    portage.hooks.afterRead = (read) => {
      if (read !== boardId || !first) return;
      portage.hooks.afterRead = null;
      portage.clock.advance(1_000);
      act.renameItem(first.id, "Edited in between");
    };
    const result = await rollBack();
    expect(left(result)).toEqual([
      ["board", "board_in_use", 1],
      ["item", "touched_item", 1],
    ]);
    expect(world.items(boardId).map(({ name }) => name)).toEqual(["Edited in between"]);
  });

  it("waits while monday is down, and goes on", async () => {
    const { world, switches } = portage.sandbox.monday;
    const boardId = world.board("Sessions")?.id ?? "";
    const { clock } = portage;
    const sleep = clock.sleep.bind(clock);
    portage.hooks.afterRead = (read) => {
      if (read !== boardId) return;
      portage.hooks.afterRead = null;
      switches.set("outage", "answers 503");
      const downAt = clock.now();
      clock.sleep = async (ms, signal) => {
        await sleep(ms, signal);
        if (clock.now() - downAt >= 3_600_000) switches.set("outage", "none");
      };
    };
    const began = portage.clock.now();
    const result = await rollBack();
    expect(portage.clock.now() - began).toBeGreaterThan(3_600_000);
    expect(result.proof.proven).toBe(true);
    expect(world.picture()).toBe(before);
  });

  it("takes back one record, and the next import brings it again", async () => {
    const { world } = portage.sandbox.monday;
    const [first] = await itemsOn("payments");
    if (!first) throw new Error("There is no payment");
    const scope = { kind: "record", board: "payments", externalId: first.externalId } as const;
    const result = await rollBack({ scope });
    expect(result.removed).toEqual([{ kind: "item", count: 1 }]);
    expect(world.item(first.id)?.state).toBe("deleted");
    const again = await portage.run(migrationId, "import");
    expect(again.state).toBe("succeeded");
    await expectComplete(portage, migrationId);
  });

  it("takes back one board with its objects, and leaves the rest", async () => {
    const { world } = portage.sandbox.monday;
    const names = world
      .boards()
      .filter(({ state }) => state === "active")
      .map(({ name }) => name);
    await rollBack({ scope: { kind: "board", board: "payments" } });
    const now = world
      .boards()
      .filter(({ state }) => state === "active")
      .map(({ name }) => name);
    expect(names.filter((name) => !now.includes(name))).toEqual(["Payments"]);
    const again = await portage.run(migrationId, "import");
    expect(again.state).toBe("succeeded");
    await expectComplete(portage, migrationId);
    await rollBack();
    expect(world.picture()).toBe(before);
  });

  it("takes back a run that brought everything", async () => {
    const runs = await portage.store.runs.list({ accountId: portage.admin.accountId, migrationId }, 10);
    const runId = runs.find(({ kind }) => kind === "import")?.id ?? "";
    const result = await rollBack({ scope: { kind: "run", runId } });
    expect(left(result)).toEqual([]);
    expect(portage.sandbox.monday.world.picture()).toBe(before);
  });
});
