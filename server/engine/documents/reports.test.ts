import { describe, expect, it } from "vitest";
import { createEngineHarness, must } from "../../../test/fakes/engine-harness.ts";
import { toRow } from "../verifying/difference-body.ts";
import { readReportGround } from "./report-ground.ts";

const { signal } = new AbortController();

describe("reports of people in the handoff report", () => {
  it("are counted apart from differences; repaired ones and those of test copies are not open", async () => {
    const engine = await createEngineHarness();
    await engine.plan();
    await engine.run("import");
    const itemIds = ["shop:clients:1", "shop:clients:2"].map(
      (externalId) => engine.monday.itemsOf(externalId)[0]?.id ?? "",
    );
    const [wrong] = itemIds;
    const item = engine.monday.items.find(({ id }) => id === wrong);
    if (item === undefined) throw new Error("The import made no item");
    item.values.p_city = { kind: "text", text: "Elsewhere" };
    for (const itemId of itemIds) {
      const report = { itemId, signal, column: itemId === wrong ? "p_city" : null, text: "Wrong" };
      must(await engine.services.reportItem(engine.admin, report));
    }
    await engine.store.verification.putDifferences(engine.scope, [testCopy()]);
    const { migrationId } = engine.scope;
    const ground = async () => must(await readReportGround(engine.deps, engine.admin, migrationId)).report;
    expect((await ground()).reports).toMatchObject({ open: 2, settled: 0 });
    await engine.run("verify");
    expect(await ground()).toMatchObject({ differencesOpen: 1, reports: { open: 2, settled: 0 } });
    const repair = { all: true } as const;
    must(await engine.services.startRun(engine.admin, { migrationId, kind: "verify", options: { repair } }));
    await engine.workOnce();
    const after = await ground();
    expect(after).toMatchObject({ differencesOpen: 0, reports: { open: 1, settled: 1 } });
    const states = after.reports.listed.map(({ externalId, field, state, by }) => [
      externalId,
      field,
      state,
      by,
    ]);
    const me = engine.admin.userId;
    expect(states).toEqual([
      ["shop:clients:2", null, "open", me],
      ["shop:clients:1", "City", "repaired", me],
    ]);
  });
});

function testCopy() {
  return toRow(
    {
      ...{ kind: "reported", board: "test.clients", externalId: "shop:clients:3", itemId: "9" },
      ...{ column: null, also: "1", words: { text: "Wrong", remedy: "Correct it.", repairable: false } },
      body: {
        ...{ boardTitle: "Clients", name: "Client 3", itemUrl: null, columnTitle: null, columnId: null },
        ...{ source: null, written: "", today: "", writtenAt: 0, by: "7001" },
      },
    },
    { runId: "run-1", at: 1 },
  );
}
