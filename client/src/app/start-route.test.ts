import { describe, expect, it } from "vitest";
import { buildMigration, buildRun } from "../lib/testing/builders.ts";
import { startRoute } from "./start-route.ts";

describe("startRoute", () => {
  it("opens the overview when there is nothing yet, or several imports at rest", () => {
    expect(startRoute([])).toEqual({ name: "home" });
    expect(startRoute([buildMigration(), buildMigration({ id: "m2" })])).toEqual({ name: "home" });
  });

  it("opens the only import where it stands", () => {
    expect(startRoute([buildMigration({ step: "import" })])).toEqual({
      name: "migration",
      migrationId: "m1",
      step: "import",
    });
  });

  it("opens the one with a run under way", () => {
    const running = buildMigration({ id: "m2", step: "discover", activeRun: buildRun() });
    expect(startRoute([buildMigration(), running])).toMatchObject({ migrationId: "m2", step: "discover" });
  });
});
