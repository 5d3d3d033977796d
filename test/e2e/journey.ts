import type { Locator } from "playwright-core";
import { tabTo, type Visit } from "./visit.ts";

/** What an admin does on the way from the first look to the import, each by the names that are on the screen. */

export function button({ app }: Visit, name: RegExp): Locator {
  return app.getByRole("button", { name }).first();
}

export function heading({ app }: Visit, name: RegExp): Locator {
  return app.getByRole("heading", { name }).first();
}

/** Goes to a step by the row of steps at the top. */
export async function goToStep(visit: Visit, step: "Discover" | "Plan" | "Sample" | "Import" | "Verify") {
  await visit.app
    .getByRole("navigation", { name: "Steps of the import" })
    .getByRole("link", { name: new RegExp(step) })
    .click();
}

/** Starts a run by what is pressed, and waits until the screen has heard that the run is over. */
export async function seeRunThrough({ page }: Visit, press: () => Promise<void>): Promise<void> {
  const started = page
    .waitForResponse((response) => response.request().method() === "POST" && response.url().endsWith("/runs"))
    .then((response) => response.json());
  const over = page.waitForResponse(
    async (response) => {
      if (!/\/api\/migrations\/[^/]+$/.test(response.url()) || !response.ok()) return false;
      const { activeRun, lastRun } = await response.json();
      return activeRun === null && lastRun.id === (await started).id;
    },
    { timeout: 45_000 },
  );
  await press();
  await over;
}

/** From Home to the moment Portage starts to read the source. */
export async function connect(visit: Visit, apiKey: string): Promise<void> {
  await button(visit, /^Start with Bizstim$/).click();
  await visit.app.getByRole("textbox", { name: /API key/ }).fill(apiKey);
  await visit.page.keyboard.press("Enter");
  await visit.app.getByText("Use “Contacts”").first().click();
  await button(visit, /^Start reading$/).click();
}

/** Takes what the plan proposes for every question. */
export async function takeProposals(visit: Visit, questions: number): Promise<void> {
  await button(visit, /^Show the questions$/).click();
  for (let left = questions - 1; left >= 0; left -= 1) {
    await button(visit, /\(proposed\)$/).click();
    const said = left === 0 ? /Nothing is imported/ : new RegExp(`^${left} question`);
    await visit.app.locator("footer").getByText(said).waitFor();
  }
}

/** Waits until the server has every edit of the plan: until then the way on from the plan is closed. */
export async function editsSaved(visit: Visit): Promise<void> {
  await visit.app
    .getByRole("button", { name: "Go on to the sample", exact: true, disabled: false })
    .waitFor();
}

/** Ticks every class of records or values that does not arrive as it is; gives their titles. */
export async function acceptEverything(visit: Visit): Promise<string[]> {
  const classes = visit.app.getByRole("list", { name: "What you accept" }).getByRole("listitem");
  await classes.first().waitFor();
  for (const one of await classes.all()) {
    const box = one.getByRole("checkbox");
    if ((await box.count()) === 0 || (await box.isChecked())) continue;
    await one.getByText("I accept", { exact: true }).click();
  }
  return classes.getByRole("heading").allInnerTexts();
}

/** The same without a mouse: the short way there, Tab to each box, Space to tick it. */
export async function acceptEverythingByKeyboard(visit: Visit): Promise<number> {
  await tabTo(visit, "button", /^Go to the sign-off$/);
  await visit.page.keyboard.press("Enter");
  const boxes = visit.app.getByRole("list", { name: "What you accept" }).getByRole("checkbox");
  const open = await boxes.count();
  for (let index = 0; index < open; index += 1) {
    const name = await boxes.nth(index).evaluate((box) => box.getAttribute("aria-label") ?? "");
    await tabTo(visit, "checkbox", new RegExp(`^${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`));
    await visit.page.keyboard.press("Space");
  }
  return open;
}
