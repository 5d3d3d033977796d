import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSandboxControl, type SandboxControl } from "../../scripts/local/sandbox-control.ts";
import { flawsForAnybody } from "./accessibility.ts";
import {
  acceptEverything,
  button,
  connect,
  editsSaved,
  goToStep,
  heading,
  seeRunThrough,
  takeProposals,
} from "./journey.ts";
import { itemWith, type MondayItem } from "./monday-boards.ts";
import { type Product, startProduct } from "./product.ts";
import { type Visit, visit } from "./visit.ts";

const run = promisify(execFile);
const verifier = path.resolve(import.meta.dirname, "../../scripts/audit-verify.ts");

/**
 * Trust, by clicks: a sample on the real boards, the sign-off, the import, the proof that it is right, what changes
 * afterwards on both sides, and the way back to the account as it was. The facts build on each other in the order
 * they are written.
 */
describe("there and back", { timeout: 60_000 }, () => {
  let product: Product;
  let admin: Visit;
  let control: SandboxControl;
  let pictureBefore: string;
  /** Of the latest verification, as it is shown in full. */
  let fingerprint = "";
  /** The client both sides change: the first of the source. */
  let client: MondayItem;
  const files = mkdtempSync(path.join(tmpdir(), "portage-e2e-files-"));

  beforeAll(async () => {
    product = await startProduct();
    control = createSandboxControl(product.stack.sandbox.url);
    pictureBefore = await control.picture();
    admin = await visit(product);
  });

  afterAll(async () => {
    await product?.stop();
    rmSync(files, { recursive: true, force: true });
  });

  const text = (words: string | RegExp, from: Visit = admin) => from.app.getByText(words).first();
  const list = (name: string | RegExp, from: Visit = admin) => from.app.getByRole("list", { name });
  const choose = (label: string, option: string | RegExp) =>
    chooseIn(admin.app.getByRole("combobox", { name: label, exact: true }), option);

  async function expectFitForAll(): Promise<void> {
    expect(await flawsForAnybody(admin)).toEqual([]);
  }

  /** The rows of the diff that are in sight, once there are as many as the filter says. */
  async function diffRows(): Promise<{ total: number; rows: string[] }> {
    const region = admin.app.getByRole("region", { name: "Source and monday, field by field" });
    const said = admin.app.getByRole("status").filter({ hasText: /^[\d,]+ values?$/ });
    const total = Number((await said.innerText()).replace(/\D/g, ""));
    const rows = region.getByRole("row").filter({ has: admin.app.getByRole("rowheader") });
    await rows.last().waitFor();
    return { total, rows: (await rows.allInnerTexts()).filter((row) => row.includes("Open in monday")) };
  }

  async function runSample(label: RegExp): Promise<void> {
    await seeRunThrough(admin, () => button(admin, label).click());
    await text(/^\d+ records cover (\d+) of \1 value shapes$/).waitFor();
    await list("What you accept").waitFor();
  }

  async function lookForChanges(): Promise<void> {
    await seeRunThrough(admin, () => button(admin, /^Look for changes now$/).click());
    await admin.app.getByRole("button", { name: "Look for changes now", disabled: false }).waitFor();
  }

  async function verify(label: RegExp): Promise<void> {
    await seeRunThrough(admin, () => button(admin, label).click());
    await admin.app.getByRole("button", { name: "Verify now", disabled: false }).waitFor();
  }

  async function readFingerprint(): Promise<string> {
    const hash = admin.app.locator("code[title]").first();
    return (await hash.getAttribute("title")) ?? "";
  }

  const cleanSentence =
    /^([\d,]+) of \1 records and [\d,]+ links verified, 0 differences, sums equal to the cent$/;

  it("marks a sample on the real boards and says what it covers", async () => {
    await connect(admin, product.stack.sandbox.keys.good);
    await button(admin, /^Go to the plan$/).click();
    await heading(admin, /^What your boards will look like$/).waitFor();
    await takeProposals(admin, 3);
    await button(admin, /^Go on to the sample$/).click();
    await runSample(/^Run the sample$/);
    await text(/marked in the column “Portage sample”/).waitFor();
    expect(await control.picture()).toContain('"Portage sample"');
  });

  it("filters the comparison by board, field and verdict", async () => {
    await choose("Board", /^Clients \(/);
    await choose("Field", /^Email \(/);
    const counted = await choose("Verdict", /^Lossy \([1-9]/);
    await admin.app
      .getByRole("status")
      .filter({ hasText: new RegExp(`^${counted} values?$`) })
      .waitFor();
    const { rows } = await diffRows();
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter((row) => !row.includes("Lossy"))).toEqual([]);
    await expectFitForAll();
    await button(admin, /: show in full$/).click();
    await admin.app.getByRole("dialog").getByText("What happens to it").waitFor();
    await expectFitForAll();
    await admin.page.keyboard.press("Escape");
  });

  it("writes and shows only what changed after a mapping was changed in the comparison", async () => {
    await choose("Verdict", "All verdicts");
    await choose("Field", /^Status \(/);
    await button(admin, /^Change the mapping of Status on Clients$/).click();
    const dialog = admin.app.getByRole("dialog");
    await chooseIn(dialog.getByRole("combobox", { name: /^Label of / }).first(), "New label…");
    await dialog.getByRole("textbox", { name: "New label" }).fill("Customer");
    await dialog.getByRole("button", { name: "Add" }).click();
    await dialog
      .getByRole("list", { name: "Values and their labels" })
      .getByText("Customer")
      .first()
      .waitFor();
    await admin.page.keyboard.press("Escape");
    await text(/^The plan was changed after this sample\./).waitFor();
    await expectFitForAll();
    await runSample(/^Run the sample again$/);
    const { total, rows } = await diffRows();
    expect(total).toBeGreaterThan(0);
    expect(rows.filter((row) => !/Customer[\s\S]*changed/.test(row))).toEqual([]);
    await list("Records to compare").waitFor();
    await expectFitForAll();
  });

  it("shows a viewer the sample without anything to press", async () => {
    const viewer = await visit(product, { role: "viewer" });
    await goToStep(viewer, "Sample");
    await list("What you accept", viewer).waitFor();
    expect(await viewer.app.getByRole("checkbox", { name: /accept/ }).count()).toBe(0);
    expect(await acts(viewer)).toEqual([]);
    expect(viewer.problems).toEqual([]);
    await viewer.close();
  });

  it("refuses the import of a plan that was changed after its sign-off", async () => {
    const accepted = await acceptEverything(admin);
    await button(admin, /^Approve and sign off$/).click();
    await list("What was accepted").waitFor();
    expect((await list("What was accepted").getByRole("listitem").allInnerTexts()).length).toBe(
      accepted.length,
    );
    await button(admin, /^Go on to the import$/).click();
    await heading(admin, /^Ready to import$/).waitFor();
    const other = await visit(product);
    await goToStep(other, "Plan");
    await button(other, /^Clients/).click();
    await other.app.getByRole("columnheader", { name: "Country" }).getByRole("button").click();
    const name = other.app.getByRole("dialog").getByLabel("Name in monday");
    await name.fill("Home country");
    await name.press("Enter");
    await other.page.keyboard.press("Escape");
    await other.app.getByRole("columnheader", { name: "Home country" }).waitFor();
    await editsSaved(other);
    await other.close();
    const sampled = await control.picture();
    await button(admin, /^Start the import$/).click();
    await admin.app
      .getByRole("alert")
      .filter({ hasText: /approv/ })
      .waitFor();
    expect(await control.picture()).toBe(sampled);
    await expectFitForAll();
  });

  it("imports once the changed plan is signed off", async () => {
    await goToStep(admin, "Sample");
    await text(/approved an earlier plan/)
      .or(text(/^The plan was changed after this sample\./))
      .waitFor();
    await runSample(/^Run the sample again$/);
    await acceptEverything(admin);
    await button(admin, /^Approve and sign off$/).click();
    await button(admin, /^Go on to the import$/).click();
    await button(admin, /^Start the import$/).click();
    await button(admin, /^See the result$/).click();
    await text(/^(\d+) of \1 records found in monday, 0 differences$/).waitFor();
    const picture = await control.picture();
    expect(picture).not.toContain('"Portage sample"');
  });

  it("verifies everything and gives it one fingerprint", async () => {
    await verify(/^Verify everything$/);
    await text(cleanSentence).waitFor();
    expect(await admin.app.getByRole("heading", { name: "Differences" }).count()).toBe(0);
    expect(await readFingerprint()).toMatch(/^[0-9a-f]{64}$/);
    await expectFitForAll();
  });

  it("asks which value counts when a field was changed on both sides", async () => {
    client = await itemWith(product.stack, "Clients", { column: "Source ID", text: "bizstim:clients:21" });
    await control.act("client-moves");
    await control.call("monday", "editCell", [client.id, client.columnIds.get("City"), "Elsewhere"]);
    await lookForChanges();
    const conflicts = list("Changed on both sides");
    await conflicts.getByText("Elsewhere").waitFor();
    await conflicts.getByText("Halifax").waitFor();
    await text("1 change since the import waits for your decision.").waitFor();
    await expectFitForAll();
    const viewer = await visit(product, { role: "viewer" });
    await list("Changed on both sides", viewer).waitFor();
    expect(await acts(viewer)).toEqual([]);
    await viewer.close();
    await button(admin, /^Keep monday's value: /).click();
    await conflicts.getByText(/^Decided: Keep monday's value\./).waitFor();
  });

  it("carries the decision out at the next look, and finds nothing that differs", async () => {
    await lookForChanges();
    await list("Changed on both sides").getByText("Done", { exact: true }).waitFor();
    await verify(/^Verify now$/);
    await text(cleanSentence).waitFor();
    fingerprint = await readFingerprint();
    await expectFitForAll();
  });

  it("tells on the client's card what happened, takes a report and repairs", async () => {
    await control.call("monday", "editCell", [client.id, client.columnIds.get("Postal code"), "X0X 0X0"]);
    const card = await visit(product, { item: client.id });
    await card.app.getByText("Changed since import", { exact: true }).waitFor();
    await text(/Street and .+ followed the source\./, card).waitFor();
    await text("Dana Levi decided: City stays as it is in monday.", card).waitFor();
    await button(card, /^Something is wrong here$/).click();
    await chooseIn(card.app.getByRole("combobox", { name: "Where" }), "Postal code");
    await card.app.getByRole("textbox", { name: /What is wrong/ }).fill("Not our postal code.");
    expect(await flawsForAnybody(card)).toEqual([]);
    await card.app.getByRole("button", { name: "Send" }).click();
    await button(card, /^Repair now: /).click();
    await list("Reports", card).getByText("Repaired", { exact: true }).waitFor();
    await card.app.getByText("Verified", { exact: true }).waitFor();
    expect(await flawsForAnybody(card)).toEqual([]);
    expect(card.problems).toEqual([]);
    await card.close();
  });

  async function download(name: string): Promise<string> {
    const [file] = await Promise.all([
      admin.page.waitForEvent("download"),
      button(admin, new RegExp(`^Download ${name}$`)).click(),
    ]);
    const target = path.join(files, file.suggestedFilename());
    await file.saveAs(target);
    return target;
  }

  it("gives a report that opens by itself and an audit trail that proves whole", async () => {
    const report = await download("Handoff report, Page");
    const context = await product.browser.newContext();
    const page = await context.newPage();
    await page.goto(`file://${report}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    for (const words of [/Dana Levi/, /Contacts/, fingerprint]) await page.getByText(words).first().waitFor();
    await context.close();
    const trail = await download("Audit trail, JSONL");
    const { stdout } = await run(process.execPath, [verifier, trail]);
    expect(stdout).toMatch(/is whole: [\d,]+ lines, head [0-9a-f]{64}\.$/m);
  });

  it("lists before a rollback what is removed, restored and left, and why", async () => {
    await text("Take the import back…").click();
    await list("Will be removed")
      .getByText(/^\d+ items: /)
      .waitFor();
    await list("Gets its old values back")
      .getByText(/^Contacts: \d+ fields of \d+ items/)
      .waitFor();
    await text(/^Items somebody has changed: 1 item\.$/).waitFor();
    expect(await button(admin, /^Take it back now$/).isDisabled()).toBe(true);
    await expectFitForAll();
  });

  it("takes back what nobody has touched, and proves it", async () => {
    await takeBack();
    await heading(admin, /^The import was taken back$/).waitFor();
    await text(/^\d+ items checked, none is left; .+ restored fields equal their values before\.$/).waitFor();
    await text(/^Items somebody has changed: 1 item\.$/).waitFor();
    const picture = await control.picture();
    expect(picture).toContain("Elsewhere");
    expect(picture).not.toBe(pictureBefore);
    await expectFitForAll();
  });

  it("takes the rest back when told to: the account is as it was before, byte by byte", async () => {
    await text("Take back what is left…").click();
    await text(/^Take back what people have touched as well/).click();
    await takeBack();
    await text("Read back and confirmed: everything is as it was before.").waitFor();
    expect(await control.picture()).toBe(pictureBefore);
    await expectFitForAll();
    const viewer = await visit(product, { role: "viewer" });
    await goToStep(viewer, "Verify");
    await heading(viewer, /^The import was taken back$/).waitFor();
    expect(await acts(viewer)).toEqual([]);
    await viewer.close();
  });

  async function takeBack(): Promise<void> {
    await text(/^I have read what will be removed/).click();
    await seeRunThrough(admin, () => button(admin, /^Take it back now$/).click());
  }

  it("meets no error in the page's own scripts on the way", () => {
    expect(admin.problems).toEqual([]);
  });
});

/** Chooses the option whose text this is or matches; gives the number in its brackets, if there is one. */
async function chooseIn(select: Locator, option: string | RegExp): Promise<string> {
  const chosen = select.getByRole("option", { name: option }).first();
  await chosen.waitFor({ state: "attached" });
  const label = await chosen.innerText();
  await select.selectOption({ label });
  return label.match(/\(([\d,]+)\)$/)?.[1] ?? "";
}

/** Names of buttons in sight that would change something. */
async function acts({ app }: Visit): Promise<string[]> {
  const forbidden =
    /approve|run the|remove|accept|look for|round|keep|use bizstim|verify|repair|right|take it back|start/i;
  return (await app.getByRole("button").allInnerTexts()).filter((name) => forbidden.test(name));
}
