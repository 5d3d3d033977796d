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

  it("that an admin has removed leaves no difference behind on what was linked to it", async () => {
    await imported();
    const payments = await portage.itemsByKey(migrationId, "payments");
    const payment = payments.find(({ links }) => (links.get("client") ?? []).length > 0);
    const linked = payment?.links.get("client")?.[0];
    const client = (await portage.itemsByKey(migrationId, "clients")).find(({ id }) => id === linked);
    portage.sandbox.bizstim.edit.deleteClient(client?.externalId.split(":").at(-1) ?? "");
    await portage.run(migrationId, "delta");
    const { services, admin } = portage;
    must(await services.decideConflicts(admin, { migrationId, all: "deleted", decision: "remove" }));
    expect((await portage.run(migrationId, "delta")).failure).toBeNull();
    expect(portage.items("Clients").map(({ id }) => id)).not.toContain(client?.id);
    expect((await portage.run(migrationId, "verify")).state).toBe("succeeded");
    const signal = new AbortController().signal;
    const view = must(await services.getItem(admin, { itemId: payment?.id ?? "", signal }));
    expect(view).toMatchObject({ status: "verified" });
  });
});
