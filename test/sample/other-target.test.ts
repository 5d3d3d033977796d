import { afterEach, describe, expect, it } from "vitest";
import type { PlanEdit } from "../../server/contract/plan.ts";
import { must } from "../fakes/engine-harness.ts";
import { expectComplete, type Portage } from "../fakes/portage.ts";
import { prepare } from "../fakes/prepared.ts";

const openApproved = prepare("approved");
let portage: Portage;
afterEach(() => portage.close());

const toNewBoard: PlanEdit = { op: "board.target", board: "contacts", boardId: null };

describe("another board for records a sample has put on one", () => {
  it("can be chosen once the sample is removed", async () => {
    const { migrationId, before, ...opened } = await openApproved();
    portage = opened.portage;
    await portage.run(migrationId, "sample", { sample: { landing: "boards" } });
    const refused = await portage.edit(migrationId, [toNewBoard]);
    expect(refused).toMatchObject({
      ok: false,
      error: {
        code: "plan.impossible_edit",
        remedy: "Remove the sample first, then choose another board.",
      },
    });
    const removal = { rollback: { scope: { kind: "sample" as const } } };
    expect((await portage.run(migrationId, "rollback", removal)).state).toBe("succeeded");
    must(await portage.edit(migrationId, [toNewBoard]));
    await portage.approve(migrationId);
    expect(await portage.run(migrationId, "import")).toMatchObject({ failure: null, state: "succeeded" });
    await expectComplete(portage, migrationId);
    expect((await portage.run(migrationId, "verify")).state).toBe("succeeded");
    const all = { rollback: { scope: { kind: "all" as const } } };
    expect((await portage.run(migrationId, "rollback", all)).state).toBe("succeeded");
    expect(portage.sandbox.monday.world.picture()).toBe(before);
  });
});
