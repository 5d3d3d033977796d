import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type {
  DifferenceRow,
  Scope,
  SettledRecord,
  Store,
  VerifiedRecord,
} from "../../../server/store/store.ts";
import { foreign, scope } from "./rows.ts";

const otherMigration: Scope = { accountId: "a1", migrationId: "m2" };

function record(number: number, overrides: Partial<SettledRecord> = {}): SettledRecord {
  return {
    phase: "clients",
    externalId: `bizstim:clients:${number}`,
    stream: "clients",
    runId: "r1",
    name: `Client ${number}`,
    outcome: "unchanged",
    reasonCode: null,
    reason: null,
    boardId: "7",
    itemId: String(100 + number),
    notes: [],
    doneAt: 1,
    ...overrides,
  };
}

function stamped(number: number, runId: string, hash = `h${number}`): VerifiedRecord {
  const { phase, externalId, itemId } = record(number);
  return { phase, externalId, runId, itemId: itemId ?? "", hash };
}

function difference(id: string, overrides: Partial<DifferenceRow> = {}): DifferenceRow {
  return {
    id,
    kind: "value",
    board: "clients",
    externalId: "bizstim:clients:1",
    itemId: "101",
    columnKey: "email",
    state: "open",
    foundAt: 10,
    runId: "v1",
    body: body("b"),
    ...overrides,
  };
}

function body(today: string, causeText = ""): string {
  return JSON.stringify({ written: "a", today, causeText });
}

/** What every store must do with the marks and differences of a verification. */
export function verificationContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: what a verification saw`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const all = { afterSeq: 0, limit: 100 };

    it("tells which finished records with an item a run has not seen, in ledger order", async () => {
      const settled = [1, 2, 3, 4].map((number) => record(number));
      await store.ledger.commit(scope, { settled: [...settled, record(5, { itemId: null })] });
      await store.verification.stamp(scope, [stamped(2, "v1"), stamped(3, "v0")]);
      const read = async (runId: string, afterSeq = 0) =>
        (await store.verification.unseen(scope, { runId, phase: "clients", afterSeq, limit: 2 })).map(
          ({ externalId, seq }) => ({ externalId, seq }),
        );
      const first = await read("v1");
      expect(first.map(({ externalId }) => externalId)).toEqual(["bizstim:clients:1", "bizstim:clients:3"]);
      const rest = await read("v1", first.at(-1)?.seq);
      expect(rest.map(({ externalId }) => externalId)).toEqual(["bizstim:clients:4"]);
    });

    it("keeps one mark a record, the latest, and lists those of a run by external id", async () => {
      await store.verification.stamp(scope, [stamped(3, "v1"), stamped(1, "v1"), stamped(2, "v1")]);
      await store.verification.stamp(scope, [stamped(1, "v2", "new")]);
      const seen = (runId: string, after = "") =>
        store.verification.seen(scope, { runId, phase: "clients", after, limit: 10 });
      expect((await seen("v1")).map(({ externalId }) => externalId)).toEqual([
        "bizstim:clients:2",
        "bizstim:clients:3",
      ]);
      expect(await seen("v1", "bizstim:clients:2")).toEqual([stamped(3, "v1")]);
      expect(await seen("v2")).toEqual([stamped(1, "v2", "new")]);
      expect(
        await store.verification.seen(foreign, { runId: "v2", phase: "clients", after: "", limit: 1 }),
      ).toEqual([]);
    });

    it("replaces a difference of the same id and keeps when it was first found", async () => {
      await store.verification.putDifferences(scope, [difference("d1"), difference("d2")]);
      const again = difference("d1", { foundAt: 20, runId: "v2", body: body("c") });
      await store.verification.putDifferences(scope, [again]);
      const rows = await store.verification.differences(scope, {}, all);
      expect(rows.map(({ seq: _seq, ...row }) => row)).toEqual([{ ...again, foundAt: 10 }, difference("d2")]);
    });

    it("leaves an accepted difference accepted until another value is there", async () => {
      const { verification } = store;
      await verification.putDifferences(scope, [difference("d1")]);
      expect(await verification.setState(scope, ["d1", "nobody"], "accepted")).toBe(1);
      await verification.putDifferences(scope, [difference("d1", { body: body("b", "by Ana") })]);
      expect(await verification.countDifferences(scope, { state: "accepted" })).toBe(1);
      await verification.putDifferences(scope, [difference("d1", { body: body("x") })]);
      expect(await verification.countDifferences(scope, { state: "open" })).toBe(1);
    });

    it("closes what a run has not found again, but not what people reported", async () => {
      const { verification } = store;
      await verification.putDifferences(scope, [
        difference("old"),
        difference("again"),
        difference("elsewhere", { board: "payments" }),
        difference("said", { kind: "reported" }),
      ]);
      await verification.putDifferences(scope, [difference("again", { runId: "v2" })]);
      expect(await verification.closeUnseen(scope, { runId: "v2", phases: ["clients"] })).toBe(1);
      const rows = await verification.differences(scope, {}, all);
      expect(rows.map(({ id, state }) => [id, state])).toEqual([
        ["old", "gone"],
        ["again", "open"],
        ["elsewhere", "open"],
        ["said", "open"],
      ]);
    });

    it("counts what is open by kind, cause and board, apart from what is told once for a whole board", async () => {
      const { verification } = store;
      const person = JSON.stringify({ cause: "person" });
      await verification.putDifferences(scope, [
        difference("p1", { body: person }),
        difference("p2", { body: person, columnKey: "phone" }),
        difference("done", { body: person, state: "repaired" }),
        difference("gone", {
          kind: "missing_item",
          externalId: "",
          body: JSON.stringify({ cause: "unknown" }),
        }),
      ]);
      const counted = await verification.openByCause(scope);
      expect(counted.map(({ kind, cause, ofBoard, count }) => [kind, cause, ofBoard, count]).sort()).toEqual([
        ["missing_item", "unknown", true, 1],
        ["value", "person", false, 2],
      ]);
      expect(await verification.openByCause({ ...scope, migrationId: "other" })).toEqual([]);
    });

    it("knows which differences a repair can put right", async () => {
      const { verification } = store;
      await verification.putDifferences(scope, [
        difference("d1", { body: JSON.stringify({ repairable: true }) }),
        difference("d2", { body: JSON.stringify({ repairable: false }) }),
        difference("d3", { body: JSON.stringify({ repairable: true }), state: "accepted" }),
      ]);
      expect(await verification.countDifferences(scope, { state: "open", repairable: true })).toBe(1);
      expect(await verification.countDifferences(scope, { repairable: true })).toBe(2);
    });

    it("filters, pages and counts differences", async () => {
      const { verification } = store;
      await verification.putDifferences(scope, [
        difference("d1"),
        difference("d2", { kind: "link", board: "payments" }),
        difference("d3", { kind: "link" }),
      ]);
      const ids = async (filter: Parameters<typeof verification.differences>[1], page = all) =>
        (await verification.differences(scope, filter, page)).map(({ id }) => id);
      expect(await ids({ kind: "link" })).toEqual(["d2", "d3"]);
      expect(await ids({ kind: "link", board: "clients", state: "open" })).toEqual(["d3"]);
      expect(await ids({ ids: ["d3", "d1", "none"] })).toEqual(["d1", "d3"]);
      expect(await verification.countDifferences(scope, { ids: ["d3", "d1"], kind: "link" })).toBe(1);
      const [first] = await verification.differences(scope, {}, { afterSeq: 0, limit: 1 });
      expect(await ids({}, { afterSeq: first?.seq ?? 0, limit: 1 })).toEqual(["d2"]);
    });

    it("finds the differences of an item over all migrations of the account, newest first", async () => {
      await store.verification.putDifferences(scope, [difference("d1"), difference("d2", { itemId: "9" })]);
      await store.verification.putDifferences(otherMigration, [difference("d3")]);
      await store.verification.putDifferences(foreign, [difference("d4")]);
      const found = await store.verification.ofItem("a1", "101", 10);
      expect(found.map(({ id }) => id)).toEqual(["d3", "d1"]);
    });

    it("forgets one migration", async () => {
      await store.verification.stamp(scope, [stamped(1, "v1")]);
      await store.verification.putDifferences(scope, [difference("d1")]);
      await store.verification.putDifferences(otherMigration, [difference("d1")]);
      await store.verification.clear(scope);
      expect(await store.verification.countDifferences(scope, {})).toBe(0);
      expect(await store.verification.countDifferences(otherMigration, {})).toBe(1);
      expect(
        await store.verification.seen(scope, { runId: "v1", phase: "clients", after: "", limit: 1 }),
      ).toEqual([]);
    });
  });
}
