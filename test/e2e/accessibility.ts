import type { AxeResults } from "axe-core";
import { overflowWhenNarrow, setTheme, type Visit } from "./visit.ts";

declare global {
  interface Window {
    readonly axe: typeof import("axe-core");
  }
}

/** Serious and critical violations of WCAG 2.2 A and AA in the app, each with where it is. */
export async function seriousViolations({ app }: Visit): Promise<string[]> {
  const results: AxeResults = await app.locator("html").evaluate(async (html) => {
    const view = html.ownerDocument.defaultView;
    if (view === null) throw new Error("The page has no window");
    // Half faded in, everything is too faint; what moves without end is not waited for.
    const ending = html.ownerDocument
      .getAnimations()
      .filter((animation) => Number.isFinite(animation.effect?.getComputedTiming().endTime));
    await Promise.all(ending.map((animation) => animation.finished));
    return view.axe.run(html, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
      resultTypes: ["violations"],
    });
  });
  return results.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary}`),
    );
}

/** What the screen in sight owes everybody: usable in both themes, whole in a narrow view. Empty when it is. */
export async function flawsForAnybody(visit: Visit): Promise<string[]> {
  const flaws: string[] = [];
  const overflow = await overflowWhenNarrow(visit);
  if (overflow > 0) flaws.push(`${overflow} pixels wider than a narrow view`);
  for (const theme of ["dark", "light"] as const) {
    await setTheme(visit, theme);
    flaws.push(...(await seriousViolations(visit)).map((violation) => `${theme}: ${violation}`));
  }
  return flaws;
}
