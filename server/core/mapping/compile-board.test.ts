import { describe, expect, it } from "vitest";
import { boardOf, buildTestPlan } from "../../../test/builders/plan.ts";
import { buildAccount, buildRecord } from "../../../test/builders/records.ts";
import { compileBoard } from "./compile-board.ts";
import { fillEmpty } from "./fill-empty.ts";
import { missingLinkCells } from "./missing-links.ts";

function mapOn(
  board: string,
  record: ReturnType<typeof buildRecord>,
  part: Parameters<typeof buildTestPlan>[0] = {},
) {
  const plan = buildTestPlan({ records: [...buildAccount(), record], ...part });
  return compileBoard(plan, boardOf(plan, board)).map(record);
}

describe("item names", () => {
  it.each([
    ["clients", buildRecord("clients", "90"), "Ana Lopez"],
    ["clients", buildRecord("clients", "90", { first_name: "", last_name: "" }), "Client 90"],
    ["payments", buildRecord("payments", "90"), "2026-03-01 · 42.50"],
    ["sessions", buildRecord("sessions", "90"), "2026-03-01 · 16:00 · Kim Berg"],
    ["services", buildRecord("services", "90"), "Algebra, 60 min"],
    ["discounts", buildRecord("discounts", "90"), "WELCOME10%"],
  ])("on %s read well", (board, record, name) => {
    expect(mapOn(board, record).name).toBe(name);
  });

  it("are shortened to 255 characters and kept in full in an update", () => {
    const last_name = "Long ".repeat(80).trim();
    const mapped = mapOn("clients", buildRecord("clients", "90", { last_name }));
    expect(mapped.name).toHaveLength(255);
    expect(mapped.notes.map((note) => note.code)).toEqual(["name_shortened"]);
    expect(mapped.updates[0]?.body).toContain(`Full name: Ana ${last_name}`);
  });

  it("never cut a character in two", () => {
    const mapped = mapOn(
      "clients",
      buildRecord("clients", "90", { first_name: "🎓".repeat(200), last_name: "" }),
    );
    expect(mapped.name.isWellFormed()).toBe(true);
  });
});

describe("a mapped record", () => {
  it("carries its external id, its group and links as external ids", () => {
    const mapped = mapOn("services", buildRecord("services", "90"));
    expect([mapped.externalId, mapped.groupKey]).toEqual(["bizstim:services:90", "1"]);
    expect(mapOn("payments", buildRecord("payments", "90")).values.p_client).toEqual({
      kind: "relation",
      refs: ["bizstim:clients:21"],
    });
  });

  it("keeps practitioners and staff in groups of their own", () => {
    expect(mapOn("practitioners", buildRecord("staff", "90", { users_id: "901" })).groupKey).toBe("staff");
  });

  it("leaves out what the admin left out", () => {
    const mapped = mapOn("payments", buildRecord("payments", "90"), {
      edits: [{ op: "column.include", board: "payments", column: "amount", include: false }],
    });
    expect(mapped.values).not.toHaveProperty("p_amount");
  });

  it("writes notes as updates with their day when the admin wants that", () => {
    const record = buildRecord("payments", "90", { revenue_note: "E-transfer" });
    const mapped = mapOn("payments", record, {
      edits: [{ op: "update.include", board: "payments", update: "note", include: true }],
    });
    expect(mapped.updates).toEqual([{ key: "note", body: "Note\n\nE-transfer", writtenOn: "2026-03-01" }]);
  });

  it("does not take a birth date for the day a client's note was written", () => {
    const record = buildRecord("clients", "90", { dob: "2001-02-03", notes: "Likes maths" });
    const mapped = mapOn("clients", record, {
      edits: [{ op: "update.include", board: "clients", update: "notes", include: true }],
    });
    expect(mapped.updates[0]?.writtenOn).toBeNull();
  });

  it("names the monday users a board will assign", () => {
    const plan = buildTestPlan({
      edits: [{ op: "people.default", action: "fallback", fallbackUserId: "7000" }],
    });
    expect(compileBoard(plan, boardOf(plan, "practitioners")).peopleIds).toEqual(["7000", "7001"]);
    expect(compileBoard(plan, boardOf(plan, "payments")).peopleIds).toEqual([]);
  });
});

describe("links that find no item", () => {
  const records = [...buildAccount(), buildRecord("payments", "62", { client_id: "404" })];
  const board = boardOf(buildTestPlan({ records }), "payments");

  it("are noted and kept in Missing links", () => {
    const { values, notes } = missingLinkCells(board, [{ columnKey: "client", ref: "bizstim:clients:404" }]);
    expect(values).toEqual({ p_missing_links: { kind: "text", text: "Client: bizstim:clients:404" } });
    expect(notes).toEqual([
      { code: "link_missing", column: "client", text: "Client: bizstim:clients:404 has no item to link to." },
    ]);
  });

  it("are only noted on a board without that column", () => {
    const plain = boardOf(buildTestPlan(), "payments");
    const { values, notes } = missingLinkCells(plain, [{ columnKey: "client", ref: "bizstim:clients:404" }]);
    expect([values, notes.length]).toEqual([{}, 1]);
  });
});

describe("an item that was in monday before", () => {
  const board = boardOf(buildTestPlan(), "contacts");
  const email = { kind: "email", email: "ana@mail.example", text: "ana@mail.example" } as const;
  const phone = { kind: "phone", phone: "+14165550120", country: "CA" } as const;

  it("gets its empty cells filled", () => {
    const { values, notes } = fillEmpty(
      board,
      { p_email: email, p_phone: phone },
      {
        p_email: { text: "ana@mail.example", value: "{}" },
        p_phone: { text: "", value: null },
      },
    );
    expect([values, notes]).toEqual([{ p_phone: phone }, []]);
  });

  it("keeps what it has, and the record says so", () => {
    const { values, notes } = fillEmpty(
      board,
      { p_phone: phone },
      {
        p_phone: { text: "+1 905 555 0199", value: "{}" },
      },
    );
    expect(values).toEqual({});
    expect(notes.map((note) => [note.code, note.column])).toEqual([["kept_existing", "phone"]]);
  });
});
