import { describe, expect, it } from "vitest";
import { parseRoute, type Route, toHash } from "./route.ts";

describe("parseRoute", () => {
  it.each<Route>([
    { name: "start" },
    { name: "home" },
    { name: "new", source: null },
    { name: "new", source: "bizstim" },
    { name: "migration", migrationId: "a/b c", step: "plan" },
    { name: "migration", migrationId: "4", step: "sample" },
    { name: "migration", migrationId: "4", step: null },
  ])("reads back what toHash wrote: $name", (route) => {
    expect(parseRoute(toHash(route))).toEqual(route);
  });

  it("takes an unknown or broken address for the overview or the step where things stand", () => {
    expect(parseRoute("#/nonsense")).toEqual({ name: "home" });
    expect(parseRoute("#/m/%E0%A4%A/nowhere")).toEqual({
      name: "migration",
      migrationId: "%E0%A4%A",
      step: null,
    });
  });
});
