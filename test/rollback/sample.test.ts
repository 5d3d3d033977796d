import { afterEach, describe, expect, it } from "vitest";
import type { RollbackScope } from "../../server/contract/rollback.ts";
import { must } from "../fakes/engine-harness.ts";
import { expectComplete, type Portage } from "../fakes/portage.ts";
import { prepare } from "../fakes/prepared.ts";

const openApproved = prepare("approved");
let portage: Portage;

afterEach(() => portage.close());

async function open(): Promise<{ migrationId: string; before: string }> {
  const { migrationId, before, ...opened } = await openApproved();
  portage = opened.portage;
  return { migrationId, before };
}

async function rollBack(migrationId: string, scope: RollbackScope) {
  const run = await portage.run(migrationId, "rollback", { rollback: { scope } });
  expect(run.failure).toBeNull();
  const { latest } = must(await portage.services.getRollback(portage.admin, { migrationId }));
  if (!latest) throw new Error("There is no result");
  expect(latest.proof.proven).toBe(true);
  return latest;
}

describe("a rollback of a sample", () => {
  it("takes its items off the real boards, and the import brings everything", async () => {
    const { migrationId, before } = await open();
    const sample = await portage.run(migrationId, "sample", { sample: { landing: "boards" } });
    expect(sample.failure).toBeNull();
    const result = await rollBack(migrationId, { kind: "sample" });
    expect(result.left).toEqual([]);
    const scope = { accountId: portage.admin.accountId, migrationId };
    expect(await portage.store.ledger.total(scope, {})).toBe(0);
    const trail = await portage.services.listAudit(portage.admin, { migrationId, writes: true, limit: 500 });
    const removals = must(trail).items.filter(({ operation }) =>
      /^Portage(BulkDelete|DeleteItems)/.test(operation),
    );
    expect(removals.flatMap(({ records }) => records)).not.toEqual([]);
    await portage.approve(migrationId);
    expect((await portage.run(migrationId, "import")).state).toBe("succeeded");
    await expectComplete(portage, migrationId);
    await rollBack(migrationId, { kind: "all" });
    expect(portage.sandbox.monday.world.picture()).toBe(before);
  });

  it("has nothing to take back once an import has taken the items over, and the preview says the same", async () => {
    const { migrationId } = await open();
    const sample = await portage.run(migrationId, "sample", { sample: { landing: "boards" } });
    await portage.approve(migrationId);
    expect((await portage.run(migrationId, "import")).state).toBe("succeeded");
    const scopes: RollbackScope[] = [{ kind: "sample" }, { kind: "run", runId: sample.id }];
    for (const scope of scopes) {
      const query = { migrationId, ...scope, signal: new AbortController().signal };
      const preview = must(await portage.services.previewRollback(portage.admin, query));
      expect(preview).toMatchObject({ scope, state: "nothing", remove: [], restore: [], leave: [] });
      const options = { rollback: { scope } };
      const start = await portage.services.startRun(portage.admin, {
        ...{ migrationId, kind: "rollback" as const, options },
      });
      expect(start).toMatchObject({ ok: false, error: { code: "rollback.nothing_to_do" } });
    }
  });

  it("takes a test workspace away with everything in it, and nothing else", async () => {
    const { migrationId, before } = await open();
    const sample = await portage.run(migrationId, "sample", { sample: { landing: "test_workspace" } });
    expect(sample.failure).toBeNull();
    expect(portage.sandbox.monday.world.picture()).not.toBe(before);
    const result = await rollBack(migrationId, { kind: "test" });
    expect(result.left).toEqual([]);
    expect(portage.sandbox.monday.world.picture()).toBe(before);
  });

  it("keeps a test workspace that somebody has archived a board of, and says so", async () => {
    const { migrationId } = await open();
    await portage.run(migrationId, "sample", { sample: { landing: "test_workspace" } });
    const { act, world } = portage.sandbox.monday;
    const boardId = world.board("Payments")?.id ?? "";
    act.archiveBoard(boardId);
    const query = { migrationId, kind: "test" as const, signal: new AbortController().signal };
    const expected = must(await portage.services.previewRollback(portage.admin, query));
    const result = await rollBack(migrationId, { kind: "test" });
    for (const left of [expected.leave, result.left]) {
      expect(left.map(({ kind, code }) => [kind, code]).sort()).toEqual([
        ["board", "board_gone"],
        ["workspace", "workspace_in_use"],
      ]);
    }
    expect(world.boards().find(({ id }) => id === boardId)?.state).toBe("archived");
  });
});
