import { describe, expect, it } from "vitest";
import { buildFacts, buildUser } from "../../test/builders/facts.ts";
import {
  createEngineHarness,
  type EngineHarness,
  must,
  shopRecords,
} from "../../test/fakes/engine-harness.ts";
import type { Mishap } from "../../test/fakes/fake-destination.ts";
import type { OperationResult } from "../connectors/types.ts";
import { toFailure } from "../contract/errors.ts";
import type { Outcome } from "../contract/records.ts";
import { err } from "../contract/result.ts";

const limit = toFailure("monday.rate_limited", { message: "429", retryAfterMs: 30_000 });
const boardGone = toFailure("monday.board_missing", { message: "No such board" });
const valueRefused = toFailure("monday.value_refused", { message: "Bad value", where: { column: "City" } });

async function planned(): Promise<EngineHarness> {
  const engine = await createEngineHarness();
  await engine.plan();
  return engine;
}

async function rows(engine: EngineHarness, outcome?: Outcome) {
  const query = { ...engine.scope, limit: 100, ...(outcome ? { outcome } : {}) };
  return must(await engine.services.listRecords(engine.admin, query)).items;
}

/** Every record once: 1 person, 4 clients of 5 records, 9 payments, 3 notes. */
function expectAllOnce(engine: EngineHarness): void {
  const ids = engine.monday.items.map((item) => {
    const origin = item.values.portage_id;
    return origin?.kind === "text" ? origin.text : "";
  });
  expect(ids).toHaveLength(14);
  expect(new Set(ids).size).toBe(14);
  const updates = engine.monday.items.flatMap((item) => item.updates.map((update) => update.externalId));
  expect(updates.sort()).toEqual(["1", "5", "9"].map((id) => `shop:payments:${id}#note`));
}

/** The completion of a merged client is the last call before those of the payments. */
function loseFirstPayments(engine: EngineHarness, mishaps: Mishap[]): void {
  engine.monday.refuseOperation = ({ kind }) => {
    if (kind === "update_item") engine.monday.mishaps.push(...mishaps.splice(0));
    return null;
  };
}

describe("an import", () => {
  it("brings every record across once and adds up", async () => {
    const engine = await planned();
    const run = await engine.run("import");
    expect([run.state, run.failure]).toEqual(["succeeded", null]);
    expectAllOnce(engine);
    const result = must(await engine.services.getReconciliation(engine.admin, engine.scope));
    expect(result.addsUp).toBe(true);
    const payments = result.phases.find((phase) => phase.key === "payments");
    expect(payments?.sums[0]).toMatchObject({ source: "45.90", destination: "45.90" });
    expect(payments?.links).toEqual({ expected: 8, found: 8 });
  });

  it("finds the updates it wrote and says when one is gone", async () => {
    const engine = await planned();
    await engine.run("import");
    const updates = async () => {
      const result = must(await engine.services.getReconciliation(engine.admin, engine.scope));
      return result.phases.find((phase) => phase.key === "payments.updates");
    };
    expect(await updates()).toMatchObject({ expected: 3, found: 3, addsUp: true });
    for (const item of engine.monday.itemsOf("shop:payments:5")) item.updates.splice(0);
    expect((await engine.run("import")).state).toBe("needs_attention");
    expect(await updates()).toMatchObject({ expected: 3, found: 2, addsUp: false });
  });

  /** The second page of every board cannot be had, as often as told. */
  function expireCursors(engine: EngineHarness, times: number): void {
    const { readItems } = engine.monday.destination;
    let left = times;
    const readOrExpire: typeof readItems = async (input, signal) => {
      if (input.cursor === null || left === 0) return readItems(input, signal);
      left -= 1;
      return err(toFailure("monday.cursor_expired", { message: "60 minutes are over" }));
    };
    Object.assign(engine.monday.destination, { readItems: readOrExpire });
  }

  it("reads a board from its start again when monday has forgotten the place", async () => {
    const engine = await planned();
    expireCursors(engine, 2);
    expect((await engine.run("import")).state).toBe("succeeded");
    const result = must(await engine.services.getReconciliation(engine.admin, engine.scope));
    expect(result.addsUp).toBe(true);
    expect(result.phases.find((phase) => phase.key === "payments")?.found).toBe(9);
  });

  it("stops, and can be resumed, when no board can be read to its end", async () => {
    const engine = await planned();
    expireCursors(engine, 3);
    const stopped = await engine.run("import");
    expect([stopped.state, stopped.failure?.code]).toEqual(["failed", "monday.cursor_expired"]);
    must(await engine.services.resumeRun(engine.admin, { runId: stopped.id }));
    expect((await engine.workOnce())?.run.state).toBe("succeeded");
  });

  it("writes nothing when it is run again", async () => {
    const engine = await planned();
    await engine.run("import");
    const before = engine.monday.batches.length;
    expect((await engine.run("import")).state).toBe("succeeded");
    expect(engine.monday.batches).toHaveLength(before);
  });

  it("fills the earlier record's empty cells from a duplicate and links to its item", async () => {
    const engine = await planned();
    await engine.run("import");
    const [item] = engine.monday.itemsOf("shop:clients:1");
    expect(item?.values.p_city).toEqual({ kind: "text", text: "City 4" });
    const merged = await rows(engine, "merged");
    expect(merged.map((row) => [row.externalId, row.itemId])).toEqual([["shop:clients:4", item?.id]]);
    const [payment] = engine.monday.itemsOf("shop:payments:4");
    expect(payment?.values.p_client).toEqual({ kind: "relation_items", itemIds: [item?.id] });
  });

  it("writes a record without a link that leads nowhere and says so", async () => {
    const engine = await planned();
    await engine.run("import");
    const [payment] = engine.monday.itemsOf("shop:payments:9");
    expect(payment?.values.p_client).toBeUndefined();
    const row = (await rows(engine)).find((each) => each.externalId === "shop:payments:9");
    expect(row?.notes).toMatchObject([{ code: "link_missing", column: "client" }]);
  });

  const losses: Mishap[] = (["nothing", "half", "all"] as const).flatMap((done): Mishap[] => [
    { kind: "lose", done },
    { kind: "lose", done, failure: toFailure("monday.internal", { message: "500" }) },
  ]);
  it.each(losses)("creates nothing twice when an answer is lost: %o", async (loss) => {
    for (let at = 0; at < 9; at += 1) {
      const engine = await planned();
      for (let ok = 0; ok < at; ok += 1) engine.monday.mishaps.push({ kind: "refuse", failure: limit });
      engine.monday.mishaps.push(loss, loss);
      expect((await engine.run("import")).state).toBe("succeeded");
      expectAllOnce(engine);
      await engine.store.close();
    }
  });

  it.each(["half", "all"] as const)(
    "links items whose creation was heard of only by looking (%s)",
    async (done) => {
      for (const batchSize of [3, 10]) {
        const engine = await planned();
        engine.monday.batchSize = batchSize;
        const lost: Mishap = { kind: "lose", done };
        loseFirstPayments(engine, [lost, { kind: "refuse", failure: limit }]);
        expect((await engine.run("import")).state).toBe("succeeded");
        expectAllOnce(engine);
        const result = must(await engine.services.getReconciliation(engine.admin, engine.scope));
        expect(result.phases.find((phase) => phase.key === "payments")?.links).toEqual({
          expected: 8,
          found: 8,
        });
        expect((await rows(engine)).flatMap((row) => row.notes)).not.toContainEqual(
          expect.objectContaining({ code: "value_dropped" }),
        );
        await engine.store.close();
      }
    },
  );

  it("says which links monday does not keep, however the item was found", async () => {
    const engine = await planned();
    loseFirstPayments(engine, [{ kind: "lose", done: "all" }]);
    const { refuseOperation } = engine.monday;
    engine.monday.refuseOperation = (operation) => {
      const links = operation.kind === "update_item" && operation.values.p_client;
      return links ? valueRefused : refuseOperation(operation);
    };
    expect((await engine.run("import")).state).toBe("needs_attention");
    expectAllOnce(engine);
    const notes = (await rows(engine)).flatMap((row) => row.notes);
    expect(notes).toContainEqual(expect.objectContaining({ code: "value_dropped", column: "p_client" }));
  });

  it("waits until a call that was half done must have ended before it sends the rest", async () => {
    const engine = await planned();
    engine.monday.batchSize = 10;
    engine.monday.refuseOperation = (operation) => {
      // The clients' call is the first with several writes: its answer is lost in the middle.
      if (operation.externalId === "shop:team:1") engine.monday.mishaps.push({ kind: "lose", done: "half" });
      return null;
    };
    const before = engine.clock.now();
    expect((await engine.run("import")).state).toBe("succeeded");
    expectAllOnce(engine);
    expect(engine.clock.now() - before).toBeGreaterThanOrEqual(70_000);
  });

  it("sends under a new key once monday has forgotten the old one", async () => {
    const engine = await planned();
    must(await engine.services.startRun(engine.admin, { ...engine.scope, kind: "import" }));
    engine.monday.mishaps.push({ kind: "lose", done: "nothing" });
    const died = await engine.workOnce({ at: 7, when: "before" });
    expect(died?.mortal.isDead()).toBe(true);
    const [lost] = engine.monday.batches;
    engine.clock.advance(45 * 60_000);
    engine.monday.mishaps.splice(0);
    const worked = await engine.workOnce();
    expect(worked?.run.state).toBe("succeeded");
    expectAllOnce(engine);
    const keys = engine.monday.batches.map((batch) => batch.idempotencyKey);
    expect(keys.filter((key) => key === lost?.idempotencyKey).length).toBeLessThan(2);
  });

  it("waits for limits without failing and shows why", async () => {
    const engine = await planned();
    const shown: (string | undefined)[] = [];
    must(await engine.services.startRun(engine.admin, { ...engine.scope, kind: "import" }));
    engine.deps.events.subscribeAll(() => {
      void engine.store.runs.active(engine.scope).then((run) => shown.push(run?.waiting?.code));
    });
    for (let count = 0; count < 12; count += 1)
      engine.monday.mishaps.push({ kind: "refuse", failure: limit });
    const worked = await engine.workOnce();
    expect(worked?.run.state).toBe("succeeded");
    expect(worked?.run.waiting).toBeNull();
    expect(shown).toContain("monday.rate_limited");
    expectAllOnce(engine);
  });

  it("stops for a person when a board is gone and goes on where it stood", async () => {
    const engine = await planned();
    engine.monday.refuseOperation = (operation) =>
      operation.kind === "create_item" && operation.externalId.includes("payments") ? boardGone : null;
    const run = await engine.run("import");
    expect([run.state, run.failure?.code]).toEqual(["failed", "monday.board_missing"]);
    engine.monday.refuseOperation = () => null;
    must(await engine.services.resumeRun(engine.admin, { runId: run.id }));
    expect((await engine.workOnce())?.run.state).toBe("succeeded");
    expect(engine.monday.schemaCalls).toBe(2);
    expectAllOnce(engine);
  });

  it("tells which record was refused, tries it again, and then links to it", async () => {
    const engine = await planned();
    engine.monday.refuseOperation = (operation) =>
      operation.externalId === "shop:clients:2" ? valueRefused : null;
    expect((await engine.run("import")).state).toBe("needs_attention");
    const [failed] = await rows(engine, "failed");
    expect(failed).toMatchObject({ externalId: "shop:clients:2", reasonCode: "monday.value_refused" });
    expect(failed?.reason).toContain("City");
    engine.monday.refuseOperation = () => null;
    engine.monday.batches.splice(0);
    expect((await engine.run("import")).state).toBe("succeeded");
    const sent = engine.monday.batches.flatMap((batch) => batch.operations);
    expect(sent.map(({ kind, externalId }) => [kind, externalId])).toEqual([
      ["create_item", "shop:clients:2"],
      ["update_item", "shop:payments:2"],
      ["update_item", "shop:payments:7"],
    ]);
    const [client] = engine.monday.itemsOf("shop:clients:2");
    const [payment] = engine.monday.itemsOf("shop:payments:2");
    expect(payment?.values.p_client).toEqual({ kind: "relation_items", itemIds: [client?.id] });
  });

  it("finds the one record a server error comes from and brings the others across", async () => {
    const engine = await planned();
    engine.monday.batchSize = 4;
    const failure = toFailure("monday.internal", { message: "500" });
    engine.monday.answerOf = (batch) =>
      batch.operations.some((each) => each.externalId === "shop:clients:2")
        ? { kind: "doubtful", error: failure }
        : null;
    expect((await engine.run("import")).state).toBe("needs_attention");
    expect((await rows(engine, "failed")).map((row) => row.externalId)).toEqual(["shop:clients:2"]);
    expect(engine.monday.itemsOf("shop:clients:3")).toHaveLength(1);
  });

  it("keeps a record whose owner was deactivated meanwhile, with the name as text", async () => {
    const engine = await planned();
    const refused = toFailure("monday.person_not_assignable", { message: "Inactive" });
    engine.monday.refuseOperation = (operation) =>
      operation.kind !== "create_update" &&
      Object.values(operation.values).some((value) => value?.kind === "people")
        ? refused
        : null;
    expect((await engine.run("import")).state).toBe("succeeded");
    const row = (await rows(engine)).find((each) => each.externalId === "shop:clients:2");
    expect(row?.notes.map((note) => note.code)).toContain("person_not_assigned");
    const [item] = engine.monday.itemsOf("shop:clients:2");
    expect(item?.updates[0]?.body).toContain("Kim Berg");
  });

  it("does not assign people who cannot be added to the board", async () => {
    const engine = await planned();
    engine.monday.unassignable = ["7001"];
    expect((await engine.run("import")).state).toBe("succeeded");
    const [item] = engine.monday.itemsOf("shop:clients:3");
    expect(item?.values.p_owner).toBeUndefined();
    expect(item?.updates[0]?.body).toContain("Kim Berg");
  });

  it("keeps the name of a person nobody may assign also where the plan writes no updates", async () => {
    const engine = await planned();
    const plan = must(await engine.services.getPlan(engine.admin, engine.scope));
    const edits = plan.boards.flatMap((board) =>
      board.updates.map(({ key }) => ({
        op: "update.include" as const,
        board: board.key,
        update: key,
        include: false,
      })),
    );
    const edited = { ...engine.scope, hash: plan.hash, edits, signal: new AbortController().signal };
    must(await engine.services.editPlan(engine.admin, edited));
    await engine.approve();
    engine.monday.unassignable = ["7001"];
    expect((await engine.run("import")).state).toBe("succeeded");
    const [item] = engine.monday.itemsOf("shop:clients:3");
    expect(item?.updates.map(({ body }) => body)).toEqual([expect.stringContaining("Kim Berg")]);
  });

  it("keeps the name of a person monday drops without a word", async () => {
    const engine = await planned();
    engine.monday.answerOf = (batch) => {
      const isOwned =
        batch.operations.some(({ kind }) => kind === "create_item") && batch.boardId === "board-clients";
      if (!isOwned) return null;
      const results = batch.operations.map((operation): OperationResult => {
        const id = `dropped-${operation.externalId}`;
        const origin = { kind: "text" as const, text: operation.externalId };
        engine.monday.items.push({
          id,
          boardId: batch.boardId,
          name: "",
          values: { portage_id: origin },
          updates: [],
        });
        return { ok: true, id, dropped: ["p_owner"] };
      });
      return { kind: "answered", results, replayed: false };
    };
    await engine.run("import");
    const [item] = engine.monday.itemsOf("shop:clients:3");
    expect(item?.updates.map(({ body }) => body)).toEqual([
      expect.stringContaining("Not assigned: Kim Berg"),
    ]);
  });

  it("keeps the names a failed import could not assign when the next one writes its updates", async () => {
    const engine = await planned();
    const refused = toFailure("monday.person_not_assignable", { message: "Inactive" });
    let refusals = 0;
    engine.monday.refuseOperation = (operation) => {
      const assigns =
        operation.kind === "create_item" &&
        Object.values(operation.values).some((value) => value?.kind === "people");
      if (!assigns || refusals > 2) return null;
      refusals += 1;
      return refused;
    };
    const gone = toFailure("monday.board_missing", { message: "No such board" });
    engine.monday.answerOf = ({ boardId }) =>
      boardId === "board-payments" ? { kind: "refused", error: gone } : null;
    const stopped = await engine.run("import");
    expect(stopped.state).toBe("failed");
    engine.monday.answerOf = () => null;
    expect((await engine.run("import")).state).toBe("succeeded");
    const written = engine.monday.items.filter((item) => item.boardId !== "board-payments");
    const unassigned = written.filter(({ values }) => !values.p_owner && !values.p_person);
    expect(unassigned.length).toBeGreaterThan(0);
    for (const item of unassigned) expect(item.updates[0]?.body).toContain("Kim Berg");
  });

  it("invites people once, however often the run is taken up again", async () => {
    const engine = await createEngineHarness({
      facts: { users: [buildUser({ id: "7000", email: "a@x.example" })] },
    });
    await engine.plan();
    const plan = must(await engine.services.getPlan(engine.admin, engine.scope));
    const edits = [
      { op: "person.action" as const, person: "shop:team:1", action: "invite" as const, userId: null },
    ];
    const signal = new AbortController().signal;
    must(await engine.services.editPlan(engine.admin, { ...engine.scope, hash: plan.hash, edits, signal }));
    await engine.approve();
    must(await engine.services.startRun(engine.admin, { ...engine.scope, kind: "import" }));
    await engine.workOnce({ at: 9, when: "before" });
    expect((await engine.workOnce())?.run.state).toBe("succeeded");
    expect(engine.monday.invited).toEqual(["kim@studio.example"]);
  });
});

describe("an import onto a board in parts", () => {
  it("puts records into their part and duplicates to the record of an earlier part", async () => {
    const limits = { ...buildFacts().limits, itemsPerBoard: 4 };
    for (const crash of [
      undefined,
      { at: 12, when: "after" as const },
      { at: 16, when: "before" as const },
    ]) {
      const engine = await createEngineHarness({ facts: { limits } });
      await engine.plan();
      const { boards } = must(await engine.services.getPlan(engine.admin, engine.scope));
      expect(boards.map((board) => board.key)).toEqual([
        "team",
        "clients",
        "clients-2",
        "payments",
        "payments-2",
        "payments-3",
      ]);
      must(await engine.services.startRun(engine.admin, { ...engine.scope, kind: "import" }));
      let worked = await engine.workOnce(crash);
      if (crash) worked = await engine.workOnce();
      expect([worked?.run.state, worked?.run.failure]).toEqual(["succeeded", null]);
      expectAllOnce(engine);
      const [merged] = await rows(engine, "merged");
      const [item] = engine.monday.itemsOf("shop:clients:1");
      expect(merged).toMatchObject({ phase: "clients-2", itemId: item?.id, boardId: "board-clients" });
      expect(item?.values.p_city).toEqual({ kind: "text", text: "City 4" });
      await engine.store.close();
    }
  });
});

describe("an import onto an existing board", () => {
  async function withContacts(): Promise<EngineHarness> {
    const contactsBoard = {
      id: "900",
      name: "Contacts",
      itemsCount: 3,
      itemsLimit: 10_000,
      columns: [{ id: "contact_email", title: "Email", type: "email", labels: [] }],
      groups: [],
      emailMatches: 2,
      emailAmbiguous: 1,
    };
    const engine = await createEngineHarness({ facts: { contactsBoard }, records: shopRecords() });
    const contact = (id: string, email: string, city: string | null) => ({
      id,
      boardId: "900",
      name: `Known ${id}`,
      updates: [],
      values: {
        contact_email: { kind: "email" as const, email, text: email },
        ...(city === null ? {} : { p_city: { kind: "text" as const, text: city } }),
      },
    });
    engine.monday.items.push(
      contact("50", "BO@x.example", "Their city"),
      contact("61", "cy@x.example", null),
      contact("60", "cy@x.example", null),
    );
    await engine.plan();
    return engine;
  }

  it("completes the item with the same e-mail and never changes what it holds", async () => {
    const engine = await withContacts();
    const plan = must(await engine.services.getPlan(engine.admin, engine.scope));
    expect(plan.boards.find((board) => board.key === "clients")?.target.mode).toBe("existing");
    const run = await engine.run("import");
    expect([run.state, run.failure]).toEqual(["succeeded", null]);
    const [known] = engine.monday.itemsOf("shop:clients:2");
    expect(known).toMatchObject({ id: "50", name: "Known 50" });
    expect(known?.values.p_city).toEqual({ kind: "text", text: "Their city" });
    const updated = await rows(engine, "updated");
    expect(updated.map((row) => [row.externalId, row.itemId])).toEqual([
      ["shop:clients:2", "50"],
      ["shop:clients:3", "60"],
    ]);
    expect(updated[1]?.notes.map((note) => note.code)).toContain("several_matches");
    const stored = await engine.store.ledger.rows(engine.scope, "clients", ["shop:clients:3"]);
    expect(stored.get("shop:clients:3")?.before).toContain('"p_city":{"text":null');
  });

  it("creates nobody twice when it is killed at any call", async () => {
    for (let at = 1; at < 40; at += 2) {
      const engine = await withContacts();
      must(await engine.services.startRun(engine.admin, { ...engine.scope, kind: "import" }));
      await engine.workOnce({ at, when: "after" });
      const worked = await engine.workOnce();
      if (worked) expect(worked.run.state).toBe("succeeded");
      expect(engine.monday.items.filter((item) => item.boardId === "900")).toHaveLength(5);
      await engine.store.close();
    }
  });
});
