import { describe, expect, it } from "vitest";
import {
  createImportedHarness,
  type EngineHarness,
  itemOf,
  must,
} from "../../../test/fakes/engine-harness.ts";
import type { ConflictRow } from "../../store/store.ts";
import type { Actor } from "./actor.ts";

const { signal } = new AbortController();

const withRole = (engine: EngineHarness, role: Actor["role"]): Actor => ({ ...engine.admin, role });

describe("a report that something is wrong", () => {
  it("is kept with the item, shown in its history and in the audit trail", async () => {
    const engine = await createImportedHarness();
    const { id } = itemOf(engine, "shop:clients:2");
    const report = { itemId: id, signal, column: "p_city", text: "This is the old town" };
    const view = must(await engine.services.reportItem(withRole(engine, "member"), report));
    expect(view.can).toEqual(["report"]);
    expect(view.reports).toEqual([
      expect.objectContaining({ text: "This is the old town", state: "open", by: expect.any(String) }),
    ]);
    expect(view.history.at(-1)?.text).toContain("reported City as wrong");
    const [row] = await engine.store.verification.ofItem(engine.scope.accountId, id, 10);
    expect(row).toMatchObject({ kind: "reported", columnKey: "city", externalId: "shop:clients:2" });
    const [line] = await engine.store.audit.newest(engine.scope, { beforeSeq: null, limit: 1 });
    expect(line).toMatchObject({ operation: "item.report", records: ["shop:clients:2"] });
    expect(JSON.stringify(line)).not.toContain("old town");
  });

  it("says where the fault lies: what differs can be repaired, what was written so cannot", async () => {
    const engine = await createImportedHarness();
    const item = itemOf(engine, "shop:clients:2");
    const { migrationId } = engine.scope;
    const report = { itemId: item.id, signal, column: null, text: "Wrong" };
    must(await engine.services.reportItem(engine.admin, report));
    item.values.p_city = { kind: "text", text: "Elsewhere" };
    must(await engine.services.reportItem(engine.admin, report));
    const listed = must(
      await engine.services.listDifferences(engine.admin, { migrationId, kind: "reported", limit: 10 }),
    );
    expect(listed.items.map(({ repairable }) => repairable)).toEqual([false, true]);
    expect(listed.items[0]?.remedy).toContain("exactly what Portage wrote");
  });

  it("opens a repair: the admin has the item written as it was", async () => {
    const engine = await createImportedHarness();
    const item = itemOf(engine, "shop:clients:2");
    item.values.p_city = { kind: "text", text: "Elsewhere" };
    const report = { itemId: item.id, signal, column: "p_city", text: "Wrong town" };
    const { reports, can } = must(await engine.services.reportItem(engine.admin, report));
    expect(can).toEqual(["report", "repair"]);
    const { migrationId } = engine.scope;
    const repair = { differences: reports.map(({ id }) => id) };
    must(await engine.services.startRun(engine.admin, { migrationId, kind: "verify", options: { repair } }));
    await engine.workOnce();
    expect(item.values.p_city).toEqual({ kind: "text", text: "City 2" });
    const view = must(await engine.services.getItem(engine.admin, { itemId: item.id, signal }));
    expect(view.status).toBe("verified");
    expect(view.reports[0]?.state).toBe("repaired");
    expect(view.history.at(-1)?.text).toContain("repaired");
  });

  it("is refused to viewers, for items nobody imported and for columns nobody wrote", async () => {
    const engine = await createImportedHarness();
    const { id } = itemOf(engine, "shop:clients:2");
    const report = { signal, column: null, text: "Wrong" };
    const viewer = await engine.services.reportItem(withRole(engine, "viewer"), { ...report, itemId: id });
    expect(viewer).toMatchObject({ ok: false, error: { code: "auth.admin_required" } });
    const unknown = await engine.services.reportItem(engine.admin, { ...report, itemId: "424242" });
    expect(unknown).toMatchObject({ ok: false, error: { code: "request.not_found" } });
    const column = await engine.services.reportItem(engine.admin, { ...report, itemId: id, column: "none" });
    expect(column).toMatchObject({ ok: false, error: { code: "request.invalid" } });
  });
});

describe("the view of an item", () => {
  it("shows a conflict somebody has to decide about, and that the source has lost the record", async () => {
    const engine = await createImportedHarness();
    const { id } = itemOf(engine, "shop:clients:2");
    const conflict: Omit<ConflictRow, "id" | "kind" | "columnKey"> = {
      ...{ phase: "clients", externalId: "shop:clients:2", itemId: id, runId: "r", foundAt: 1 },
      ...{ state: "open", decision: null, decidedBy: null, decidedAt: null, body: "{}" },
    };
    await engine.store.conflicts.put(engine.scope, [
      { ...conflict, id: "c1", kind: "field", columnKey: "city" },
      { ...conflict, id: "c2", kind: "deleted", columnKey: null },
    ]);
    const view = must(await engine.services.getItem(engine.admin, { itemId: id, signal }));
    expect(view.status).toBe("conflict");
    expect(view.statusText).toContain("City was changed in the source and in monday");
    expect(view.notes.join(" ")).toContain("no longer has this record");
    const { userId: by } = engine.admin;
    const decision = { ids: ["c1"], kind: "field", decision: "monday", by, at: engine.clock.now() } as const;
    await engine.store.conflicts.decide(engine.scope, decision);
    const decided = must(await engine.services.getItem(engine.admin, { itemId: id, signal }));
    expect(decided.status).toBe("verified");
    expect(decided.history.at(-1)?.text).toContain("City stays as it is in monday");
  });

  it("is verified again once a person has accepted what differs, as long as it stays so", async () => {
    const engine = await createImportedHarness();
    const item = itemOf(engine, "shop:clients:2");
    item.values.p_city = { kind: "text", text: "Elsewhere" };
    await engine.run("verify");
    const { migrationId } = engine.scope;
    const rows = await engine.store.verification.ofItem(engine.scope.accountId, item.id, 5);
    const differences = rows.map(({ id }) => id);
    must(await engine.services.acceptDifferences(engine.admin, { migrationId, differences }));
    const look = async () => must(await engine.services.getItem(engine.admin, { itemId: item.id, signal }));
    const accepted = await look();
    expect(accepted.status).toBe("verified");
    expect(accepted.statusText).toContain("but for 1 field");
    expect(accepted.history.at(-1)?.text).toContain("accepted what monday holds in City");
    item.values.p_city = { kind: "text", text: "Yet another" };
    expect((await look()).status).toBe("changed");
  });

  it("tells an item whose import was taken back from one nobody imported", async () => {
    const engine = await createImportedHarness();
    const { id } = itemOf(engine, "shop:clients:2");
    const report = { itemId: id, signal, column: null, text: "Wrong" };
    must(await engine.services.reportItem(engine.admin, report));
    await engine.store.ledger.commit(engine.scope, {
      removed: [{ phase: "clients", externalId: "shop:clients:2" }],
    });
    const view = must(await engine.services.getItem(engine.admin, { itemId: id, signal }));
    expect(view).toMatchObject({ status: "not_imported", can: [] });
    expect(view.statusText).toContain("taken back");
  });
});
