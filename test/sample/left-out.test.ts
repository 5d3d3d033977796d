import { afterEach, describe, expect, it } from "vitest";
import type { PlanEdit } from "../../server/contract/plan.ts";
import { must } from "../fakes/engine-harness.ts";
import { expectComplete, type Portage } from "../fakes/portage.ts";
import { prepare } from "../fakes/prepared.ts";

const openApproved = prepare("approved");
let portage: Portage;
afterEach(() => portage.close());

const include = (board: string, isIn: boolean): PlanEdit => ({ op: "board.include", board, include: isIn });

/** A sample on the real boards, after which these boards are left out of the plan. */
async function sampledThenLeftOut(boards: readonly string[]) {
  const { migrationId, before, ...opened } = await openApproved();
  portage = opened.portage;
  const sample = await portage.run(migrationId, "sample", { sample: { landing: "boards" } });
  expect(sample.failure).toBeNull();
  must(
    await portage.edit(
      migrationId,
      boards.map((board) => include(board, false)),
    ),
  );
  await portage.approve(migrationId);
  return { migrationId, before };
}

async function importAll(migrationId: string) {
  const run = await portage.run(migrationId, "import");
  expect(run).toMatchObject({ failure: null, state: "succeeded" });
  await expectComplete(portage, migrationId);
  const verified = await portage.run(migrationId, "verify");
  const page = must(await portage.services.listDifferences(portage.admin, { migrationId, limit: 20 }));
  expect(page.items.map(({ board, kind, column }) => ({ board, kind, column }))).toEqual([]);
  expect(verified.state).toBe("succeeded");
  return run;
}

async function rollBackAll(migrationId: string) {
  const run = await portage.run(migrationId, "rollback", { rollback: { scope: { kind: "all" } } });
  expect(run).toMatchObject({ failure: null, state: "succeeded" });
}

describe("a board that is left out of the plan after a sample was on it", () => {
  it.each([["payments"], ["clients"], ["contacts"]])(
    "has nothing of the sample on it once the import has run: %s",
    async (board) => {
      const { migrationId, before } = await sampledThenLeftOut([board]);
      await importAll(migrationId);
      const counts = await portage.store.ledger.counts({ accountId: portage.admin.accountId, migrationId });
      expect(counts.filter(({ phase }) => phase === board || phase === `${board}.updates`)).toEqual([]);
      await rollBackAll(migrationId);
      expect(portage.sandbox.monday.world.picture()).toBe(before);
    },
  );

  it("keeps what a person has changed on it, and says how many items", async () => {
    const { migrationId } = await sampledThenLeftOut(["payments"]);
    const { world, act } = portage.sandbox.monday;
    const [first] = portage.items("Payments");
    act.renameItem(first?.id ?? "", "Mine now");
    const run = await portage.run(migrationId, "import");
    expect(run).toMatchObject({ failure: null, state: "succeeded" });
    await expectComplete(portage, migrationId);
    const removal = run.phases.find(({ kind }) => kind === "remove");
    expect(removal).toMatchObject({ state: "done", skipped: 1 });
    const board = world.board("Payments");
    expect(world.items(board?.id ?? "").map(({ name }) => name)).toEqual(["Mine now"]);
    const trail = must(await portage.services.listAudit(portage.admin, { migrationId, limit: 500 }));
    expect(trail.items.map(({ operation }) => operation)).toContain("sample.left_on_boards");
  });

  it("is left alone when an import has taken it over before", async () => {
    const { migrationId, before, ...opened } = await openApproved();
    portage = opened.portage;
    await portage.run(migrationId, "sample", { sample: { landing: "boards" } });
    await portage.approve(migrationId);
    await importAll(migrationId);
    const ids = portage.items("Payments").map(({ id }) => id);
    must(await portage.edit(migrationId, [include("payments", false)]));
    await portage.approve(migrationId);
    const run = await importAll(migrationId);
    expect(run.phases.filter(({ kind }) => kind === "remove")).toEqual([]);
    expect(portage.items("Payments").map(({ id }) => id)).toEqual(ids);
    await rollBackAll(migrationId);
    expect(portage.sandbox.monday.world.picture()).toBe(before);
  });

  it("is made anew when a later plan includes it again", async () => {
    const { migrationId, before } = await sampledThenLeftOut(["clients"]);
    await importAll(migrationId);
    must(await portage.edit(migrationId, [include("clients", true)]));
    await portage.approve(migrationId);
    await importAll(migrationId);
    await rollBackAll(migrationId);
    expect(portage.sandbox.monday.world.picture()).toBe(before);
  });
});
