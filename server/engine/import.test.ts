import { describe, expect, it } from "vitest";
import { createEngineHarness, must } from "../../test/fakes/engine-harness.ts";

describe("an import", () => {
  it("brings every record across once and adds up", async () => {
    const engine = await createEngineHarness();
    await engine.plan();
    const run = await engine.run("import");
    expect(run.failure).toBeNull();
    expect(run.state).toBe("succeeded");
    const result = must(await engine.services.getReconciliation(engine.admin, engine.scope));
    expect(result.addsUp).toBe(true);
  });
});
