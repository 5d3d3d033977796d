import { describe, expect, it } from "vitest";
import { buildRecord } from "../../../test/builders/records.ts";
import { createEngineHarness, must } from "../../../test/fakes/engine-harness.ts";
import type { RecordNote } from "../../contract/records.ts";
import type { TypedValue } from "../../contract/values.ts";
import type { LedgerRow } from "../../store/store.ts";
import { personNotAssigned } from "./board-job.ts";
import { createHiddenNames } from "./kept-names.ts";

/** Clients with an owner and a helper, who are two people of the team. */
async function hiddenNames() {
  const engine = await createEngineHarness();
  await engine.plan();
  const plan = must(await engine.services.getPlan(engine.admin, engine.scope));
  const [kim] = plan.people;
  const clients = plan.boards.find(({ key }) => key === "clients");
  const owner = clients?.columns.find(({ key }) => key === "owner");
  if (!kim || !clients || !owner) throw new Error("The shop has no owner");
  const lee = { ...kim, key: "shop:team:2", name: "Lee Moss", userId: "7002" };
  const helper = { ...owner, key: "helper", columnId: "p_helper", fields: ["helper"] };
  const board = { ...clients, columns: [...clients.columns, helper] };
  await engine.store.close();
  return { find: createHiddenNames({ ...plan, people: [kim, lee] }, board), kimsUserId: kim.userId ?? "" };
}

function buildRow(values: Record<string, TypedValue>, notes: readonly RecordNote[]): LedgerRow {
  const operation = { kind: "create_item", externalId: "shop:clients:1", groupId: null, name: "Ana", values };
  return {
    phase: "clients",
    externalId: "shop:clients:1",
    stream: "clients",
    firstRunId: "run-1",
    runId: "run-1",
    name: "Ana",
    state: "done",
    outcome: "created",
    reasonCode: null,
    reason: null,
    boardId: "1",
    itemId: "2",
    payloadHash: null,
    idempotencyKey: null,
    intendedAt: null,
    doneAt: 1,
    operation: JSON.stringify(operation),
    before: null,
    notes,
  };
}

const record = buildRecord("clients", "1", { owner: "1", helper: "2" });

describe("names an item hides", () => {
  it("are those of everybody who was refused on the record", async () => {
    const { find } = await hiddenNames();
    expect(find?.(record, buildRow({}, [personNotAssigned]))).toEqual(["Kim Berg", "Lee Moss"]);
  });

  it("are not those a text or a people column shows", async () => {
    const { find, kimsUserId } = await hiddenNames();
    const text: TypedValue = { kind: "text", text: "Lee Moss" };
    expect(find?.(record, buildRow({ p_owner_name: text }, [personNotAssigned]))).toEqual(["Kim Berg"]);
    const people: TypedValue = { kind: "people", userIds: [kimsUserId] };
    expect(find?.(record, buildRow({ p_owner: people }, [personNotAssigned]))).toEqual(["Lee Moss"]);
  });

  it("are none when nothing was refused or dropped", async () => {
    const { find } = await hiddenNames();
    expect(find?.(record, buildRow({}, []))).toEqual([]);
    expect(find?.(record, undefined)).toEqual([]);
  });
});
