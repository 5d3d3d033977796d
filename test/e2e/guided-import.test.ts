import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { flawsForAnybody, seriousViolations } from "./accessibility.ts";
import { acceptEverythingByKeyboard, goToStep, takeProposals } from "./journey.ts";
import { anyItemOf, type MondayBoard, readMondayBoards, setText } from "./monday-boards.ts";
import { type Product, startProduct } from "./product.ts";
import { overflowWhenNarrow, tabTo, type Visit, visit } from "./visit.ts";

/**
 * The way of an admin from the first look to the result, in a real browser. The facts build on each other in the
 * order they are written: one import, looked at from all sides.
 */
describe("the guided import", () => {
  let product: Product;
  let admin: Visit;
  let before: ReadonlyMap<string, MondayBoard>;

  beforeAll(async () => {
    product = await startProduct();
    before = await readMondayBoards(product.stack);
    admin = await visit(product);
  });

  afterAll(async () => {
    await product?.stop();
  });

  const heading = (name: RegExp) => admin.app.getByRole("heading", { name }).first();
  const button = (name: RegExp) => admin.app.getByRole("button", { name }).first();

  async function expectFitForAll(): Promise<void> {
    expect(await flawsForAnybody(admin)).toEqual([]);
  }

  it("says on Home what moves, what cannot and that nothing is written unasked", async () => {
    await admin.app.getByText("What moves", { exact: true }).waitFor();
    await admin.app.getByText("What cannot move", { exact: true }).waitFor();
    await admin.app.getByText(/nothing is written until you say so/i).waitFor();
    await expectFitForAll();
  });

  it("gives a wrong key a cause and a remedy, by keyboard alone", async () => {
    await tabTo(admin, "button", /^Start with Bizstim$/);
    await admin.page.keyboard.press("Enter");
    await heading(/^Connect Bizstim$/).waitFor();
    await tabTo(admin, "textbox", /API key/);
    await admin.page.keyboard.type("a-key-that-bizstim-has-never-handed-out0");
    await admin.page.keyboard.press("Enter");
    await admin.app
      .getByRole("alert")
      .filter({ hasText: "does not accept this API key" })
      .filter({ hasText: "Copy the key again from Settings > System > API Settings" })
      .waitFor();
    await expectFitForAll();
  });

  it("finds the account with the right key and starts reading, by keyboard alone", async () => {
    await tabTo(admin, "textbox", /API key/);
    await admin.page.keyboard.press("ControlOrMeta+a");
    await admin.page.keyboard.type(product.stack.sandbox.keys.good);
    await admin.page.keyboard.press("Enter");
    await heading(/^Your account$/).waitFor();
    await admin.app.getByText(/^Account found/).waitFor();
    await tabTo(admin, "radio", /^CRM$/);
    await tabTo(admin, "radio", /Contacts|New boards only/);
    await admin.page.keyboard.press("Space");
    expect(await admin.app.getByRole("radio", { name: /Use “Contacts”/ }).isChecked()).toBe(true);
    await expectFitForAll();
    await tabTo(admin, "button", /^Start reading$/);
    await admin.page.keyboard.press("Enter");
  });

  it("counts what it has read and names what needs an answer", async () => {
    await heading(/^[\d,]+ records found in Bizstim$/).waitFor();
    await heading(/^Needs you before the import$/).waitFor();
    await expectFitForAll();
    await button(/^Go to the plan$/).click();
  });

  it("draws the boards and lets a column be renamed", async () => {
    await heading(/^What your boards will look like$/).waitFor();
    await expectFitForAll();
    await button(/^Clients/).click();
    await admin.app.getByRole("columnheader", { name: "City" }).getByRole("button").click();
    const dialog = admin.app.getByRole("dialog");
    await dialog.getByLabel("Name in monday").fill("Town");
    await dialog.getByLabel("Name in monday").press("Enter");
    expect(await seriousViolations(admin)).toEqual([]);
    await admin.page.keyboard.press("Escape");
    await admin.app.getByRole("columnheader", { name: "Town" }).waitFor();
  });

  it("goes on to the sample only when every question has an answer", async () => {
    expect(await button(/^Go on to the sample$/).isDisabled()).toBe(true);
    await takeProposals(admin, 3);
    await button(/^Go on to the sample$/).click();
    await heading(/^See it work on your own data first$/).waitFor();
    await button(/^Run the sample$/).waitFor();
    await expectFitForAll();
  });

  it("moves a sample and compares every field with the source", async () => {
    await button(/^Run the sample$/).click();
    await admin.app.getByText(/^\d+ records cover (\d+) of \1 value shapes$/).waitFor();
    await admin.app.getByRole("table", { name: "Fields of the sample" }).getByRole("link").first().waitFor();
    await button(/ is right$/).waitFor();
    await expectFitForAll();
  });

  it("is signed off by keyboard alone, and only when every class is accepted by name", async () => {
    expect(await button(/^Approve and sign off$/).isDisabled()).toBe(true);
    // The step is no link as long as nothing may be imported.
    expect(await admin.app.getByRole("link", { name: /Import/ }).count()).toBe(0);
    expect(await acceptEverythingByKeyboard(admin)).toBeGreaterThan(5);
    await admin.app.getByText(/^I, Dana Levi, approve plan/).waitFor();
    await expectFitForAll();
    await tabTo(admin, "button", /^Approve and sign off$/);
    await admin.page.keyboard.press("Enter");
    await admin.app.getByText(/^Plan \w+ was approved by Dana Levi on .+ after a sample of/).waitFor();
    await expectFitForAll();
    await tabTo(admin, "button", /^Go on to the import$/);
    await admin.page.keyboard.press("Enter");
    await admin.app.getByText(/^Dana Levi approved this plan on/).waitFor();
    await expectFitForAll();
    await button(/^Start the import$/).click();
  });

  it("imports and says at the end that everything was found", async () => {
    await button(/^See the result$/).click();
    await heading(/^Is everything there\?$/).waitFor();
    await admin.app.getByText(/^(\d+) of \1 records found in monday, 0 differences$/).waitFor();
    await expectFitForAll();
    await goToStep(admin, "Import");
    await admin.app.getByText("The import is done.").first().waitFor();
    await expectFitForAll();
  });

  it("has written to monday what the result says, and nothing twice", async () => {
    const after = await readMondayBoards(product.stack);
    await goToStep(admin, "Verify");
    const table = admin.app.getByRole("table", { name: "Reconciliation for each board" });
    await table.waitFor();
    const rows = await table.getByRole("row").allInnerTexts();
    const boards = rows.slice(1).filter((row) => !row.includes("updates"));
    expect(boards.length).toBe(9);
    for (const row of boards) {
      const [name = "", , created = ""] = row.split("\t");
      const added = (after.get(name)?.items ?? 0) - (before.get(name)?.items ?? 0);
      expect(`${name}: ${added}`).toBe(`${name}: ${created}`);
    }
    expect(after.get("Clients")?.columns).toContain("Town");
    // What marked the sample goes with the import.
    expect([...after.values()].flatMap(({ columns }) => columns)).not.toContain("Portage sample");
  });

  it("lands on the result at the next visit, in the theme monday has", async () => {
    const second = await visit(product, { theme: "dark" });
    await second.app.getByRole("heading", { name: "Is everything there?" }).waitFor();
    await second.app.locator("body.dark-app-theme").waitFor();
    expect(second.problems).toEqual([]);
    await second.close();
  });

  it("tells on an imported client's card where it came from, and notices a cell edited since", async () => {
    const client = await anyItemOf(product.stack, "Clients", "Town");
    const card = await visit(product, { role: "viewer", item: client.id });
    await card.app.getByRole("heading", { level: 1, name: client.name }).waitFor();
    await card.app.getByText("Verified", { exact: true }).waitFor();
    await card.app.getByText(/^Client \d+ in Bizstim, imported .+ by /).waitFor();
    const town = card.app
      .getByRole("table", { name: "Fields" })
      .getByRole("row")
      .filter({ hasText: /^Town/ });
    await town.getByText("Same", { exact: true }).waitFor();
    expect(await seriousViolations(card)).toEqual([]);
    await setText(product.stack, client, "Elsewhere");
    await card.page.reload();
    await card.app.getByText("Changed since import", { exact: true }).waitFor();
    await town.getByText("Elsewhere").waitFor();
    await town.getByText("Changed", { exact: true }).waitFor();
    expect(await overflowWhenNarrow(card)).toBe(0);
    expect(card.problems).toEqual([]);
    await card.close();
    const dark = await visit(product, { theme: "dark", item: client.id });
    await dark.app.getByText("Changed since import", { exact: true }).waitFor();
    expect(await seriousViolations(dark)).toEqual([]);
    await dark.close();
  });

  it("says on any other item's card that it was not imported", async () => {
    const item = await anyItemOf(product.stack, "Contacts", null);
    const card = await visit(product, { item: item.id });
    await card.app.getByText("Not imported by Portage").waitFor();
    expect(await seriousViolations(card)).toEqual([]);
    await card.close();
  });

  it("shows a viewer everything and lets them change nothing", async () => {
    const viewer = await visit(product, { role: "viewer" });
    await viewer.app.getByText(/records found in monday, 0 differences$/).waitFor();
    for (const [step, title] of [
      ["Discover", /records found in Bizstim$/],
      ["Plan", /^What your boards will look like$/],
      ["Sample", /^See it work on your own data first$/],
      ["Import", /^Import$/],
    ] as const) {
      await goToStep(viewer, step);
      await viewer.app.getByRole("heading", { name: title }).first().waitFor();
      expect(
        await viewer.app
          .getByRole("button", { name: /approve|read again|pause|cancel|proposed|delete/i })
          .count(),
      ).toBe(0);
    }
    expect(viewer.problems).toEqual([]);
    await viewer.close();
  });

  it("meets no error in the page's own scripts on the way", () => {
    expect(admin.problems).toEqual([]);
  });
});
