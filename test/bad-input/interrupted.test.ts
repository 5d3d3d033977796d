/** Runs that people or the system stop half way, on the whole product. */
import { afterEach, describe, expect, it } from "vitest";
import type { RunControl } from "../../server/engine/services/runs.ts";
import { must } from "../fakes/engine-harness.ts";
import { expectComplete, openPortage, type Portage } from "../fakes/portage.ts";

let portage: Portage;
let migrationId: string;
afterEach(() => portage.close());

/** Starts an import and asks for `wish` just before its fourth batch. */
async function importAsking(wish: RunControl | "restart"): Promise<string> {
  portage = await openPortage();
  migrationId = await portage.discover();
  await portage.approve(migrationId);
  const { services, admin } = portage;
  let batches = 0;
  let stopping: Promise<void> = Promise.resolve();
  portage.hooks.beforeWrite = async () => {
    batches += 1;
    if (batches !== 4) return;
    if (wish === "restart") stopping = portage.stopWorker();
    else if (wish === "pause") must(await services.pauseRun(admin, { runId: id }));
    else must(await services.cancelRun(admin, { runId: id }));
  };
  portage.startWorker();
  const { id } = await portage.start(migrationId, "import");
  if (wish !== "restart") await portage.follow(id);
  else {
    await portage.follow(id, () => batches >= 4);
    await stopping;
  }
  return id;
}

const itemsWritten = (): number =>
  portage.sandbox.monday.world.boards().reduce((sum, board) => sum + board.itemsCount, 0);

describe("an import", () => {
  it("stands still while it is paused and goes on where it stood", async () => {
    const id = await importAsking("pause");
    const { services, admin } = portage;
    const paused = must(await services.getRun(admin, { runId: id }));
    expect(paused).toMatchObject({ state: "paused", can: ["resume", "cancel"] });
    const written = itemsWritten();
    expect(written).toBeGreaterThan(40);
    must(await services.resumeRun(admin, { runId: id }));
    expect((await portage.follow(id)).state).toBe("succeeded");
    expect(itemsWritten()).toBeGreaterThan(written);
    await expectComplete(portage, migrationId);
  });

  it("stays cancelled, keeps what it brought, and a new one brings the rest without doubles", async () => {
    const id = await importAsking("cancel");
    const { services, admin } = portage;
    expect(must(await services.getRun(admin, { runId: id }))).toMatchObject({ state: "cancelled", can: [] });
    const again = await services.resumeRun(admin, { runId: id });
    expect(again).toMatchObject({ ok: false, error: { code: "run.illegal_transition" } });
    expect((await portage.run(migrationId, "import")).state).toBe("succeeded");
    await expectComplete(portage, migrationId);
  });

  it("goes on by itself after the server was restarted in the middle", async () => {
    const id = await importAsking("restart");
    const { services, admin } = portage;
    const left = must(await services.getRun(admin, { runId: id }));
    expect(left.state).toBe("running");
    await portage.store.runs.releaseLeases();
    portage.startWorker();
    expect((await portage.follow(id)).state).toBe("succeeded");
    await expectComplete(portage, migrationId);
  });
});

describe("a bad day of monday's", () => {
  it("of lost answers, locks, limits and failing items costs time and nothing else", async () => {
    portage = await openPortage();
    migrationId = await portage.discover();
    await portage.approve(migrationId);
    const { switches } = portage.sandbox.monday;
    const troubles = { dropEvery: 3, lockEvery: 5, rateLimitEvery: 7, failCreateEvery: 11 };
    for (const [id, every] of Object.entries(troubles)) switches.set(id, every);
    let batches = 0;
    portage.hooks.beforeWrite = () => {
      batches += 1;
      if (batches === 60) for (const id of Object.keys(troubles)) switches.set(id, 0);
    };
    expect((await portage.run(migrationId, "import")).state).toBe("succeeded");
    await expectComplete(portage, migrationId);
  });
});

describe("a forecast", () => {
  it("names the items, texts and calls that are then made, phase by phase", async () => {
    portage = await openPortage();
    migrationId = await portage.discover();
    const { forecast } = await portage.approve(migrationId);
    const run = await portage.run(migrationId, "import");
    const { phases } = await portage.result(migrationId);
    const ofItems = phases.filter(({ key }) => !key.endsWith(".updates"));
    const ofTexts = phases.filter(({ key }) => key.endsWith(".updates"));
    const written = (some: typeof phases): number =>
      some.reduce((sum, phase) => sum + phase.created + phase.updated + phase.unchanged, 0);
    expect(forecast.items).toBe(written(ofItems));
    // How many values fit no cell shows only when the records are mapped: the forecast names the most there can be.
    expect(forecast.updates).toBeGreaterThanOrEqual(written(ofTexts));
    expect(forecast.updates).toBeLessThanOrEqual(2 * written(ofTexts));
    expect(Math.abs(forecast.calls - run.calls.destination)).toBeLessThanOrEqual(run.calls.destination / 10);
    expect(forecast.phases.reduce((sum, phase) => sum + phase.calls, 0)).toBe(forecast.calls);
    expect(forecast.phases.map(({ kind }) => kind)).toEqual([
      "schema",
      ...phases.filter(({ key }) => !key.endsWith(".updates")).map(() => "board"),
      "check",
    ]);
  });

  it("counts the calls that make boards, groups and columns exactly", async () => {
    portage = await openPortage();
    migrationId = await portage.discover();
    const { forecast } = await portage.approve(migrationId);
    await portage.run(migrationId, "import");
    const { fields } = portage.sandbox.monday.world.requestLog;
    const made = Object.entries(fields)
      .filter(([name]) => /^(create|update)_(.+_)?(board|group|column)$/.test(name))
      .reduce((sum, [, count]) => sum + count, 0);
    const readBefore = 3;
    expect(forecast.phases[0]).toMatchObject({ kind: "schema", board: null, calls: made + readBefore });
  });
});
