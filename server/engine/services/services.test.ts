import { describe, expect, it } from "vitest";
import { createEngineHarness, type EngineHarness, must } from "../../../test/fakes/engine-harness.ts";
import { notConnected } from "../../../test/fakes/fake-destination.ts";
import { type FailureCode, toFailure } from "../../contract/errors.ts";
import type { Result } from "../../contract/result.ts";
import type { Actor } from "./actor.ts";
import { createServices } from "./index.ts";

const { signal } = new AbortController();

function codeOf(result: Result<unknown>): FailureCode | null {
  return result.ok ? null : result.error.code;
}

async function planOf(engine: EngineHarness) {
  return must(await engine.services.getPlan(engine.admin, engine.scope));
}

const rename = (title: string) => [{ op: "board.rename" as const, board: "payments", title }];

describe("the services", () => {
  it("let only admins change anything, and everybody look", async () => {
    const engine = await createEngineHarness();
    await engine.plan();
    const { services, scope } = engine;
    const { hash } = await planOf(engine);
    for (const role of ["member", "viewer", "guest"] as const) {
      const actor: Actor = { ...engine.admin, role };
      const changes = await Promise.all([
        services.createConnection(actor, { source: "shop", credentials: { key: "k" }, signal }),
        services.deleteConnection(actor, { connectionId: "connection-1" }),
        services.createMigration(actor, { connectionId: "connection-1", destination: { kind: "monday" } }),
        services.deleteMigration(actor, scope),
        services.startRun(actor, { ...scope, kind: "discover" }),
        services.pauseRun(actor, { runId: "any" }),
        services.resumeRun(actor, { runId: "any" }),
        services.cancelRun(actor, { runId: "any" }),
        services.editPlan(actor, { ...scope, hash, edits: rename("Money"), signal }),
        services.approvePlan(actor, { ...scope, hash }),
      ]);
      expect(changes.map(codeOf)).toEqual(changes.map(() => "auth.admin_required"));
      expect((await services.getPlan(actor, scope)).ok).toBe(true);
      expect(must(await services.getMe(actor, { signal })).mayChange).toBe(false);
    }
  });

  it("know nothing of another account's migrations", async () => {
    const engine = await createEngineHarness();
    await engine.plan();
    const stranger: Actor = { ...engine.admin, accountId: "account-2" };
    const { services, scope } = engine;
    const answers = await Promise.all([
      services.getMigration(stranger, scope),
      services.getPlan(stranger, scope),
      services.getInventory(stranger, scope),
      services.getReconciliation(stranger, scope),
      services.listRecords(stranger, { ...scope, limit: 10 }),
      services.streamRecords(stranger, scope),
      services.startRun(stranger, { ...scope, kind: "discover" }),
      services.deleteMigration(stranger, scope),
      services.deleteConnection(stranger, { connectionId: "connection-1" }),
    ]);
    expect(answers.map(codeOf)).toEqual(answers.map(() => "request.not_found"));
    expect(must(await services.listMigrations(stranger, {})).items).toEqual([]);
  });

  it("start one run at a time, and an import only of the plan that was approved", async () => {
    const engine = await createEngineHarness();
    const { services, admin, scope } = engine;
    const start = (kind: "import" | "discover" | "rollback") => services.startRun(admin, { ...scope, kind });
    expect(codeOf(await start("rollback"))).toBe("rollback.scope_missing");
    expect(codeOf(await start("import"))).toBe("plan.not_ready");
    await engine.plan();
    const plan = await planOf(engine);
    must(await services.editPlan(admin, { ...scope, hash: plan.hash, edits: rename("Money"), signal }));
    expect(codeOf(await start("import"))).toBe("plan.not_approved");
    must(await start("discover"));
    expect(codeOf(await start("discover"))).toBe("run.already_running");
    expect(codeOf(await services.deleteMigration(admin, scope))).toBe("migration.in_use");
  });

  it("refuse an edit and an approval that were made looking at another plan", async () => {
    const engine = await createEngineHarness();
    await engine.plan();
    const { services, admin, scope } = engine;
    const first = await planOf(engine);
    const changed = must(
      await services.editPlan(admin, { ...scope, hash: first.hash, edits: rename("Money"), signal }),
    );
    expect(changed.approval).toMatchObject({ hash: first.hash, current: false });
    const late = await services.editPlan(admin, {
      ...scope,
      hash: first.hash,
      edits: rename("Cash"),
      signal,
    });
    expect(codeOf(late)).toBe("plan.stale");
    expect(codeOf(await services.approvePlan(admin, { ...scope, hash: first.hash }))).toBe("plan.stale");
    await engine.approve();
    expect((await planOf(engine)).approval).toMatchObject({ hash: changed.hash, by: "7000", current: true });
  });

  it("say which edit is impossible", async () => {
    const engine = await createEngineHarness();
    await engine.plan();
    const { hash } = await planOf(engine);
    const edits = [{ op: "board.include" as const, board: "nowhere", include: true }];
    const refused = await engine.services.editPlan(engine.admin, { ...engine.scope, hash, edits, signal });
    expect(codeOf(refused)).toBe("plan.impossible_edit");
  });

  it("do not let the plan change under an import", async () => {
    const engine = await createEngineHarness();
    await engine.plan();
    const { hash } = await planOf(engine);
    must(await engine.services.startRun(engine.admin, { ...engine.scope, kind: "import" }));
    const edit = { ...engine.scope, hash, edits: rename("Money"), signal };
    expect(codeOf(await engine.services.editPlan(engine.admin, edit))).toBe("run.already_running");
  });

  it("tell on which step a migration stands", async () => {
    const engine = await createEngineHarness();
    const step = async () => must(await engine.services.getMigration(engine.admin, engine.scope)).step;
    expect(await step()).toBe("discover");
    await engine.run("discover");
    expect(await step()).toBe("sample");
    await engine.plan();
    expect(await step()).toBe("import");
    await engine.run("import");
    expect(await step()).toBe("verify");
  });

  it("write a CSV no cell of which a spreadsheet runs as a formula", async () => {
    const engine = await createEngineHarness();
    const evil = engine.source.records.clients?.map((record) => ({
      ...record,
      fields: { ...record.fields, name: '=HYPERLINK("http://x")' },
    }));
    engine.source.records = { ...engine.source.records, clients: evil ?? [] };
    await engine.plan();
    const refused = toFailure("monday.value_refused", { message: "no" });
    engine.monday.refuseOperation = (operation) =>
      operation.externalId === "shop:clients:2" ? refused : null;
    await engine.run("import");
    const stream = must(
      await engine.services.streamRecords(engine.admin, { ...engine.scope, outcome: "failed" }),
    );
    let csv = "";
    for await (const piece of stream) csv += piece;
    const [, row] = csv.split("\r\n");
    expect(row).toContain("shop:clients:2");
    expect(row).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(row).toContain(refused.remedy.slice(0, 20));
  });

  it("keep no secret in a connection and check it live first", async () => {
    const engine = await createEngineHarness();
    const { services, admin } = engine;
    const create = (credentials: Record<string, string>) =>
      services.createConnection(admin, { source: "shop", credentials, signal });
    expect(codeOf(await create({}))).toBe("request.invalid");
    const view = must(await create({ key: " top-secret " }));
    expect(JSON.stringify(view)).not.toContain("top-secret");
    expect(must(await services.listConnections(admin)).items.map((each) => each.id)).toContain(view.id);
    expect(codeOf(await services.deleteConnection(admin, { connectionId: "connection-1" }))).toBe(
      "migration.in_use",
    );
    expect(codeOf(await services.deleteConnection(admin, { connectionId: view.id }))).toBeNull();
  });

  it("say what is missing when monday is not connected", async () => {
    const engine = await createEngineHarness();
    const services = createServices({
      ...engine.deps,
      destinations: { forAccount: async () => notConnected() },
    });
    const me = must(await services.getMe(engine.admin, { signal }));
    expect(me.monday).toMatchObject({ connected: false, code: "monday.not_connected" });
    expect(codeOf(await services.listWorkspaces(engine.admin, { signal }))).toBe("monday.not_connected");
  });
});
