import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startClient, type TestClient } from "../../../../../sandbox/monday/test-client.ts";
import type { Plan } from "../../../../contract/plan.ts";
import type { SchemaObject } from "../../../types.ts";
import { buildBoard, buildColumn, buildHooks, buildPlan } from "../testing/build-plan.ts";
import { openMonday, type TestMonday } from "../testing/start.ts";

const toClients = { board: "clients", twoWay: true, missing: 0 };
const link = buildColumn({ key: "client", type: "board_relation", link: toClients });
const sessions = buildBoard({ key: "sessions", columns: [link] });
const clients = buildBoard({ key: "clients", columns: [buildColumn({ key: "amount", type: "numbers" })] });

let monday: TestMonday<TestClient>;
let saved: SchemaObject[];
beforeEach(async () => {
  monday = await openMonday(await startClient({ existingContacts: true }));
  saved = [];
});
afterEach(() => monday.close());

async function ensure(plan: Plan): Promise<readonly SchemaObject[]> {
  const result = await monday.destination.ensureSchema(plan, buildHooks(saved), monday.signal);
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}
const known = (key: string) => saved.find((object) => object.key === key);
const contactsId = () => monday.sandbox.world.board("Contacts")?.id ?? "";
const onContacts = () =>
  ({
    ...clients,
    target: { mode: "existing", boardId: contactsId(), boardName: "Contacts" },
  }) as const;

describe("what ensureSchema keeps for the day everything is taken back", () => {
  it("knows the far side of a two-way column, with the board it lies on", async () => {
    await ensure(buildPlan([onContacts(), sessions]));
    const far = known("sessions/client~far");
    expect(far).toMatchObject({ kind: "column", created: true, detail: `{"boardId":"${contactsId()}"}` });
    const columns = monday.sandbox.world.board(contactsId())?.columns.map(({ id }) => id);
    expect(columns).toContain(far?.id);
  });

  it("takes no column of the customer for a far side", async () => {
    await ensure(buildPlan([onContacts(), sessions]));
    const near = known("sessions")?.id ?? "";
    const theirs = monday.sandbox.act.addColumn(contactsId(), {
      type: "board_relation",
      title: "Our own",
      defaults: { boardIds: [Number(near)] },
    });
    await ensure(buildPlan([onContacts(), sessions]));
    expect(saved.map(({ id }) => id)).not.toContain(theirs);
  });

  it("knows the new far side beside the old one when the near column was made again", async () => {
    await ensure(buildPlan([clients, sessions]));
    const old = known("sessions/client~far")?.id ?? "";
    monday.sandbox.act.deleteColumn(known("sessions")?.id ?? "", "client");
    await ensure(buildPlan([clients, sessions]));
    expect(known("sessions/client~far")?.id).not.toBe(old);
    expect(known(`sessions/client~far~${old}`)?.id).toBe(old);
  });

  it("goes on knowing a column that another one of another type replaced", async () => {
    await ensure(buildPlan([clients]));
    const text = { ...clients, columns: [buildColumn({ key: "amount", type: "text" })] };
    await ensure(buildPlan([text]));
    expect(known("clients/amount")?.id).toBe("amount_2");
    expect(known("clients/amount~amount")).toMatchObject({ id: "amount", created: true });
  });

  it("goes on knowing a board of ours that an existing one replaced, and claims nothing on that", async () => {
    await ensure(buildPlan([clients]));
    const own = known("clients")?.id ?? "";
    const amount = monday.sandbox.act.addColumn(contactsId(), {
      id: "amount",
      type: "numbers",
      title: "amount",
    });
    await ensure(buildPlan([onContacts()]));
    expect(known("clients")).toMatchObject({ id: contactsId(), created: false });
    expect(known(`clients~${own}`)).toMatchObject({ id: own, created: true });
    expect(known("clients/amount")).toMatchObject({ id: amount, created: false });
  });
});

describe("a test workspace", () => {
  const test = buildPlan([buildBoard({ key: "test.clients" })]);
  const named = { ...test, workspace: { id: null, name: "Main workspace" } };

  it("is always made, under a key of its own", async () => {
    await ensure(named);
    expect(known("test.workspace")).toMatchObject({ kind: "workspace", created: true });
    expect(known("workspace")).toBeUndefined();
  });

  it("is adopted by its mark after a stop, and lives beside the import's", async () => {
    await expect(monday.destination.ensureSchema(named, buildHooks(saved, 0), monday.signal)).rejects.toThrow(
      "killed",
    );
    await ensure(named);
    await ensure(buildPlan([clients]));
    expect(known("test.workspace")?.id).not.toBe(known("workspace")?.id);
    const found = await monday.destination.workspaces(monday.signal);
    expect(found.ok && found.value.filter(({ name }) => name === "Main workspace")).toHaveLength(2);
  });
});

describe("an import after everything was taken back", () => {
  it("makes workspace and boards again although monday remembers its answers", async () => {
    const first = await ensure(buildPlan([clients]));
    for (const kind of ["board", "workspace"]) {
      const object = first.find((each) => each.kind === kind);
      if (object) await monday.destination.removeObject({ object, boardId: null }, monday.signal);
    }
    saved = [];
    await ensure(buildPlan([clients]));
    expect(known("clients")?.id).not.toBe(first.find(({ key }) => key === "clients")?.id);
    expect(monday.sandbox.world.board(known("clients")?.id ?? "")?.state).toBe("active");
  });
});
