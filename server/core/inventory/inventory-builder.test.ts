import { describe, expect, it } from "vitest";
import { buildInventory } from "../../../test/builders/inventory.ts";
import { buildRecord } from "../../../test/builders/records.ts";
import type { FieldInventory, Inventory } from "../../contract/inventory.ts";
import { createInventoryBuilder } from "./inventory-builder.ts";

function fieldOf(inventory: Inventory, stream: string, name: string): FieldInventory {
  const field = inventory.streams
    .find((each) => each.stream === stream)
    ?.fields.find((each) => each.name === name);
  if (!field) throw new Error(`No field ${stream}.${name}`);
  return field;
}

function numbered(count: number, fields: (index: number) => Record<string, string>) {
  return Array.from({ length: count }, (_, index) =>
    buildRecord("clients", String(index + 1), fields(index)),
  );
}

describe("inventory", () => {
  it("counts records, filled and empty fields", () => {
    const inventory = buildInventory([
      buildRecord("clients", "21", { city: "Toronto" }),
      buildRecord("clients", "22", { city: "" }),
    ]);
    expect(inventory.records).toBe(2);
    expect(fieldOf(inventory, "clients", "city")).toMatchObject({ filled: 1, empty: 1, distinct: 1 });
  });

  it("lists values with their counts, most frequent first", () => {
    const inventory = buildInventory(numbered(5, (index) => ({ city: index < 3 ? "Toronto" : "Hamilton" })));
    expect(fieldOf(inventory, "clients", "city").values).toEqual([
      { value: "Toronto", count: 3 },
      { value: "Hamilton", count: 2 },
    ]);
  });

  it("counts no value set beyond a thousand values, so that memory stays bounded", () => {
    const field = fieldOf(
      buildInventory(numbered(1_200, (index) => ({ city: `City ${index}` }))),
      "clients",
      "city",
    );
    expect([field.distinct, field.values]).toEqual([null, []]);
    expect(field.examples).toHaveLength(5);
  });

  it("counts entries of lists one by one", () => {
    const inventory = buildInventory([
      buildRecord("practitioners", "5", { skills: ["Algebra", "French"] }),
      buildRecord("practitioners", "6", { skills: ["French"] }),
    ]);
    expect(fieldOf(inventory, "practitioners", "skills").values).toEqual([
      { value: "French", count: 2 },
      { value: "Algebra", count: 1 },
    ]);
  });

  it("counts an e-mail field as invalid only when no address in it is valid", () => {
    const inventory = buildInventory([
      buildRecord("clients", "21", { email: ["nonsense", "ana@mail.example"] }),
      buildRecord("clients", "22", { email: ["ana at mail"] }),
    ]);
    expect(fieldOf(inventory, "clients", "email")).toMatchObject({
      filled: 2,
      invalid: 1,
      over: { one_entry: 1 },
    });
  });

  it("measures texts against monday's limits", () => {
    const inventory = buildInventory([buildRecord("clients", "21", { notes: "x".repeat(2_001) })]);
    const field = fieldOf(inventory, "clients", "notes");
    expect(field.longest).toBe(2_001);
    expect(field.over).toEqual({ label: 1, long_text: 1, name: 1 });
  });

  it("finds the fields nobody declared and names custom ones by their number", () => {
    const inventory = buildInventory([buildRecord("clients", "21", { custom_12: "x", shoe_size: "42" })]);
    expect(fieldOf(inventory, "clients", "custom_12")).toMatchObject({
      title: "Custom field 12",
      custom: true,
    });
    expect(fieldOf(inventory, "clients", "shoe_size")).toMatchObject({ title: "Shoe size", custom: false });
  });

  it("counts references to records that do not exist", () => {
    const inventory = buildInventory([
      buildRecord("clients", "21"),
      buildRecord("payments", "61"),
      buildRecord("payments", "62", { client_id: "404" }),
    ]);
    expect(fieldOf(inventory, "payments", "client_id").dangling).toBe(1);
  });

  it("says which ids to look up", () => {
    const builder = createInventoryBuilder({
      source: "test",
      streams: [
        {
          name: "payments",
          title: "Payments",
          titleSingular: "Payment",
          derived: false,
          fields: [{ name: "client_id", title: "Client", type: "reference", references: "clients" }],
        },
      ],
      peopleStreams: [],
      matchKeys: () => [],
    });
    const found = builder.references([buildRecord("payments", "61"), buildRecord("payments", "62")]);
    expect(found).toEqual(new Map([["clients", new Set(["21"])]]));
  });

  it("knows its people, their addresses and how many records point to them", () => {
    const inventory = buildInventory([
      buildRecord("practitioners", "5"),
      buildRecord("staff", "3"),
      buildRecord("sessions", "301"),
      buildRecord("sessions", "302"),
    ]);
    expect(inventory.people).toEqual([
      {
        key: "bizstim:practitioners:5",
        name: "Kim Berg",
        emails: ["kim@studio.example"],
        role: "Practitioner",
        records: 2,
      },
      { key: "bizstim:staff:3", name: "Lee Ode", emails: [], role: "Staff member", records: 0 },
    ]);
  });
});
