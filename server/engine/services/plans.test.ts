import { afterEach, describe, expect, it } from "vitest";
import { buildUser } from "../../../test/builders/facts.ts";
import { createEngineHarness, type EngineHarness, must } from "../../../test/fakes/engine-harness.ts";

let engine: EngineHarness;
afterEach(() => engine.store.close());

const signal = new AbortController().signal;

async function planned(options: Parameters<typeof createEngineHarness>[0] = {}): Promise<void> {
  engine = await createEngineHarness(options);
  await engine.plan();
}

async function currentPlan() {
  return must(await engine.services.getPlan(engine.admin, engine.scope));
}

async function chooseWorkspace(workspaceId: string) {
  const { hash } = await currentPlan();
  const edits = [{ op: "workspace" as const, workspaceId }];
  return engine.services.editPlan(engine.admin, { ...engine.scope, hash, edits, signal });
}

describe("an approval", () => {
  it("names who gave it", async () => {
    await planned();
    expect((await currentPlan()).approval).toMatchObject({ by: "7000", byName: "Ada Admin" });
  });

  it("names an admin monday does not list by id", async () => {
    await planned({ facts: { users: [buildUser()] } });
    expect((await currentPlan()).approval?.byName).toBe("An admin (7000)");
  });
});

describe("another workspace", () => {
  it("can be chosen until boards exist, and needs a new approval", async () => {
    await planned();
    engine.monday.facts = { ...engine.monday.facts, workspace: { id: "801", name: "Service" } };
    const plan = must(await chooseWorkspace("801"));
    expect(plan.workspace).toEqual({ id: "801", name: "Service" });
    expect(plan.approval?.current).toBe(false);
    const migration = must(await engine.services.getMigration(engine.admin, engine.scope));
    expect(migration.destination.workspaceId).toBe("801");
  });

  it("is refused once the migration has made boards, and the one they are in is not", async () => {
    await planned();
    expect((await engine.run("import")).state).toBe("succeeded");
    const refused = await chooseWorkspace("801");
    expect(!refused.ok && refused.error).toMatchObject({
      code: "plan.impossible_edit",
      userMessage:
        'This migration has made boards in "Sales" already, and later imports go to the same boards.',
      remedy: "Move the boards to another workspace in monday, or start a new migration for it.",
    });
    expect((await chooseWorkspace("800")).ok).toBe(true);
  });

  it("can be chosen after a sample in a test workspace, whose boards are no boards of the import", async () => {
    await planned();
    const sample = { landing: "test_workspace" as const };
    must(
      await engine.services.startRun(engine.admin, { ...engine.scope, kind: "sample", options: { sample } }),
    );
    await engine.workOnce();
    engine.monday.facts = { ...engine.monday.facts, workspace: { id: "801", name: "Service" } };
    expect(must(await chooseWorkspace("801")).workspace.id).toBe("801");
  });
});
