/** A verification knows what Portage itself wrote later, and does not count what a person still decides about. */
import { afterEach, describe, expect, it } from "vitest";
import { boardOf, columnOf } from "../builders/plan.ts";
import { must } from "../fakes/engine-harness.ts";
import type { Portage } from "../fakes/portage.ts";
import { prepare } from "../fakes/prepared.ts";

const openImported = prepare("imported");
let portage: Portage;
let migrationId: string;
afterEach(() => portage.close());

async function imported(): Promise<void> {
  ({ portage, migrationId } = await openImported());
}

async function someClient() {
  const clients = await portage.itemsByKey(migrationId, "clients");
  const client = clients.find(({ texts }) => texts.get("city") && texts.get("address1"));
  if (!client) throw new Error("No client has an address");
  return { ...client, sourceId: client.externalId.split(":").at(-1) ?? "" };
}

async function columnId(key: string): Promise<string> {
  return columnOf(boardOf(await portage.plan(migrationId), "clients"), key).columnId;
}

async function open() {
  await portage.run(migrationId, "verify");
  const query = { migrationId, state: "open" as const, limit: 50 };
  const { items } = must(await portage.services.listDifferences(portage.admin, query));
  return items.map(({ kind, column, cause }) => ({ kind, column, cause }));
}

describe("a verification after late changes", () => {
  it("finds nothing where Portage wrote them, and a person's own edit where it left one alone", async () => {
    await imported();
    const client = await someClient();
    portage.sandbox.bizstim.edit.updateClient(client.sourceId, { city: "New Halifax" });
    portage.sandbox.bizstim.edit.addClient({ first_name: "Ada", last_name: "Newcomer" });
    expect((await portage.run(migrationId, "delta")).state).toBe("succeeded");
    expect(await open()).toEqual([]);
    portage.sandbox.monday.act.editCell(client.id, await columnId("address1"), "By a colleague");
    portage.sandbox.bizstim.edit.updateClient(client.sourceId, { city: "Third City" });
    await portage.run(migrationId, "delta");
    expect(await open()).toEqual([{ kind: "value", column: "address1", cause: "person" }]);
  });

  it("leaves a field out while its conflict is open, and for good when monday's value was chosen", async () => {
    await imported();
    const client = await someClient();
    portage.sandbox.monday.act.editCell(client.id, await columnId("city"), "Monday City");
    portage.sandbox.bizstim.edit.updateClient(client.sourceId, { city: "Source City" });
    await portage.run(migrationId, "delta");
    expect(await open()).toEqual([]);
    const { items } = must(
      await portage.services.listConflicts(portage.admin, { migrationId, state: "open", limit: 5 }),
    );
    const conflicts = items.map(({ id }) => id);
    must(
      await portage.services.decideConflicts(portage.admin, { migrationId, conflicts, decision: "monday" }),
    );
    await portage.run(migrationId, "delta");
    expect(await open()).toEqual([]);
  });

  it("still tells the item that is gone, after late changes have noticed it", async () => {
    await imported();
    const client = await someClient();
    portage.sandbox.monday.act.deleteItem(client.id);
    portage.sandbox.bizstim.edit.updateClient(client.sourceId, { city: "New Halifax" });
    expect((await portage.run(migrationId, "delta")).state).toBe("needs_attention");
    expect((await open()).filter(({ kind }) => kind === "missing_item")).toHaveLength(1);
    const { latest } = must(await portage.services.getVerification(portage.admin, { migrationId }));
    expect(latest?.drift.deleted).toBe(1);
    await portage.run(migrationId, "import");
    expect(await open()).toEqual([]);
  });
});
