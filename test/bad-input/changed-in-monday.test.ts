/** What colleagues do in monday while an import is under way. */
import { afterEach, describe, expect, it } from "vitest";
import type { RunView } from "../../server/contract/run.ts";
import { boardOf, columnOf } from "../builders/plan.ts";
import { must } from "../fakes/engine-harness.ts";
import { expectComplete, onceDuringImport, openPortage, type Portage } from "../fakes/portage.ts";
import { prepare } from "../fakes/prepared.ts";

const openApproved = prepare("approved");
let portage: Portage;
let migrationId: string;
afterEach(() => portage.close());

async function approved(): Promise<void> {
  ({ portage, migrationId } = await openApproved());
}

/** Board of the stand-in a batch is about to write to, when it has the given title. */
function isFor(title: string) {
  return (batch: { boardId: string }): boolean =>
    portage.sandbox.monday.world.board(batch.boardId)?.name === title;
}

function boardId(title: string): string {
  const board = portage.sandbox.monday.world.board(title);
  if (!board) throw new Error(`monday has no board ${title}`);
  return board.id;
}

async function resume(run: RunView): Promise<RunView> {
  must(await portage.services.resumeRun(portage.admin, { runId: run.id }));
  return portage.follow(run.id);
}

describe("a board deleted during the import", () => {
  it("stops the import, names the board, and goes on after it was left out", async () => {
    await approved();
    onceDuringImport(portage, isFor("Locations"), () => {
      portage.sandbox.monday.act.deleteBoard(boardId("Locations"));
    });
    const stopped = await portage.run(migrationId, "import");
    expect(stopped).toMatchObject({ state: "failed", failure: { code: "monday.board_missing" } });
    expect(stopped.failure?.remedy).toContain("recycle bin");
    expect(stopped.failure?.userMessage).toContain("Locations");
    const again = await resume(stopped);
    expect(again).toMatchObject({ state: "failed", failure: { code: "monday.board_missing" } });

    must(await portage.edit(migrationId, [{ op: "board.include", board: "locations", include: false }]));
    await portage.approve(migrationId);
    const ended = await resume(again);
    expect(ended.state).toBe("succeeded");
    await expectComplete(portage, migrationId);
  });
});

describe("a column removed during the import", () => {
  it("comes back on resume with every value in it", async () => {
    await approved();
    const amount = columnOf(boardOf(await portage.plan(migrationId), "payments"), "amount");
    onceDuringImport(portage, isFor("Payments"), () => {
      portage.sandbox.monday.act.deleteColumn(boardId("Payments"), amount.columnId);
    });
    const first = await portage.run(migrationId, "import");
    expect(first).toMatchObject({ state: "failed", failure: { code: "monday.column_missing" } });
    expect(first.failure?.userMessage).toContain("Payments");
    expect(first.failure?.userMessage).toContain("Amount");
    expect(first.failure?.remedy).toContain("Resume");
    expect((await resume(first)).state).toBe("succeeded");
    await expectComplete(portage, migrationId);
    const { phases } = await portage.result(migrationId);
    const sums = phases.find(({ title }) => title === "Payments")?.sums ?? [];
    expect(sums.length).toBeGreaterThan(0);
    for (const sum of sums) expect([sum.kind, sum.destination]).toEqual([sum.kind, sum.source]);
  });
});

describe("a column removed after records were written to it", () => {
  it.each([["amount"], ["portage_id"]])("comes back with the values of all of them: %s", async (key) => {
    await approved();
    const payments = boardOf(await portage.plan(migrationId), "payments");
    const columnId = key === "portage_id" ? key : columnOf(payments, key).columnId;
    let batches = 0;
    portage.hooks.beforeWrite = (batch) => {
      if (!isFor("Payments")(batch)) return;
      batches += 1;
      if (batches === 2) portage.sandbox.monday.act.deleteColumn(batch.boardId, columnId);
    };
    const stopped = await portage.run(migrationId, "import");
    expect(stopped).toMatchObject({ state: "failed", failure: { code: "monday.column_missing" } });
    expect((await resume(stopped)).state).toBe("succeeded");
    await expectComplete(portage, migrationId);
  });
});

describe("a column removed during the import and then left out of the plan", () => {
  it("does not hold up the records that were about to be written with it", async () => {
    await approved();
    const note = columnOf(boardOf(await portage.plan(migrationId), "payments"), "note");
    onceDuringImport(portage, isFor("Payments"), () => {
      portage.sandbox.monday.act.deleteColumn(boardId("Payments"), note.columnId);
    });
    const stopped = await portage.run(migrationId, "import");
    expect(stopped).toMatchObject({ state: "failed", failure: { code: "monday.column_missing" } });
    const leaveOut = { op: "column.include" as const, board: "payments", column: "note", include: false };
    must(await portage.edit(migrationId, [leaveOut]));
    await portage.approve(migrationId);
    expect((await resume(stopped)).state).toBe("succeeded");
    await expectComplete(portage, migrationId);
  });
});

describe("a group removed during the import", () => {
  it("is added again on resume, with the records that belong in it", async () => {
    await approved();
    onceDuringImport(portage, isFor("Services"), () => {
      const last = portage.sandbox.monday.world.board("Services")?.groups.at(-1);
      portage.sandbox.monday.act.deleteGroup(boardId("Services"), last?.id ?? "");
    });
    const stopped = await portage.run(migrationId, "import");
    expect(stopped).toMatchObject({ state: "failed", failure: { code: "monday.schema_conflict" } });
    expect(stopped.failure?.userMessage).toContain(
      'A group of this import was removed in monday (board "Services")',
    );
    expect((await resume(stopped)).state).toBe("succeeded");
    await expectComplete(portage, migrationId);
  });
});

describe("the user Portage works as, deactivated during the import", () => {
  it("stops the import until the user is back", async () => {
    await approved();
    const { act } = portage.sandbox.monday;
    onceDuringImport(portage, isFor("Services"), () => act.deactivateUser(portage.admin.userId));
    const stopped = await portage.run(migrationId, "import");
    expect(stopped).toMatchObject({ state: "failed", failure: { code: "monday.forbidden" } });
    expect(stopped.failure?.remedy).toContain("Activate that user");
    act.activateUser(portage.admin.userId);
    expect((await resume(stopped)).state).toBe("succeeded");
    await expectComplete(portage, migrationId);
  });
});

describe("a user deactivated during the import", () => {
  it("is kept as text on the records that come after, and nothing is lost", async () => {
    await approved();
    const tomas = portage.sandbox.monday.users.find(({ name }) => name === "Tomas Reyes");
    onceDuringImport(portage, isFor("Sessions"), () => {
      portage.sandbox.monday.act.deactivateUser(String(tomas?.id));
    });
    const run = await portage.run(migrationId, "import");
    expect(portage.hooks.beforeWrite).toBeNull();
    expect(run.state).toBe("succeeded");
    await expectComplete(portage, migrationId);
    const sessions = await portage.itemsByKey(migrationId, "sessions");
    const his = sessions.filter(({ texts }) => texts.get("practitioner")?.includes("Tomas Reyes"));
    expect(his.length).toBeGreaterThan(0);
    for (const { texts } of his) {
      expect(`${texts.get("user")} ${texts.get("practitioner_name")}`).toContain("Tomas Reyes");
    }
  });
});

describe("items deleted by hand after an import", () => {
  async function deleted(): Promise<{ id: string; externalId: string }> {
    await approved();
    await portage.run(migrationId, "import");
    const sessions = await portage.itemsByKey(migrationId, "sessions");
    const linked = new Set(sessions.flatMap(({ links }) => links.get("location") ?? []));
    const locations = await portage.itemsByKey(migrationId, "locations");
    const victim = locations.find(({ id }) => linked.has(id));
    if (!victim) throw new Error("No session is at any location");
    portage.sandbox.monday.act.deleteItem(victim.id);
    return victim;
  }

  it("are named by the next import, and written anew with their links by the one after", async () => {
    const victim = await deleted();
    const again = await portage.run(migrationId, "import");
    expect(again.state).toBe("needs_attention");
    const location = (await portage.result(migrationId)).phases.find(({ title }) => title === "Locations");
    expect(location).toMatchObject({ failed: 1, expected: 4, found: 4 });
    const [failed] = (await portage.records(migrationId, "locations")).filter(
      ({ outcome }) => outcome === "failed",
    );
    expect(failed).toMatchObject({ externalId: victim.externalId, reasonCode: "item_gone", itemId: null });
    expect(failed?.remedy).toContain("Start the import again");

    expect((await portage.run(migrationId, "import")).state).toBe("succeeded");
    await expectComplete(portage, migrationId);
    const anew = await portage.itemOf(migrationId, "locations", victim.externalId);
    expect(anew.id).not.toBe(victim.id);
    const sessions = await portage.itemsByKey(migrationId, "sessions");
    expect(sessions.flatMap(({ links }) => links.get("location") ?? [])).toContain(anew.id);
  });

  it("are found again when somebody restores them, and not doubled", async () => {
    const victim = await deleted();
    await portage.run(migrationId, "import");
    portage.sandbox.monday.act.restoreItem(victim.id);
    expect((await portage.run(migrationId, "import")).state).toBe("succeeded");
    await expectComplete(portage, migrationId);
    expect((await portage.itemOf(migrationId, "locations", victim.externalId)).id).toBe(victim.id);
  });

  it("are not written anew when the source has no such record any more", async () => {
    await approved();
    await portage.run(migrationId, "import");
    const [payment] = await portage.itemsByKey(migrationId, "payments");
    const sourceId = payment?.externalId.split(":").at(-1) ?? "";
    portage.sandbox.bizstim.edit.deletePayment(sourceId);
    portage.sandbox.monday.act.deleteItem(payment?.id ?? "");
    await portage.run(migrationId, "discover");
    await portage.approve(migrationId);
    for (const time of ["first", "second"]) {
      expect([time, (await portage.run(migrationId, "import")).state]).toEqual([time, "succeeded"]);
      await expectComplete(portage, migrationId);
    }
    const row = (await portage.records(migrationId, "payments")).find(
      ({ externalId }) => externalId === payment?.externalId,
    );
    expect(row).toMatchObject({ outcome: "skipped", reasonCode: "gone_everywhere", itemId: null });
    const ids = (await portage.itemsByKey(migrationId, "payments")).map(({ externalId }) => externalId);
    expect(ids).not.toContain(payment?.externalId);
  });

  it("are recreated with their updates", async () => {
    await approved();
    await portage.run(migrationId, "import");
    const { world, act } = portage.sandbox.monday;
    const written = (await portage.itemsByKey(migrationId, "sessions")).find(
      ({ id }) => world.updates(id).length > 0,
    );
    if (!written) throw new Error("No session has an update");
    const before = world.updates(written.id).length;
    act.deleteItem(written.id);
    await portage.run(migrationId, "import");
    expect((await portage.run(migrationId, "import")).state).toBe("succeeded");
    await expectComplete(portage, migrationId);
    const anew = await portage.itemOf(migrationId, "sessions", written.externalId);
    expect(world.updates(anew.id)).toHaveLength(before);
  });
});

describe("an existing Contacts board", () => {
  it("keeps its columns and every cell that held something", async () => {
    portage = await openPortage();
    const contacts = portage.sandbox.monday.world.board("Contacts");
    const columnsBefore = contacts?.columns ?? [];
    const itemsBefore = portage.items("Contacts");
    migrationId = await portage.discover();
    await portage.approve(migrationId);
    expect((await portage.run(migrationId, "import")).state).toBe("succeeded");
    const after = portage.sandbox.monday.world.board("Contacts");
    const byId = new Map(after?.columns.map((column) => [column.id, column]));
    expect(columnsBefore.map(({ id }) => byId.get(id))).toEqual(columnsBefore);
    const items = new Map(portage.items("Contacts").map((item) => [item.id, item]));
    let compared = 0;
    for (const before of itemsBefore) {
      expect(items.get(before.id)?.name).toBe(before.name);
      for (const [columnId, text] of Object.entries(before.texts)) {
        if (text === "") continue;
        compared += 1;
        expect(items.get(before.id)?.texts[columnId]).toBe(text);
      }
    }
    expect(compared).toBeGreaterThan(100);
  });
});
