import type { FrameLocator } from "playwright-core";
import { launchBrowser } from "../../test/e2e/browser.ts";
import { prepareSample } from "./main-job.ts";
import { withThrowawayStack } from "./throwaway-stack.ts";

export interface ScrollTimes {
  /** Rows of the diff on the screen. */
  readonly rows: number;
  readonly frames: number;
  readonly framesPerSecond: number;
  readonly medianMs: number;
  readonly ninetyNinthMs: number;
  /** From a jump to the end of the list until its last row is shown. */
  readonly jumpMs: number;
}

/** How long is scrolled, and how far a second: about three screens. */
const scrollSeconds = 8;
const pixelsPerSecond = 2_400;

/**
 * Rehearses an account of this size, opens its diff in a real browser and scrolls through it, the rows being
 * fetched meanwhile; measures the time between frames. Then jumps to the end.
 */
export async function measureDiffScroll(size: string): Promise<ScrollTimes> {
  return withThrowawayStack(size, async (stack) => {
    const browser = await launchBrowser();
    try {
      await prepareSample(stack.api, {
        source: "bizstim",
        credentials: { apiKey: stack.sandbox.keys.good },
        optionHours: 0,
        sample: { landing: "test_workspace", rehearsal: true },
        say: () => undefined,
        onRun: () => undefined,
      });
      const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
      const url = new URL(stack.frameUrl);
      url.searchParams.set("help", "0");
      await page.goto(url.href);
      const app = page.frameLocator('iframe[title="Portage board view"]');
      await app.getByRole("table", { name: "Fields of the sample" }).waitFor();
      return await scrollThrough(app);
    } finally {
      await browser.close();
    }
  });
}

/** Scrolls through the diff on this page from its top, then jumps to its end. */
async function scrollThrough(app: FrameLocator): Promise<ScrollTimes> {
  const table = app.getByRole("table", { name: "Fields of the sample" });
  const { rows, times } = await table.evaluate(
    async (element, { seconds, speed }) => {
      const view = element.ownerDocument.defaultView;
      const region = element.closest("section");
      if (!view || !region) throw new Error("Nothing scrolls here");
      const scrolled = region;
      scrolled.scrollTop = 0;
      const nextFrame = () => new Promise<number>((resolve) => view.requestAnimationFrame(resolve));
      const gaps: number[] = [];
      const startedAt = await nextFrame();
      for (let last = startedAt; last - startedAt < seconds * 1000; ) {
        const now = await nextFrame();
        scrolled.scrollTop += ((now - last) / 1000) * speed;
        gaps.push(now - last);
        last = now;
      }
      return { rows: Number(element.getAttribute("aria-rowcount")), times: gaps };
    },
    { seconds: scrollSeconds, speed: pixelsPerSecond },
  );
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  const total = times.reduce((sum, ms) => sum + ms, 0);
  return {
    rows,
    frames: times.length,
    framesPerSecond: (times.length / total) * 1000,
    medianMs: at(0.5),
    ninetyNinthMs: at(0.99),
    jumpMs: await jump(app),
  };
}

async function jump(app: FrameLocator): Promise<number> {
  const table = app.getByRole("table", { name: "Fields of the sample" });
  return table.evaluate(async (element) => {
    const view = element.ownerDocument.defaultView;
    const region = element.closest("section");
    if (!view || !region) throw new Error("Nothing scrolls here");
    const lastRow = `[aria-rowindex="${element.getAttribute("aria-rowcount")}"]`;
    const startedAt = view.performance.now();
    region.scrollTop = region.scrollHeight;
    for (;;) {
      await new Promise((resolve) => view.requestAnimationFrame(resolve));
      const now = view.performance.now();
      // A row that is not loaded has one cell; a loaded one names its record, too.
      if (element.querySelector(`${lastRow} [role="rowheader"]`) !== null) return now - startedAt;
      if (now - startedAt > 60_000) throw new Error("The last row does not come");
    }
  });
}
