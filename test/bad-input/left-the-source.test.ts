/** Records deleted in the source, of every kind: also those that are asked about one by one when they are read. */
import { afterEach, describe, expect, it } from "vitest";
import { must } from "../fakes/engine-harness.ts";
import { openPortage, type Portage } from "../fakes/portage.ts";

let portage: Portage;
let migrationId: string;
afterEach(() => portage.close());

async function imported(): Promise<void> {
  portage = await openPortage({ records: 40 });
  migrationId = await portage.discover();
  await portage.approve(migrationId);
  expect((await portage.run(migrationId, "import")).state).toBe("succeeded");
}

async function questions() {
  const page = must(await portage.services.listConflicts(portage.admin, { migrationId, limit: 50 }));
  return page.items.map(({ kind, board, externalId }) => ({ kind, board, externalId }));
}

async function idOf(board: string, index: number): Promise<string> {
  const item = (await portage.itemsByKey(migrationId, board))[index];
  return item?.externalId.split(":").at(-1) ?? "";
}

describe("a client deleted in the source", () => {
  it.each(["alone", "while another one signs up"])("is reported, %s", async (how) => {
    await imported();
    const { edit } = portage.sandbox.bizstim;
    const id = await idOf("clients", 3);
    edit.deleteClient(id);
    if (how !== "alone") edit.addClient({ last_name: "Newcomer", email: "newcomer@x.example" });
    const run = await portage.run(migrationId, "delta");
    expect([run.state, run.failure]).toEqual(["needs_attention", null]);
    expect(await questions()).toContainEqual({
      kind: "deleted",
      board: "clients",
      externalId: `bizstim:clients:${id}`,
    });
  });

  it("is no part of the next plan", async () => {
    await imported();
    const before = must(await portage.services.getInventory(portage.admin, { migrationId }));
    portage.sandbox.bizstim.edit.deleteClient(await idOf("clients", 3));
    await portage.run(migrationId, "discover");
    const after = must(await portage.services.getInventory(portage.admin, { migrationId }));
    const clients = ({ streams }: typeof before) =>
      streams.find(({ stream }) => stream === "clients")?.records;
    expect(clients(after)).toBe((clients(before) ?? 0) - 1);
  });
});
