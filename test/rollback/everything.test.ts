import { afterEach, describe, expect, it } from "vitest";
import { must } from "../fakes/engine-harness.ts";
import { expectComplete, type Portage } from "../fakes/portage.ts";
import { prepare } from "../fakes/prepared.ts";

const openImported = prepare("imported");
let portage: Portage;

afterEach(() => portage.close());

/** Opens an account with a finished import. */
async function imported(): Promise<{ migrationId: string; before: string }> {
  const { migrationId, before, ...opened } = await openImported();
  portage = opened.portage;
  return { migrationId, before };
}

describe("a rollback of everything", () => {
  it("leaves the account as it was before the import, and proves it", async () => {
    const { migrationId, before } = await imported();
    const run = await portage.run(migrationId, "rollback", { rollback: { scope: { kind: "all" } } });
    expect(run.failure).toBeNull();
    expect(portage.sandbox.monday.world.picture()).toBe(before);
    const { latest } = must(await portage.services.getRollback(portage.admin, { migrationId }));
    expect(latest?.left).toEqual([]);
    expect(latest?.proof).toMatchObject({
      itemsStillThere: 0,
      cellsDifferent: 0,
      objectsStillThere: 0,
      proven: true,
    });
    expect(latest?.restored.items).toBeGreaterThan(0);
    expect(run.state).toBe("succeeded");
    expect(await portage.store.ledger.total({ accountId: portage.admin.accountId, migrationId }, {})).toBe(0);
    expect(await portage.store.objects.list({ accountId: portage.admin.accountId, migrationId })).toEqual([]);
  });

  it("does so too after the source was read again and imported by the new plan", async () => {
    const { migrationId, before } = await imported();
    const { hash } = await portage.plan(migrationId);
    await portage.run(migrationId, "discover");
    expect(await portage.plan(migrationId)).toMatchObject({ hash, approval: { current: true } });
    expect((await portage.run(migrationId, "import")).state).toBe("succeeded");
    const run = await portage.run(migrationId, "rollback", { rollback: { scope: { kind: "all" } } });
    expect([run.state, run.failure]).toEqual(["succeeded", null]);
    expect(portage.sandbox.monday.world.picture()).toBe(before);
  });

  it("takes about as many calls as its preview says", async () => {
    const { migrationId } = await imported();
    const signal = new AbortController().signal;
    const preview = must(
      await portage.services.previewRollback(portage.admin, { migrationId, kind: "all", signal }),
    );
    await portage.run(migrationId, "rollback", { rollback: { scope: { kind: "all" } } });
    const { latest } = must(await portage.services.getRollback(portage.admin, { migrationId }));
    const share = preview.estimate.calls / (latest?.calls ?? 0);
    expect(share).toBeGreaterThan(1 / 1.5);
    expect(share).toBeLessThan(1.5);
  });

  it("can be imported again afterwards, and all adds up", async () => {
    const { migrationId } = await imported();
    await portage.run(migrationId, "rollback", { rollback: { scope: { kind: "all" } } });
    await portage.approve(migrationId);
    const again = await portage.run(migrationId, "import");
    expect(again.failure).toBeNull();
    expect(again.state).toBe("succeeded");
    await expectComplete(portage, migrationId);
  });
});
