/** Whole migrations at random, on the real store, engine and connectors, against the stand-ins over HTTP. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { must } from "../fakes/engine-harness.ts";
import { expectComplete } from "../fakes/portage.ts";
import { itemsIn, untouchedPart } from "./pictures.ts";
import { type Scenario, scenario } from "./scenario.ts";
import { begin, change, type Journey, runStopping, type Touched, touch, verify } from "./steps.ts";

const all = { kind: "all" as const };

/** Sample, approval, import with a stop in it: all adds up and a verification finds nothing. */
async function importAll(journey: Journey, { sample, stops }: Scenario): Promise<void> {
  const { portage, migrationId } = journey;
  if (sample !== "none") {
    const run = await runStopping(journey, "sample", { options: { sample: { landing: sample } }, stop: 5 });
    expect(run.failure).toBeNull();
  }
  await portage.approve(migrationId);
  const run = await runStopping(journey, "import", { stop: stops[0] });
  expect({ state: run.state, failure: run.failure }).toEqual({ state: "succeeded", failure: null });
  await expectComplete(portage, migrationId);
  expect(await verify(journey)).toEqual([]);
}

/** Every planted fault is found, and nothing else than what follows from it. */
async function expectFound(journey: Journey, touched: readonly Touched[]): Promise<void> {
  const found = (await verify(journey)).map(({ kind, itemId }) => ({ kind, itemId }));
  const planted = touched.flatMap(({ finds, itemId }) => (finds === null ? [] : [{ kind: finds, itemId }]));
  expect(found).toEqual(expect.arrayContaining(planted));
  // Links end with items that people delete, on whatever items they are.
  const others = found.filter(
    ({ kind, itemId }) => kind !== "link" && touched.every((each) => each.itemId !== itemId),
  );
  expect(others).toEqual([]);
}

async function rollBack(journey: Journey, input: { includeTouched: boolean; stop: number }): Promise<void> {
  const { portage, migrationId } = journey;
  const { includeTouched, stop } = input;
  const options = { rollback: { scope: all, includeTouched } };
  const run = await runStopping(journey, "rollback", { options, stop });
  const { latest } = must(await portage.services.getRollback(portage.admin, { migrationId }));
  expect({ failure: run.failure, proof: latest?.proof }).toMatchObject({
    failure: null,
    proof: { proven: true },
  });
}

async function travel(journey: Journey, given: Scenario): Promise<void> {
  const { portage, before } = journey;
  const { act, world } = portage.sandbox.monday;
  await importAll(journey, given);
  const touched = await touch(journey, given.touches);
  await expectFound(journey, touched);
  const asLeft = itemsIn(world.picture());
  change(journey, given.later);
  const delta = await runStopping(journey, "delta", { stop: given.stops[1] });
  expect(delta.failure).toBeNull();

  await rollBack(journey, { includeTouched: false, stop: given.stops[2] });
  const picture = world.picture();
  const now = itemsIn(picture);
  const theirs = new Set(touched.map(({ itemId }) => itemId));
  for (const { itemId, finds } of touched) {
    if (finds !== "missing_item")
      expect([finds, now.get(itemId)?.name]).toEqual([finds, asLeft.get(itemId)?.name]);
  }
  expect(untouchedPart(picture, before, theirs)).toEqual(untouchedPart(before, before, theirs));
  const old = itemsIn(before);
  expect([...now.keys()].filter((id) => !old.has(id) && !theirs.has(id))).toEqual([]);

  // A copy is theirs alone: Portage never takes it, nor the board it is on.
  for (const { itemId, finds } of touched) if (finds === "doubled_item") act.deleteItem(itemId);
  if (world.picture() !== before) await rollBack(journey, { includeTouched: true, stop: 0 });
  expect(world.picture()).toBe(before);
}

describe("import, late changes and rollback of any account, stopped anywhere, with people at work", () => {
  it("find every planted fault, restore what nobody touched, and all of it when told to", async () => {
    const seed = 20_261_121;
    await fc.assert(
      fc.asyncProperty(scenario, async (given) => {
        const journey = await begin(given);
        try {
          await travel(journey, given);
        } finally {
          await journey.portage.close();
        }
      }),
      { numRuns: 6, seed, endOnFailure: true },
    );
  }, 120_000);
});
