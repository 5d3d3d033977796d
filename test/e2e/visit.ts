import { createRequire } from "node:module";
import type { FrameLocator, Page } from "playwright-core";
import type { Product } from "./product.ts";

export interface VisitOptions {
  readonly role?: "admin" | "member" | "viewer" | "guest";
  readonly theme?: "light" | "dark" | "black";
  /** Opens this item's card instead of the board's tab. */
  readonly item?: string;
}

/** One browser window on the board that embeds the app. */
export interface Visit {
  readonly page: Page;
  /** The app inside the page. */
  readonly app: FrameLocator;
  /** What went wrong in the page's scripts, the content policy included. */
  readonly problems: readonly string[];
  close(): Promise<void>;
}

const wide = { width: 1280, height: 1000 };
const narrow = { width: 320, height: 1000 };
const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Opens the board's page in a fresh browser profile, as a person does who comes for the first time. */
export async function visit({ stack, browser }: Product, options: VisitOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: wide, reducedMotion: "reduce" });
  // Given to every document before its own scripts, so that the page's content policy stays in force.
  await context.addInitScript({ path: axePath });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      problems.push(message.text());
  });
  const url = new URL(stack.frameUrl);
  url.searchParams.set("help", "0");
  for (const [name, value] of Object.entries(options)) url.searchParams.set(name, value);
  if (options.item !== undefined) url.searchParams.set("view", "item");
  await page.goto(url.href);
  const frameTitle = options.item === undefined ? "Portage board view" : "Portage item view";
  const app = page.frameLocator(`iframe[title="${frameTitle}"]`);
  await app.getByRole("heading", { level: 1 }).waitFor();
  return { page, app, problems, close: () => context.close() };
}

/** Changes monday's theme while the app is open and waits until the app wears it. */
export async function setTheme({ page, app }: Visit, theme: "light" | "dark" | "black"): Promise<void> {
  await page.locator("select[name=theme]").evaluate((select, value) => {
    if (!(select instanceof HTMLSelectElement)) return;
    select.value = value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }, theme);
  await app.locator(`body.${theme}-app-theme`).waitFor();
}

/** Pixels by which the app's page is wider than a window of 320 pixels. */
export async function overflowWhenNarrow({ page, app }: Visit): Promise<number> {
  await page.setViewportSize(narrow);
  // The view draws itself anew for the narrow width: what counts is where it settles, not a frame on the way.
  const overflow = await app.locator("html").evaluate(async (html) => {
    const measure = () => html.scrollWidth - html.ownerDocument.documentElement.clientWidth;
    for (let frames = 0; frames < 120 && measure() > 0; frames += 1) {
      await new Promise((resolve) => html.ownerDocument.defaultView?.requestAnimationFrame(resolve));
    }
    return measure();
  });
  await page.setViewportSize(wide);
  return overflow;
}

/** Presses Tab until the element with this accessible role and name has the focus. */
export async function tabTo(
  visited: Visit,
  role: "button" | "textbox" | "radio" | "checkbox" | "link" | "combobox",
  name: RegExp,
): Promise<void> {
  const target = visited.app.getByRole(role, { name }).first();
  await target.waitFor({ state: "attached" });
  for (let presses = 0; presses < 60; presses += 1) {
    const isThere = await target.evaluate((element) => {
      const focused = element.ownerDocument.activeElement;
      // Vibe's checkboxes give the focus to the label around the box.
      return element === focused || (focused instanceof HTMLLabelElement && focused.contains(element));
    });
    if (isThere) return;
    await visited.page.keyboard.press("Tab");
  }
  throw new Error(`The keyboard does not reach the ${role} ${name.source}`);
}
