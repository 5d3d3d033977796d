/** Plans that cannot be: edits that do not fit, two people at once, people and values monday does not take. */
import { afterEach, describe, expect, it } from "vitest";
import type { PlanEdit } from "../../server/contract/plan.ts";
import { must } from "../fakes/engine-harness.ts";
import { expectComplete, openPortage, type Portage } from "../fakes/portage.ts";

let portage: Portage;
let migrationId: string;
afterEach(() => portage.close());

async function discovered(prepare: (portage: Portage) => void = () => {}): Promise<void> {
  portage = await openPortage();
  prepare(portage);
  migrationId = await portage.discover();
}

describe("a plan edited to something impossible", () => {
  const impossible: readonly PlanEdit[] = [
    { op: "column.type", board: "clients", column: "notes", type: "date" },
    { op: "board.rename", board: "no_such_board", title: "Anything" },
    { op: "board.target", board: "clients", boardId: "1" },
    { op: "workspace", workspaceId: "999999" },
    { op: "person.action", person: "bizstim:practitioners:3", action: "user", userId: "71000006" },
  ];

  it("is refused with what is wrong, and the plan stays as it was", async () => {
    await discovered();
    const before = await portage.plan(migrationId);
    for (const edit of impossible) {
      const refused = await portage.edit(migrationId, [edit]);
      expect([edit.op, refused.ok]).toEqual([edit.op, false]);
      if (refused.ok) continue;
      expect([edit.op, refused.error.code, refused.error.kind]).not.toContain("bug");
      expect(refused.error.remedy.length).toBeGreaterThan(10);
    }
    expect(await portage.plan(migrationId)).toEqual(before);
    await portage.approve(migrationId);
    expect((await portage.run(migrationId, "import")).state).toBe("succeeded");
    await expectComplete(portage, migrationId);
  });

  it("takes none of the edits of a request when one of them does not fit", async () => {
    await discovered();
    const before = await portage.plan(migrationId);
    const edits: PlanEdit[] = [
      { op: "board.rename", board: "clients", title: "People" },
      { op: "column.type", board: "clients", column: "notes", type: "date" },
    ];
    expect(await portage.edit(migrationId, edits)).toMatchObject({
      ok: false,
      error: { code: "plan.impossible_edit" },
    });
    expect((await portage.plan(migrationId)).hash).toBe(before.hash);
  });
});

describe("two tabs", () => {
  it("approve only the plan that stands; the other tab is told to look again", async () => {
    await discovered();
    const { services, admin } = portage;
    const seenByFirst = await portage.approve(migrationId);
    const rename: PlanEdit[] = [{ op: "board.rename", board: "clients", title: "People" }];
    must(await portage.edit(migrationId, rename));
    const late = await services.approvePlan(admin, { migrationId, hash: seenByFirst.hash });
    expect(late).toMatchObject({ ok: false, error: { code: "plan.stale" } });
    if (!late.ok) expect(late.error.remedy).toContain("current plan");
    const early = await services.startRun(admin, { migrationId, kind: "import" });
    expect(early).toMatchObject({ ok: false, error: { code: "plan.not_approved" } });
    await portage.approve(migrationId);
    expect((await portage.run(migrationId, "import")).state).toBe("succeeded");
    expect(portage.items("People").length).toBeGreaterThan(10);
  });

  it("cannot both change the same plan", async () => {
    await discovered();
    const { hash } = await portage.plan(migrationId);
    const rename = (title: string): PlanEdit[] => [{ op: "board.rename", board: "clients", title }];
    const answers = await Promise.all([
      portage.edit(migrationId, rename("People"), hash),
      portage.edit(migrationId, rename("Customers"), hash),
    ]);
    const codes = answers.map((answer) => (answer.ok ? "ok" : answer.error.code));
    expect(codes.toSorted()).toEqual(["ok", "plan.stale"]);
  });

  it("cannot change the plan an import is working by", async () => {
    await discovered();
    await portage.approve(migrationId);
    await portage.stopWorker();
    await portage.start(migrationId, "import");
    const rename: PlanEdit[] = [{ op: "board.rename", board: "clients", title: "People" }];
    expect(await portage.edit(migrationId, rename)).toMatchObject({
      ok: false,
      error: { code: "run.already_running" },
    });
  });
});

describe("people who cannot be assigned", () => {
  it("show as blocked with the reason, and their records move with the name as text", async () => {
    await discovered(({ sandbox: { bizstim } }) => {
      const ids = [...bizstim.account.sessions.all()].filter(({ temp }) => temp === "0").map(({ id }) => id);
      const ivy = [...bizstim.account.practitioners.all()].find((row) => row.first_name === "Ivy");
      for (const id of ids.slice(0, 3)) bizstim.edit.update("sessions", id, { pract_id: ivy?.id ?? "" });
    });
    const plan = await portage.approve(migrationId);
    const ivy = plan.people.find(({ name }) => name === "Ivy Chen");
    expect(ivy).toMatchObject({ match: "blocked", action: "text" });
    expect(ivy?.matchText).toContain("deactivated");
    expect((await portage.run(migrationId, "import")).state).toBe("succeeded");
    const sessions = await portage.itemsByKey(migrationId, "sessions");
    const hers = sessions.filter(({ texts }) => texts.get("practitioner_name") === "Ivy Chen");
    expect(hers.length).toBeGreaterThanOrEqual(3);
    expect(hers.every(({ texts }) => texts.get("user") === "")).toBe(true);
  });
});

describe("41 values of a field that would be a status", () => {
  it("become a dropdown that keeps each of them, and the plan says so", async () => {
    await discovered(({ sandbox }) => {
      const ids = [...sandbox.bizstim.account.sessions.all()].map(({ id }) => id).slice(0, 41);
      for (const [nth, id] of ids.entries()) {
        sandbox.bizstim.edit.update("sessions", id, { session_status: String(50 + nth), temp: "0" });
      }
    });
    const plan = await portage.approve(migrationId);
    const status = plan.boards
      .find(({ key }) => key === "sessions")
      ?.columns.find(({ key }) => key === "status");
    expect(status?.type).toBe("dropdown");
    expect(status?.labels.length).toBeGreaterThan(40);
    expect(plan.findings.map(({ code }) => code)).toContain("labels.too_many");
    expect((await portage.run(migrationId, "import")).state).toBe("succeeded");
    const written = new Set(portage.items("Sessions").map((item) => item.texts[status?.columnId ?? ""]));
    const used = (status?.labels ?? []).filter(({ count }) => count > 0);
    for (const { label } of used) expect(written).toContain(label);
    await expectComplete(portage, migrationId);
  });
});
