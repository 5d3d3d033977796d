import { afterEach, describe, expect, it } from "vitest";
import type { PlanEdit } from "../../server/contract/plan.ts";
import { must } from "../fakes/engine-harness.ts";
import { expectComplete, openPortage, type Portage } from "../fakes/portage.ts";

let portage: Portage;
afterEach(() => portage.close());

async function discovered(): Promise<string> {
  portage = await openPortage();
  const migrationId = await portage.discover();
  await portage.answer(migrationId);
  return migrationId;
}

async function viewOf(migrationId: string) {
  return must(await portage.services.getSample(portage.admin, { migrationId }));
}

async function signOffOf(migrationId: string) {
  return must(await portage.services.getSignOff(portage.admin, { migrationId }));
}

/** Every board of the account with its columns and items, as a person sees them. */
function worldOf(titles: readonly string[]) {
  return titles.map((title) => ({
    title,
    items: portage.items(title).map(({ id, name, texts }) => ({ id, name, texts })),
  }));
}

describe("a sample against the whole product", () => {
  it("shows everything on the real boards, and the import adds only the rest", async () => {
    const migrationId = await discovered();
    const before = portage.items("Contacts").length;
    const run = await portage.run(migrationId, "sample");
    expect(run.state).toBe("succeeded");
    expect(run.phases.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["choose", "schema", "load", "compare"]),
    );
    const view = await viewOf(migrationId);
    expect(view).toMatchObject({ state: "ready", landing: "boards" });
    expect(view.coverage?.covered).toBe(view.coverage?.shapes);
    expect(view.coverage?.records).toBeLessThanOrEqual(100);
    expect(view.counts.wrong).toBe(0);
    expect(view.counts.same).toBeGreaterThan(500);
    const marked = portage
      .items("Contacts")
      .filter(({ texts }) => texts.p_portage_sample === "Sample 21 Nov 2026");
    expect(marked.length).toBeGreaterThan(portage.items("Contacts").length - before);

    await portage.approve(migrationId);
    const imported = await portage.run(migrationId, "import");
    expect(imported.state).toBe("succeeded");
    await expectComplete(portage, migrationId);
    for (const { title } of (await portage.plan(migrationId)).boards) {
      const marks = portage.items(title).filter(({ texts }) => "p_portage_sample" in texts);
      expect({ title, marks }).toEqual({ title, marks: [] });
    }
    const contacts = await portage.records(migrationId, "contacts");
    expect(contacts.filter(({ outcome }) => outcome === "failed")).toEqual([]);
  });

  it("writes only what a change of the mapping asks for, and marks it", async () => {
    const migrationId = await discovered();
    await portage.run(migrationId, "sample");
    const first = await viewOf(migrationId);
    const ids = portage.items("Clients").map(({ id }) => id);
    const map = {
      op: "column.map",
      board: "clients",
      column: "status",
      value: "active",
      label: "Here",
    } as const;
    must(await portage.edit(migrationId, [map]));
    expect(await viewOf(migrationId)).toMatchObject({ state: "stale" });
    const written: string[] = [];
    portage.hooks.beforeWrite = ({ operations }) => {
      for (const each of operations) {
        const columns = each.kind === "create_update" ? [] : Object.keys(each.values);
        if (!columns.includes("p_portage_sample")) written.push(`${each.kind} ${columns.join()}`);
      }
    };
    expect((await portage.run(migrationId, "sample")).state).toBe("succeeded");
    expect(new Set(written)).toEqual(new Set(["update_item p_status"]));
    expect(portage.items("Clients").map(({ id }) => id)).toEqual(ids);
    expect((await viewOf(migrationId)).removable).toBe(first.removable);
    const query = { migrationId, changed: true, limit: 500 };
    const changed = must(await portage.services.listDiff(portage.admin, query)).items;
    expect(changed.length).toBe(written.length);
    expect(new Set(changed.map(({ column, readBack }) => `${column} ${readBack}`))).toEqual(
      new Set(["status Here"]),
    );
    expect(await viewOf(migrationId)).toMatchObject({ state: "ready" });
  });

  it("leaves the real boards untouched when it lands in a test workspace", async () => {
    const migrationId = await discovered();
    const before = worldOf(["Contacts"]);
    const run = await portage.run(migrationId, "sample", { sample: { landing: "test_workspace" } });
    expect(run.state).toBe("succeeded");
    expect(worldOf(["Contacts"])).toEqual(before);
    const view = await viewOf(migrationId);
    expect(view).toMatchObject({ state: "ready", landing: "test_workspace" });
    expect(view.counts.wrong).toBe(0);
    const workspaces = must(
      await portage.services.listWorkspaces(portage.admin, { signal: new AbortController().signal }),
    );
    expect(workspaces.items.map(({ name }) => name)).toContain(view.workspaceName);
    expect(await portage.records(migrationId, "clients")).toEqual([]);
  });

  it("brings what it made in line with a plan renamed since, but for what a person named", async () => {
    const migrationId = await discovered();
    await portage.run(migrationId, "sample");
    const { world, act } = portage.sandbox.monday;
    const clients = world.board("Clients");
    const payments = world.board("Payments");
    const column = clients?.columns.find(({ id }) => id === "p_status");
    const group = clients?.groups.at(-1);
    if (!clients || !payments || !column || !group) throw new Error("The sample made no boards");
    const planned = (await portage.plan(migrationId)).boards.find(({ key }) => key === "clients");
    const planGroup = planned?.groups.find(({ title }) => title === group.title)?.key ?? "";
    const edits: PlanEdit[] = [
      { op: "board.rename", board: "clients", title: "Customers" },
      { op: "column.rename", board: "clients", column: "status", title: "Standing" },
      { op: "group.rename", board: "clients", group: planGroup, title: "The others" },
      { op: "board.rename", board: "payments", title: "Money" },
    ];
    act.renameBoard(payments.id, "Our takings");
    must(await portage.edit(migrationId, edits));
    expect((await portage.run(migrationId, "sample")).state).toBe("succeeded");
    expect(world.board(payments.id)?.name).toBe("Our takings");
    const after = world.board(clients.id);
    expect(after?.name).toBe("Customers");
    expect(after?.columns.find(({ id }) => id === column.id)?.title).toBe("Standing");
    expect(after?.groups.find(({ id }) => id === group.id)?.title).toBe("The others");
  });

  it("makes a test workspace anew that was deleted by hand", async () => {
    const migrationId = await discovered();
    const options = { sample: { landing: "test_workspace" as const } };
    await portage.run(migrationId, "sample", options);
    const first = await viewOf(migrationId);
    const own = async () =>
      must(
        await portage.services.listWorkspaces(portage.admin, { signal: new AbortController().signal }),
      ).items.filter(({ name }) => name === first.workspaceName);
    const [old] = await own();
    portage.sandbox.monday.act.deleteWorkspace(old?.id ?? "");
    expect(await own()).toEqual([]);
    expect((await portage.run(migrationId, "sample", options)).state).toBe("succeeded");
    const [made, ...others] = await own();
    expect(others).toEqual([]);
    expect(made?.id).not.toBe(old?.id);
    const view = await viewOf(migrationId);
    expect(view).toMatchObject({ state: "ready", removable: first.removable });
    expect(view.counts).toMatchObject({ same: first.counts.same, wrong: 0 });
  });

  it.each(["Clients", "Payments"])("makes the test board %s anew that was deleted by hand", async (title) => {
    const migrationId = await discovered();
    const options = { sample: { landing: "test_workspace" as const } };
    await portage.run(migrationId, "sample", options);
    const first = await viewOf(migrationId);
    const { world, act } = portage.sandbox.monday;
    const named = () => world.boards().filter(({ name, state }) => name === title && state === "active");
    const others = () =>
      world
        .boards()
        .filter(({ name, state }) => name !== title && state === "active")
        .map(({ id }) => id);
    const before = others();
    const [old, ...more] = named();
    expect(more).toEqual([]);
    act.deleteBoard(old?.id ?? "");
    expect((await portage.run(migrationId, "sample", options)).failure).toBeNull();
    const [made] = named();
    expect(made?.id).not.toBe(old?.id);
    expect(others()).toEqual(before);
    const view = await viewOf(migrationId);
    expect(view).toMatchObject({ state: "ready", removable: first.removable });
    expect(view.counts).toMatchObject({ same: first.counts.same, wrong: 0 });
    await portage.run(migrationId, "rollback", { rollback: { scope: { kind: "test" } } });
    expect(others()).toEqual(before.filter((id) => world.board(id)?.name === "Contacts"));
  });

  it("shows and asks nothing any more of a board that was left out after it", async () => {
    const migrationId = await discovered();
    await portage.run(migrationId, "sample");
    const ofPayments = async () => {
      const page = await portage.services.listDiff(portage.admin, {
        migrationId,
        board: "payments",
        limit: 1,
      });
      return must(page).total;
    };
    expect(await ofPayments()).toBeGreaterThan(0);
    must(await portage.edit(migrationId, [{ op: "board.include", board: "payments", include: false }]));
    await portage.answer(migrationId);
    await portage.run(migrationId, "sample");
    expect(await ofPayments()).toBe(0);
    const asked = (await signOffOf(migrationId)).classes.filter(({ board }) => board === "payments");
    expect(asked.map(({ id }) => id)).toEqual(["left_out:payments"]);
  });
});

describe("the sign-off", () => {
  it("wants every class by name, keeps the first of two approvals, and ends with the plan it was for", async () => {
    const migrationId = await discovered();
    await portage.run(migrationId, "sample");
    const { classes, planHash: hash, sample, blockers } = await signOffOf(migrationId);
    expect(blockers).toEqual([]);
    expect(sample).toMatchObject({ counts: { wrong: 0 } });
    expect(classes.find(({ id }) => id === "duplicates:contacts")).toMatchObject({
      kind: "merged",
      title: "Contacts: 4 clients share 2 e-mails and become 2 contacts",
      accepted: true,
    });
    const refused = await portage.services.approvePlan(portage.admin, { migrationId, hash });
    expect(refused.ok ? null : refused.error).toMatchObject({ code: "plan.not_accepted" });
    expect(refused.ok ? "" : refused.error.where?.ids).toContain("no_email:contacts");

    const accepted = classes.map(({ id }) => id);
    const one = { ...portage.admin, userId: "7001" };
    const other = { ...portage.admin, userId: "7002" };
    const both = await Promise.all([
      portage.services.approvePlan(one, { migrationId, hash, accepted }),
      portage.services.approvePlan(other, { migrationId, hash, accepted }),
    ]);
    const [first, second] = both.map((answer) => must(answer).approval);
    expect(first).toEqual(second);
    expect(first).toMatchObject({ by: "7001", current: true, sample: { runId: sample?.runId } });
    expect(first?.accepted.map(({ id }) => id)).toEqual(accepted);
    expect((await signOffOf(migrationId)).classes.every((each) => each.accepted)).toBe(true);

    must(await portage.edit(migrationId, [{ op: "board.rename", board: "payments", title: "Money" }]));
    const answer = await portage.call(`/api/migrations/${migrationId}/runs`, {
      method: "POST",
      body: JSON.stringify({ kind: "import" }),
    });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ code: "plan.not_approved" });
    expect((await signOffOf(migrationId)).sample).toBeNull();
  });

  it("is withdrawn when another reading of the source shows a class nobody has accepted", async () => {
    const migrationId = await discovered();
    const { hash } = await portage.approve(migrationId);
    const { account, edit } = portage.sandbox.bizstim;
    edit.updatePayment(account.payments.at(0)?.id ?? "", { revenue_amount: "a lot" });
    await portage.run(migrationId, "discover");
    const { planHash, classes } = await signOffOf(migrationId);
    expect(planHash).toBe(hash);
    expect(classes.filter(({ accepted }) => !accepted).map(({ id }) => id)).toContain(
      "invalid:payments/amount",
    );
    expect((await portage.plan(migrationId)).approval).toBeNull();
    const input = { migrationId, kind: "import" as const, options: {} };
    expect(await portage.services.startRun(portage.admin, input)).toMatchObject({
      ok: false,
      error: { code: "plan.not_approved" },
    });
    await portage.approve(migrationId);
    expect((await portage.run(migrationId, "import")).failure).toBeNull();
  });

  it("lets anybody of the account tick records that were picked at random", async () => {
    const migrationId = await discovered();
    const early = await portage.services.getSpotCheck(portage.admin, { migrationId });
    expect(early.ok ? null : early.error.code).toBe("sample.not_ready");
    await portage.run(migrationId, "sample");
    const check = must(await portage.services.getSpotCheck(portage.admin, { migrationId }));
    expect(check.items.length).toBeGreaterThanOrEqual(25);
    expect(check.items.length).toBeLessThanOrEqual(50);
    const [first] = check.items;
    if (!first) throw new Error("Nothing was picked");
    expect(first.itemUrl).toContain(`/pulses/${first.itemId}`);
    expect(first.sourceText).toMatch(/^Bizstim, .+, number .+$/);
    const member = { ...portage.admin, role: "member" as const };
    const { board, externalId } = first;
    const ticked = must(
      await portage.services.tickSpotCheck(member, { migrationId, board, externalId, right: true }),
    );
    expect(ticked).toMatchObject({ looked: 1, planHash: check.planHash });
    const again = must(await portage.services.getSpotCheck(portage.admin, { migrationId }));
    expect(again).toEqual(ticked);
    const wrong = { migrationId, board, externalId: "bizstim:clients:none", right: true };
    const missing = await portage.services.tickSpotCheck(member, wrong);
    expect(missing.ok ? null : missing.error.code).toBe("request.not_found");
  });
});
