import { describe, expect, it } from "vitest";
import type { CrashPlan } from "../../test/fakes/crashing.ts";
import { createEngineHarness, type EngineHarness, must } from "../../test/fakes/engine-harness.ts";
import type { PlanEdit } from "../contract/plan.ts";
import type { DiffQuery, SampleOptions } from "../contract/sample.ts";
import { compareTexts } from "../core/canonical.ts";
import type { RunRow } from "../store/store.ts";

const signal = new AbortController().signal;

async function planned(): Promise<EngineHarness> {
  const engine = await createEngineHarness();
  await engine.plan();
  return engine;
}

async function startSample(engine: EngineHarness, sample: SampleOptions = {}): Promise<void> {
  const { services, admin, scope } = engine;
  must(await services.startRun(admin, { ...scope, kind: "sample", options: { sample } }));
}

async function runSample(engine: EngineHarness, sample: SampleOptions = {}): Promise<RunRow> {
  await startSample(engine, sample);
  const worked = await engine.workOnce();
  if (!worked) throw new Error("No run was started");
  return worked.run;
}

async function edit(engine: EngineHarness, edits: PlanEdit[]) {
  const { hash } = must(await engine.services.getPlan(engine.admin, engine.scope));
  return engine.services.editPlan(engine.admin, { ...engine.scope, hash, edits, signal });
}

async function diffOf(engine: EngineHarness, filter: { changed?: boolean } = {}) {
  return must(await engine.services.listDiff(engine.admin, { ...engine.scope, limit: 500, ...filter })).items;
}

async function viewOf(engine: EngineHarness) {
  return must(await engine.services.getSample(engine.admin, engine.scope));
}

function codeOf(result: { ok: true } | { ok: false; error: { code: string } }): string | null {
  return result.ok ? null : result.error.code;
}

const cityAsLongText: PlanEdit = { op: "column.type", board: "clients", column: "city", type: "long_text" };

const kimAsText: PlanEdit = { op: "person.action", person: "shop:team:1", action: "text", userId: null };

describe("a sample on the real boards", () => {
  it("shows every shape with few records and tells what became of each field", async () => {
    const engine = await planned();
    expect((await runSample(engine)).state).toBe("succeeded");
    const view = await viewOf(engine);
    expect(view).toMatchObject({ state: "ready", landing: "boards", rehearsal: false, removable: 5 });
    expect(view.coverage?.covered).toBe(view.coverage?.shapes);
    expect(view.coverage?.records).toBeLessThan(15);
    expect(view.counts.wrong).toBe(0);
    const rows = await diffOf(engine);
    const told = (column: string, id: string) =>
      rows.find((row) => row.column === column && row.externalId === `shop:${id}`);
    expect(told("email", "clients:2")).toMatchObject({
      source: "bo@x.example",
      verdict: "same",
      itemId: "1003",
    });
    expect(told("owner", "clients:2")).toMatchObject({ written: "Kim Berg", verdict: "converted" });
    expect(told("record:merged", "clients:4")).toMatchObject({ verdict: "lossy", columnTitle: "Merged" });
    expect(told("city", "clients:1")).toMatchObject({ source: "", written: "City 4", verdict: "converted" });
    expect(told("client", "payments:9")).toMatchObject({
      source: "Client 404",
      written: "",
      verdict: "lossy",
    });
    expect(told("update:note", "payments:9")).toMatchObject({ source: "Note 9", verdict: "converted" });
    expect(told("field:country", "clients:2")).toMatchObject({ verdict: "lossy", readBack: "" });
  });

  it("marks its items, and the import takes the marks off and adds only the rest", async () => {
    const engine = await planned();
    await runSample(engine);
    const marks = engine.monday.items.map((item) => item.values.p_portage_sample);
    expect(marks).toHaveLength(5);
    expect(new Set(marks.map((mark) => JSON.stringify(mark)))).toEqual(
      new Set([JSON.stringify({ kind: "text", text: "Sample 21 Nov 2026" })]),
    );
    const before = engine.monday.items.map(({ id }) => id);
    await engine.approve();
    expect((await engine.run("import")).state).toBe("succeeded");
    expect(engine.monday.items.map(({ id }) => id).slice(0, 5)).toEqual(before);
    expect(engine.monday.items).toHaveLength(14);
    const updates = engine.monday.items.flatMap((item) => item.updates);
    expect(updates).toHaveLength(3);
    const objects = await engine.store.objects.list(engine.scope);
    expect(objects.filter(({ key }) => key.includes("portage_sample"))).toEqual([]);
    expect(must(await engine.services.getReconciliation(engine.admin, engine.scope)).addsUp).toBe(true);
  });

  it("takes the same records again after a change of the plan and marks what has changed", async () => {
    const engine = await planned();
    await runSample(engine);
    const before = await diffOf(engine);
    must(await edit(engine, [cityAsLongText]));
    expect((await viewOf(engine)).state).toBe("stale");
    const written = engine.monday.batches.length;
    await runSample(engine);
    expect((await viewOf(engine)).state).toBe("ready");
    const after = await diffOf(engine);
    const keys = (rows: typeof after) =>
      rows.map(({ externalId, column }) => `${externalId} ${column}`).sort(compareTexts);
    expect(keys(after)).toEqual(keys(before));
    expect(await diffOf(engine, { changed: true })).toEqual([]);
    const operations = engine.monday.batches.slice(written).flatMap((batch) => batch.operations);
    expect(operations.filter(({ kind }) => kind === "create_item")).toEqual([]);

    must(await edit(engine, [{ op: "column.include", board: "payments", column: "amount", include: false }]));
    must(await edit(engine, [kimAsText]));
    await runSample(engine);
    const changed = await diffOf(engine, { changed: true });
    expect(new Set(changed.map(({ column }) => column))).toEqual(new Set(["owner_name"]));
    expect((await diffOf(engine)).filter(({ column }) => column === "amount")).toEqual([]);
  });

  it("shows what an update says in monday, also when that is not what was written", async () => {
    const engine = await planned();
    await runSample(engine);
    const shown = async () => {
      const rows = await diffOf(engine);
      return rows.find(
        ({ column, externalId }) => column === "update:note" && externalId === "shop:payments:9",
      );
    };
    expect(await shown()).toMatchObject({ readBack: (await shown())?.written, verdict: "converted" });
    const update = engine.monday.items
      .flatMap(({ updates }) => updates)
      .find(({ body }) => body.includes("Note 9"));
    if (update) update.body = "Cut";
    await runSample(engine);
    expect(await shown()).toMatchObject({
      readBack: "Cut",
      verdict: "wrong",
      reason: "monday shows another text than was written.",
    });
  });

  it("cannot follow an import, nor be edited away while it runs", async () => {
    const engine = await planned();
    await startSample(engine);
    expect(codeOf(await edit(engine, [cityAsLongText]))).toBe("run.already_running");
    await engine.workOnce();
    await engine.approve();
    await engine.run("import");
    const again = await engine.services.startRun(engine.admin, { ...engine.scope, kind: "sample" });
    expect(codeOf(again)).toBe("sample.after_import");
    expect((await runSample(engine, { landing: "test_workspace" })).state).toBe("succeeded");
  });
});

describe("the diff of a sample", () => {
  it("is read from any row on, and tells which rows belong to which field", async () => {
    const engine = await planned();
    await runSample(engine);
    const page = async (query: Partial<DiffQuery>) =>
      must(await engine.services.listDiff(engine.admin, { ...engine.scope, limit: 500, ...query }));
    const { items, groups, total } = await page({});
    expect(groups?.flatMap(({ count, column }) => Array.from({ length: count }, () => column))).toEqual(
      items.map(({ column }) => column),
    );
    expect(total).toBe(items.length);
    const part = await page({ offset: 7, limit: 4, summary: false });
    expect(part).toMatchObject({ items: items.slice(7, 11), total: null, counts: null, groups: null });
    const next = await page({ cursor: part.cursor ?? "", limit: 4 });
    expect(next.items).toEqual(items.slice(11, 15));
    const both = { ...engine.scope, limit: 4, offset: 7, cursor: part.cursor ?? "" };
    expect(codeOf(await engine.services.listDiff(engine.admin, both))).toBe("request.invalid");
  });
});

describe("a sample in a test workspace", () => {
  it("leaves the real boards and everything known of them alone", async () => {
    const engine = await planned();
    await runSample(engine, { landing: "test_workspace" });
    expect(engine.monday.items.filter(({ boardId }) => !boardId.includes("test."))).toEqual([]);
    expect(await viewOf(engine)).toMatchObject({
      state: "ready",
      landing: "test_workspace",
      workspaceName: "Portage test: Sales",
      removable: 5,
    });
    const rows = await diffOf(engine);
    expect(new Set(rows.map(({ board }) => board))).toEqual(new Set(["team", "clients", "payments"]));
    const total = await engine.store.ledger.total(engine.scope, {});
    expect(total).toBe(0);
    await engine.approve();
    expect((await engine.run("import")).state).toBe("succeeded");
    expect(engine.monday.items.filter(({ boardId }) => !boardId.includes("test."))).toHaveLength(14);
  });

  it("takes every record for a rehearsal, and nowhere else", async () => {
    const engine = await planned();
    const refused = await engine.services.startRun(engine.admin, {
      ...engine.scope,
      kind: "sample",
      options: { sample: { rehearsal: true, landing: "boards" } },
    });
    expect(codeOf(refused)).toBe("sample.rehearsal_needs_workspace");
    expect((await runSample(engine, { rehearsal: true })).state).toBe("succeeded");
    expect(engine.monday.items).toHaveLength(14);
    const view = await viewOf(engine);
    expect(view).toMatchObject({ landing: "test_workspace", rehearsal: true });
    expect(view.coverage).toMatchObject({ records: 15 });
    expect(new Set((await diffOf(engine)).map(({ externalId }) => externalId)).size).toBe(15);
  });
});

describe("an approval given before the sample", () => {
  it("does not hold once the sample shows a class nobody has accepted, and holds once it is accepted", async () => {
    const engine = await planned();
    await runSample(engine);
    const refused = await engine.services.startRun(engine.admin, { ...engine.scope, kind: "import" });
    expect(codeOf(refused)).toBe("plan.not_approved");
    const { items } = must(await engine.services.listAudit(engine.admin, { ...engine.scope, limit: 50 }));
    expect(items.map(({ operation }) => operation)).toContain("plan.approval_withdrawn");
    await engine.approve();
    await runSample(engine);
    expect((await engine.run("import")).state).toBe("succeeded");
  });

  it("stays after an import, so that late changes go on", async () => {
    const engine = await planned();
    await engine.run("import");
    await runSample(engine, { landing: "test_workspace" });
    expect(must(await engine.services.getPlan(engine.admin, engine.scope)).approval?.current).toBe(true);
  });
});

describe("a failed run", () => {
  async function failedBeforeSchema(engine: EngineHarness, kind: "sample" | "import"): Promise<string> {
    const { deps } = engine;
    const { id } = must(await engine.services.startRun(engine.admin, { ...engine.scope, kind }));
    const patch = { state: "running" as const, startedAt: deps.clock.now() };
    await engine.store.runs.transition(engine.scope.accountId, id, ["queued"], patch);
    await engine.store.runs.transition(engine.scope.accountId, id, ["running"], { state: "failed" });
    return id;
  }

  it("that was a sample does not go on once an import has written to the real boards", async () => {
    const engine = await planned();
    const runId = await failedBeforeSchema(engine, "sample");
    await engine.run("import");
    expect(codeOf(await engine.services.resumeRun(engine.admin, { runId }))).toBe("sample.after_import");
  });

  it("that was an import does not bring back what was taken back since", async () => {
    const engine = await planned();
    await engine.run("import");
    const runId = await failedBeforeSchema(engine, "import");
    const rollback = { scope: { kind: "board" as const, board: "payments" } };
    must(
      await engine.services.startRun(engine.admin, {
        ...engine.scope,
        kind: "rollback",
        options: { rollback },
      }),
    );
    await engine.workOnce();
    expect(codeOf(await engine.services.resumeRun(engine.admin, { runId }))).toBe("run.illegal_transition");
  });
});

/** Works on the sample until it ends, dying as planned: the n-th process dies by the n-th plan. */
async function sampleDying(deaths: readonly CrashPlan[], again: boolean) {
  const engine = await planned();
  if (again) {
    await runSample(engine);
    must(await edit(engine, [kimAsText]));
  }
  await startSample(engine);
  const left = [...deaths];
  for (let process = 0; process < 20; process += 1) {
    const worked = await engine.workOnce(left.shift());
    if (!worked) throw new Error("The run is gone though it has not ended");
    if (worked.mortal.isDead()) continue;
    const rows = await diffOf(engine);
    const outcome = {
      state: worked.run.state,
      rows: rows.map(({ id: _id, itemId: _item, itemUrl: _url, ...row }) => row),
      items: engine.monday.items
        .map(({ name, values }) => `${name} ${Object.keys(values).length}`)
        .sort(compareTexts),
      updates: engine.monday.items
        .flatMap((item) => item.updates.map((update) => update.externalId))
        .sort(compareTexts),
      phases: worked.run.phases.map(({ key, state, done }) => `${key} ${state} ${done}`).filter(isSteady),
    };
    await engine.store.close();
    return { outcome, calls: worked.mortal.calls() };
  }
  throw new Error("The run never ends");
}

/** A page that is compared twice counts twice. */
function isSteady(phase: string): boolean {
  return !phase.startsWith("compare:");
}

describe("a sample that is killed", () => {
  it("ends the same wherever it dies, before or after the effect of a call", async () => {
    const clean = await sampleDying([], false);
    expect(clean.outcome.state).toBe("succeeded");
    for (let at = 1; at <= clean.calls; at += 3) {
      for (const when of ["before", "after"] as const) {
        const { outcome } = await sampleDying([{ at, when }], false);
        expect({ at, when, ...outcome }).toEqual({ at, when, ...clean.outcome });
      }
    }
  });

  it("still tells what a change of the plan has changed", async () => {
    const clean = await sampleDying([], true);
    expect(clean.outcome.rows.some(({ changed }) => changed)).toBe(true);
    for (let at = 2; at <= clean.calls; at += 5) {
      const { outcome } = await sampleDying([{ at, when: "after" }], true);
      expect({ at, ...outcome }).toEqual({ at, ...clean.outcome });
    }
  });
});
