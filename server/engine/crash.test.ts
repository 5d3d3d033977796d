import { describe, expect, it } from "vitest";
import type { CrashPlan } from "../../test/fakes/crashing.ts";
import { createEngineHarness, type EngineHarness, must } from "../../test/fakes/engine-harness.ts";

interface Outcome {
  readonly state: string;
  readonly items: readonly string[];
  readonly updates: readonly string[];
  readonly phases: readonly unknown[];
}

/** What the destination and the reconciliation hold, without the ids, which depend on the way there. */
async function outcomeOf(engine: EngineHarness, state: string): Promise<Outcome> {
  const result = must(await engine.services.getReconciliation(engine.admin, engine.scope));
  return {
    state,
    items: engine.monday.items
      .map((item) => `${item.boardId} ${item.name} ${Object.keys(item.values).length}`)
      .sort((left, right) => left.localeCompare(right)),
    updates: engine.monday.items
      .flatMap((item) => item.updates.map((update) => update.externalId))
      .sort((left, right) => left.localeCompare(right)),
    phases: result.phases,
  };
}

/** Works on the import until it ends, dying as planned: the n-th process dies by the n-th plan. */
async function importDying(
  deaths: readonly CrashPlan[],
): Promise<{ outcome: Outcome; calls: number; died: number }> {
  const engine = await createEngineHarness();
  await engine.plan();
  must(await engine.services.startRun(engine.admin, { ...engine.scope, kind: "import" }));
  const left = [...deaths];
  let calls = 0;
  let died = 0;
  for (let process = 0; process < 20; process += 1) {
    const worked = await engine.workOnce(left.shift());
    if (!worked) throw new Error("The run is gone though it has not ended");
    calls = worked.mortal.calls();
    if (worked.mortal.isDead()) died += 1;
    else {
      const outcome = await outcomeOf(engine, worked.run.state);
      await engine.store.close();
      return { outcome, calls, died };
    }
  }
  throw new Error("The run never ends");
}

describe("an import that is killed", () => {
  it("ends the same whatever call it dies at, before or after its effect", async () => {
    const clean = await importDying([]);
    expect(clean.outcome.state).toBe("succeeded");
    expect(clean.outcome.items).toHaveLength(14);
    expect(clean.outcome.updates).toHaveLength(3);
    for (let at = 1; at <= clean.calls; at += 1) {
      for (const when of ["before", "after"] as const) {
        const { outcome, died } = await importDying([{ at, when }]);
        expect({ at, when, died, ...outcome }).toEqual({ at, when, died: 1, ...clean.outcome });
      }
    }
  });

  it("ends the same when it dies again while it recovers", async () => {
    const clean = await importDying([]);
    for (let at = 8; at <= clean.calls; at += 3) {
      for (const next of [3, 4, 5, 6]) {
        const deaths: CrashPlan[] = [
          { at, when: "after" },
          { at: next, when: "after" },
          { at: next + 1, when: "before" },
        ];
        const { outcome } = await importDying(deaths);
        expect({ at, next, ...outcome }).toEqual({ at, next, ...clean.outcome });
      }
    }
  });
});
