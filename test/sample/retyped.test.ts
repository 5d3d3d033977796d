import { afterEach, describe, expect, it } from "vitest";
import type { PlanEdit } from "../../server/contract/plan.ts";
import { must } from "../fakes/engine-harness.ts";
import { expectComplete, type Portage } from "../fakes/portage.ts";
import { prepare } from "../fakes/prepared.ts";

const openApproved = prepare("approved");
let portage: Portage;
afterEach(() => portage.close());

/** A sample on the real boards, columns that get another type, then the import. */
async function importedAfterRetyping(edits: readonly PlanEdit[]) {
  const { migrationId, before, ...opened } = await openApproved();
  portage = opened.portage;
  await portage.run(migrationId, "sample", { sample: { landing: "boards" } });
  for (const edit of edits) {
    must(await portage.edit(migrationId, [edit]));
    await portage.answer(migrationId);
    await portage.run(migrationId, "sample", { sample: { landing: "boards" } });
  }
  await portage.approve(migrationId);
  expect(await portage.run(migrationId, "import")).toMatchObject({ failure: null, state: "succeeded" });
  await expectComplete(portage, migrationId);
  expect((await portage.run(migrationId, "verify")).state).toBe("succeeded");
  return { migrationId, before };
}

async function rollBackAll(migrationId: string) {
  await portage.run(migrationId, "rollback", { rollback: { scope: { kind: "all" } } });
  const { latest } = must(await portage.services.getRollback(portage.admin, { migrationId }));
  if (!latest) throw new Error("There is no result");
  return latest;
}

const retype = (board: string, column: string, type: "text" | "long_text" | "dropdown"): PlanEdit => ({
  ...{ op: "column.type", board, column, type },
});

describe("a column that gets another type after a sample", () => {
  it("does not make the sample's items look touched: a rollback takes everything back", async () => {
    const { migrationId, before } = await importedAfterRetyping([
      retype("clients", "status", "text"),
      retype("clients", "status", "dropdown"),
      retype("payments", "date", "text"),
      retype("contacts", "mobile", "text"),
    ]);
    expect((await rollBackAll(migrationId)).left).toEqual([]);
    expect(portage.sandbox.monday.world.picture()).toBe(before);
  });

  it("still shows what a person has put into the column it had before", async () => {
    const { migrationId } = await importedAfterRetyping([retype("clients", "city", "long_text")]);
    const { world, act } = portage.sandbox.monday;
    const scope = { accountId: portage.admin.accountId, migrationId };
    const objects = await portage.store.objects.list(scope);
    const old = objects.find(({ key }) => key.startsWith("clients/city~"))?.id ?? "";
    const [item] = world.items(world.board("Clients")?.id ?? "").filter(({ texts }) => texts[old]);
    act.editCell(item?.id ?? "", old, "Moved away");
    const { left } = await rollBackAll(migrationId);
    expect(left.map(({ kind, code, count }) => [kind, code, count])).toContainEqual([
      ...["item", "touched_item"],
      1,
    ]);
  });
});
