import { describe, expect, it } from "vitest";
import { buildRecord } from "../../../test/builders/records.ts";
import type { FieldInventory, Inventory } from "../../contract/inventory.ts";
import type { Plan, PlanBoard, PlanColumn } from "../../contract/plan.ts";
import { findUnplanned } from "./unplanned-values.ts";

const status = {
  ...{ key: "status", columnId: "p_status", title: "Status", type: "status", include: true },
  ...{ conversion: "label", fields: ["status"], labels: [{ label: "Active", values: ["active"] }] },
} as unknown as PlanColumn;
const owner = {
  ...{ key: "owner", columnId: "p_owner", title: "Owner", type: "people", include: true },
  ...{ conversion: "person_reference", fields: ["owner"], labels: [] },
} as unknown as PlanColumn;
const board = { streams: ["clients"], columns: [status, owner] } as unknown as PlanBoard;
const plan = { people: [{ key: "shop:team:1" }] } as unknown as Plan;

function buildInventory(field: Partial<FieldInventory>): Pick<Inventory, "streams"> {
  const values = [
    { value: "active", count: 3 },
    { value: "left", count: 1 },
  ];
  const fields = [{ name: "status", distinct: 2, values, ...field } as FieldInventory];
  return { streams: [{ stream: "clients", fields } as unknown as Inventory["streams"][number]] };
}

function codesOf(fields: Record<string, string>, inventory = buildInventory({})): (string | null)[] {
  return findUnplanned(
    plan,
    board,
    inventory,
  )(buildRecord("clients", "1", fields)).map(({ column }) => column);
}

describe("values the plan does not know", () => {
  it("are those that came up after the source was read for it", () => {
    expect(codesOf({ status: "vip", owner: "1" })).toEqual(["status"]);
    expect(codesOf({ status: "active", owner: "7" })).toEqual(["owner"]);
  });

  it("are not those that are mapped, empty, or were left out on purpose", () => {
    expect(codesOf({ status: "active", owner: "1" })).toEqual([]);
    expect(codesOf({ status: "", owner: "0" })).toEqual([]);
    expect(codesOf({ status: "left", owner: "" })).toEqual([]);
  });

  it("cannot be told where nobody counted every value", () => {
    expect(codesOf({ status: "vip" }, buildInventory({ distinct: null }))).toEqual([]);
    expect(codesOf({ status: "vip" }, buildInventory({ distinct: 900 }))).toEqual([]);
    expect(findUnplanned(plan, board, null)(buildRecord("clients", "1", { status: "vip" }))).toEqual([]);
  });
});
