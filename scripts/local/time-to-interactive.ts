import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { launchBrowser } from "../../test/e2e/browser.ts";
import { startStack } from "./stack.ts";

/** Milliseconds from opening the page around the app until its primary action can be pressed, for three cold loads. */
export async function measureInteractive(): Promise<number[]> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "portage-bench-"));
  const stack = await startStack({
    dataDir,
    appPort: 0,
    sandboxPort: 0,
    size: "small",
    limits: false,
    sandboxDataDir: null,
    logLevel: "warn",
  });
  const browser = await launchBrowser();
  try {
    const times: number[] = [];
    for (let i = 0; i < 3; i += 1) {
      const context = await browser.newContext();
      const page = await context.newPage();
      const startedAt = performance.now();
      await page.goto(stack.frameUrl);
      await page
        .frameLocator("iframe")
        .getByRole("button", { name: /bizstim/i })
        .first()
        .click({ trial: true });
      times.push(performance.now() - startedAt);
      await context.close();
    }
    return times;
  } finally {
    await browser.close();
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
