/** Records that fit nowhere: none is lost, none is cut off, none does harm. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { must } from "../fakes/engine-harness.ts";
import { expectComplete, openPortage, type Portage } from "../fakes/portage.ts";

const long = `Start ${"word ".repeat(900)}End`;
const longName = `Anna ${"Maria ".repeat(60)}`.trim();
const mentions = "Ask @Dana Levi and @everyone about this; &#64;Nora Quinn too.";

let portage: Portage;
let migrationId: string;

/** One import of an account with one record of each kind of trouble. */
beforeAll(async () => {
  portage = await openPortage();
  const { edit } = portage.sandbox.bizstim;
  edit.updateClient("21", { notes: long, first_name: longName });
  edit.updateClient("22", { email: "liam at mail" });
  edit.updateClient("23", { notes: mentions });
  edit.update("sessions", "301", { notes: mentions });
  edit.updatePayment("62", { revenue_note: mentions });
  edit.updatePayment("61", { client_id: "987654", revenue_amount: "41.17" });
  edit.updateClient("24", { first_name: '=HYPERLINK("https://x.example","go")', last_name: "" });
  edit.updateClient("25", { first_name: "@SUM(A1:A9)", last_name: "" });
  edit.updateClient("26", { first_name: "+1+1", last_name: "" });
  edit.updateClient("27", { first_name: "-2+3", last_name: "" });
  migrationId = await portage.discover();
  const everyUpdate = (await portage.plan(migrationId)).boards.flatMap((board) =>
    board.updates.map(({ key }) => {
      return { op: "update.include" as const, board: board.key, update: key, include: true };
    }),
  );
  must(await portage.edit(migrationId, everyUpdate));
  await portage.approve(migrationId);
  expect((await portage.run(migrationId, "import")).state).toBe("succeeded");
});
afterAll(() => portage.close());

const itemOf = (board: string, externalId: string) => portage.itemOf(migrationId, board, externalId);

/** Texts of an item's updates with the invisible signs taken out that Portage adds. */
const updatesOf = (itemId: string): string =>
  portage.sandbox.monday.world
    .updates(itemId)
    .map(({ body }) => body.replace(/\u2060/g, ""))
    .join("\n");

describe("an account full of odd records", () => {
  it("adds up, with nothing doubled", async () => {
    await expectComplete(portage, migrationId);
  });
});

describe("texts over monday's limits", () => {
  it("show their beginning in the cell and stand in full in an update", async () => {
    const client = await itemOf("clients", "bizstim:clients:21");
    expect(client.name.length).toBeLessThanOrEqual(255);
    expect((client.texts.get("notes") ?? "").length).toBeLessThanOrEqual(2_000);
    const updates = updatesOf(client.id);
    expect(updates).toContain(long);
    expect(updates).toContain(longName);
    const plan = await portage.plan(migrationId);
    const codes = plan.findings.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(["text.over_limit", "name.over_limit"]));
    const row = (await portage.records(migrationId, "clients")).find((each) =>
      each.externalId.endsWith(":21"),
    );
    expect(row?.notes.length).toBeGreaterThan(0);
  });
});

describe("an e-mail address that is none", () => {
  it("is kept as text, the finding says so and the missing contact is explained", async () => {
    const client = await itemOf("clients", "bizstim:clients:22");
    expect(client.texts.get("email")).toBe("");
    expect(client.texts.get("other_emails")).toContain("liam at mail");
    const plan = await portage.plan(migrationId);
    expect(plan.findings.map(({ code }) => code)).toContain("email.invalid");
    const contact = (await portage.records(migrationId, "contacts")).find(
      ({ externalId }) => externalId === "bizstim:clients:22",
    );
    expect(contact).toMatchObject({ outcome: "skipped" });
    expect(contact?.reason).toBeTruthy();
  });
});

describe("a payment of a client that does not exist", () => {
  it("is moved without the link, its source number kept, and the sum is right", async () => {
    const payment = await itemOf("payments", "bizstim:payments:61");
    expect(payment.links.get("client")).toEqual([]);
    expect(payment.texts.get("missing_links")).toContain("987654");
    expect(payment.texts.get("amount")).toBe("41.17");
    const row = (await portage.records(migrationId, "payments")).find(
      ({ externalId }) => externalId === "bizstim:payments:61",
    );
    expect(row).toMatchObject({ outcome: "created" });
    expect(row?.notes.map(({ code }) => code)).toContain("link_missing");
  });
});

describe("a name after an @ in a text", () => {
  it("notifies nobody and reads the same", async () => {
    const { world } = portage.sandbox.monday;
    expect(world.notifications).toEqual([]);
    const session = await itemOf("sessions", "bizstim:sessions:301");
    expect(updatesOf(session.id)).toContain("@Dana Levi and @everyone");
  });
});

describe("a text that a spreadsheet would run", () => {
  it("is only a text in the CSV of the ledger", async () => {
    const csv = await (await portage.call(`/api/migrations/${migrationId}/records.csv`)).text();
    expect(csv).toContain("HYPERLINK");
    expect(/(^|,)"?[=+\-@]/m.test(csv.replace(/^\uFEFF/, ""))).toBe(false);
  });
});
