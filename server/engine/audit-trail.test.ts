import { describe, expect, it } from "vitest";
import { createEngineHarness, type EngineHarness, must } from "../../test/fakes/engine-harness.ts";
import { openPortage } from "../../test/fakes/portage.ts";
import type { AuditEntry } from "../contract/audit.ts";
import { createAuditCheck, toAuditText } from "../core/audit-verify.ts";

async function trailOf(engine: EngineHarness): Promise<readonly AuditEntry[]> {
  const text = await textOf(
    must(await engine.services.streamAudit(engine.admin, { migrationId: engine.scope.migrationId })),
  );
  return text
    .trim()
    .split("\n")
    .map((line): AuditEntry => JSON.parse(line));
}

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

function problemsOf(trail: readonly AuditEntry[]) {
  const check = createAuditCheck({ head: null });
  for (const entry of trail) check.add(toAuditText(entry));
  return check.end(true).problems;
}

describe("the audit trail of a run", () => {
  it("begins before its first call and ends with how it ended", async () => {
    const engine = await createEngineHarness();
    await engine.plan();
    const run = await engine.run("import");
    const own = (await trailOf(engine)).filter(({ runId }) => runId === run.id);
    expect(own.map(({ operation }) => operation).slice(0, 2)).toEqual(["run.start", "run.begin"]);
    expect(own.at(-1)).toMatchObject({
      operation: "run.end",
      detail: { kind: "import", state: "succeeded" },
    });
  });

  it("tells writes whose answer a crash has swallowed, with their records, and stays whole", async () => {
    let lost = 0;
    for (let at = 4; at <= 30; at += 1) {
      const engine = await createEngineHarness();
      await engine.plan();
      must(await engine.services.startRun(engine.admin, { ...engine.scope, kind: "import" }));
      const died = await engine.workOnce({ at, when: "after" });
      const unfinished = await unfinishedOf(engine);
      await engine.workOnce();
      const trail = await trailOf(engine);
      const told = trail.filter(({ outcome }) => outcome === "lost").flatMap(({ records }) => records);
      expect({ at, told: new Set(told) }).toEqual({ at, told: new Set(unfinished) });
      expect(problemsOf(trail)).toEqual([]);
      if (died?.mortal.isDead()) {
        const begins = trail.filter(
          ({ operation, detail }) => operation === "run.begin" && detail.kind === "import",
        );
        expect(begins.map(({ detail }) => detail.takenUp)).toEqual([false, true]);
      }
      lost += told.length;
      await engine.store.close();
    }
    expect(lost).toBeGreaterThan(0);
  });

  it("names who asked to pause, to go on and to cancel", async () => {
    const engine = await createEngineHarness();
    const run = must(await engine.services.startRun(engine.admin, { ...engine.scope, kind: "discover" }));
    must(await engine.services.pauseRun(engine.admin, { runId: run.id }));
    must(await engine.services.resumeRun(engine.admin, { runId: run.id }));
    must(await engine.services.cancelRun(engine.admin, { runId: run.id }));
    const acts = (await trailOf(engine)).map(({ operation, actor }) => `${operation} ${actor}`);
    expect(acts).toEqual([
      ...["run.start 7000", "run.pause 7000", "run.resume 7000", "run.cancel 7000"],
      "audit.export 7000",
    ]);
  });
});

describe("the audit trail of a migration", () => {
  it("tells that the access of its connection was replaced, never the access itself", async () => {
    const portage = await openPortage();
    const migrationId = await portage.discover();
    const [connection] = must(await portage.services.listConnections(portage.admin)).items;
    const apiKey = portage.sandbox.bizstim.keys.good;
    const signal = new AbortController().signal;
    must(
      await portage.services.replaceCredentials(portage.admin, {
        connectionId: connection?.id ?? "",
        credentials: { apiKey },
        signal,
      }),
    );
    const text = await textOf(must(await portage.services.streamAudit(portage.admin, { migrationId })));
    expect(text).toContain('"operation":"connection.replace"');
    expect(text).not.toContain(apiKey);
    await portage.close();
  });
});

/** Records of batches that were sent, or about to be, when the process ended. */
async function unfinishedOf({ store, scope }: EngineHarness): Promise<string[]> {
  const rows = await store.ledger.list(scope, { afterSeq: 0, limit: 500 });
  return rows.filter(({ state }) => state === "intended").map(({ externalId }) => externalId);
}
