import { launchBrowser } from "../../test/e2e/browser.ts";
import { withThrowawayStack } from "./throwaway-stack.ts";

/** Milliseconds from opening the page around the app until its primary action can be pressed, for three cold loads. */
export async function measureInteractive(): Promise<number[]> {
  return withThrowawayStack("small", async (stack) => {
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
    }
  });
}
