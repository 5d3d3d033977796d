import { expect, it } from "vitest";
import { measureItemView } from "./item-view-bench.ts";

it("measures the view of items in a database of its own", async () => {
  const times = await measureItemView(500, 5);
  expect(times).toMatchObject({ rows: 500, views: 5 });
  expect(times.medianMs).toBeGreaterThan(0);
  expect(times.slowestMs).toBeGreaterThanOrEqual(times.medianMs);
});
