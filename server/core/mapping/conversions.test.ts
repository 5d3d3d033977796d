import { describe, expect, it } from "vitest";
import { boardOf, buildTestPlan } from "../../../test/builders/plan.ts";
import { buildRecord } from "../../../test/builders/records.ts";
import type { PlanColumn } from "../../contract/plan.ts";
import type { ColumnType, TypedValue } from "../../contract/values.ts";
import type { FieldValue } from "../records.ts";
import { compileBoard, type MappedRecord } from "./compile-board.ts";
import type { ConversionName } from "./conversion-names.ts";
import { typesOf } from "./conversions.ts";

interface Case {
  readonly conversion: ConversionName;
  readonly type: ColumnType;
  readonly fields?: Readonly<Record<string, FieldValue>>;
  readonly labels?: PlanColumn["labels"];
  readonly more?: Partial<PlanColumn>;
}

/** Maps one record through a board whose only column is the one under test. */
function convert({ conversion, type, fields = {}, labels = [], more = {} }: Case): MappedRecord {
  const plan = buildTestPlan();
  const clients = boardOf(plan, "clients");
  const [template] = clients.columns;
  if (!template) throw new Error("The clients board has columns");
  const column: PlanColumn = {
    ...template,
    key: "tested",
    columnId: "p_tested",
    title: "Tested",
    existing: false,
    include: true,
    type,
    conversion,
    fields: Object.keys(fields),
    labels,
    link: null,
    ...more,
  };
  const board = { ...clients, columns: [column] };
  const boards = [...plan.boards.filter((each) => each.key !== "clients"), board];
  return compileBoard({ ...plan, boards }, board).map({ stream: "clients", id: "21", fields });
}

function cell(tested: Case): TypedValue | null {
  return convert(tested).values.p_tested ?? null;
}

function keptText(tested: Case): string {
  return convert(tested)
    .updates.filter((update) => update.key === "kept")
    .map((update) => update.body)
    .join("\n");
}

const kinds = [
  { label: "Regular", color: "done_green", values: ["0", "4"], count: 2 },
  { label: "Credit", color: "bright_blue", values: ["1"], count: 1 },
];

describe("texts", () => {
  it("keeps a text as it is, without white space around it", () => {
    expect(cell({ conversion: "text", type: "text", fields: { city: " Toronto " } })).toEqual({
      kind: "text",
      text: "Toronto",
    });
  });

  it("takes control characters out and keeps line breaks", () => {
    const fields = { notes: "one\u0000\r\ntwo\u0007\tthree" };
    expect(cell({ conversion: "long_text", type: "long_text", fields })).toEqual({
      kind: "long_text",
      text: "one\ntwo\tthree",
    });
  });

  it("leaves the cell empty for absent values without a remark", () => {
    for (const value of [null, "", "   "]) {
      const mapped = convert({ conversion: "text", type: "text", fields: { city: value } });
      expect(mapped.values).toEqual({});
      expect(mapped.notes).toEqual([]);
    }
  });

  it("counts 0 as no id", () => {
    expect(cell({ conversion: "id", type: "text", fields: { qb: "0" } })).toBeNull();
    expect(cell({ conversion: "id", type: "text", fields: { qb: "1007" } })).toEqual({
      kind: "text",
      text: "1007",
    });
  });

  it("writes a long text's beginning to the cell and all of it to an update", () => {
    const plan = buildTestPlan({
      records: [buildRecord("clients", "21", { notes: "x".repeat(2_500) })],
    });
    const mapped = compileBoard(plan, boardOf(plan, "clients")).map(
      buildRecord("clients", "21", { notes: "x".repeat(2_500) }),
    );
    const value = mapped.values.p_notes;
    expect(value?.kind === "long_text" && value.text).toHaveLength(2_000);
    expect(value?.kind === "long_text" && value.text.endsWith("…")).toBe(true);
    expect(mapped.updates).toEqual([
      { key: "notes_full", body: `Notes\n\n${"x".repeat(2_500)}`, writtenOn: null },
    ]);
    expect(mapped.notes).toEqual([
      {
        code: "text_continued",
        column: "notes",
        text: "Notes: longer than 2,000 characters; the full text is an update.",
      },
    ]);
  });

  it("says that a text was shortened when the admin left the full text out", () => {
    const mapped = convert({
      conversion: "long_text",
      type: "long_text",
      fields: { notes: "x".repeat(2_500) },
    });
    expect(mapped.notes.map((note) => note.code)).toEqual(["text_shortened"]);
  });
});

describe("numbers", () => {
  it.each([
    ["42.50", "42.50"],
    ["-3", "-3"],
    ["+7.1", "7.1"],
    ["1,234.50", "1234.50"],
    ["00012", "00012"],
  ])("reads %s exactly", (text, decimal) => {
    expect(cell({ conversion: "number", type: "numbers", fields: { amount: text } })).toEqual({
      kind: "number",
      decimal,
    });
  });

  it("keeps what is no number as text and says so", () => {
    const tested: Case = { conversion: "number", type: "numbers", fields: { amount: "about 5" } };
    expect(cell(tested)).toBeNull();
    expect(convert(tested).notes.map((note) => note.code)).toEqual(["number_unreadable"]);
    expect(keptText(tested)).toContain("Tested: about 5");
  });

  it("never puts a customer's value into a note", () => {
    const { notes } = convert({ conversion: "number", type: "numbers", fields: { amount: "secret" } });
    expect(JSON.stringify(notes)).not.toContain("secret");
  });
});

describe("dates and times", () => {
  it("reads a day", () => {
    expect(cell({ conversion: "date", type: "date", fields: { dob: "2016-02-29" } })).toEqual({
      kind: "date",
      date: "2016-02-29",
      time: null,
    });
  });

  it("leaves an unset date empty without a remark", () => {
    const mapped = convert({ conversion: "date", type: "date", fields: { dob: "0000-00-00" } });
    expect([mapped.values, mapped.notes, mapped.updates]).toEqual([{}, [], []]);
  });

  it("keeps a day that does not exist as text", () => {
    const tested: Case = { conversion: "date", type: "date", fields: { dob: "2015-02-29" } };
    expect(cell(tested)).toBeNull();
    expect(keptText(tested)).toContain("2015-02-29");
  });

  it("reads a time of day", () => {
    expect(cell({ conversion: "time", type: "hour", fields: { start: "21:31" } })).toEqual({
      kind: "hour",
      hour: 21,
      minute: 31,
    });
  });

  it("shows 24:00 as 00:00, notes it and keeps it as written", () => {
    const tested: Case = { conversion: "time", type: "hour", fields: { end: "24:00" } };
    expect(cell(tested)).toEqual({ kind: "hour", hour: 0, minute: 0 });
    expect(convert(tested).notes.map((note) => note.code)).toEqual(["time_end_of_day"]);
    expect(keptText(tested)).toContain("24:00");
  });

  it("shows both times as written in one cell", () => {
    const fields = { start: "22:30", end: "24:00" };
    expect(cell({ conversion: "time_range", type: "text", fields })).toEqual({
      kind: "text",
      text: "22:30–24:00",
    });
  });

  it.each([
    ["16:00", "17:30", "90"],
    ["22:30", "24:00", "90"],
    ["22:30", "00:00", "90"],
  ])("counts the minutes from %s to %s", (start, end, decimal) => {
    expect(cell({ conversion: "duration", type: "numbers", fields: { start, end } })).toEqual({
      kind: "number",
      decimal,
    });
  });

  it("has no duration when the end is before the start", () => {
    const fields = { start: "17:00", end: "16:00" };
    expect(cell({ conversion: "duration", type: "numbers", fields })).toBeNull();
  });
});

describe("e-mails", () => {
  const email = [" Ana@Mail.example ", "parent@mail.example", "ana at mail"];

  it("takes the first valid address", () => {
    expect(
      cell({ conversion: "email_first", type: "email", fields: { email: ["no", "a@b.example"] } }),
    ).toEqual({ kind: "email", email: "a@b.example", text: "a@b.example" });
  });

  it("puts all others, and what is no address, into the text column", () => {
    expect(cell({ conversion: "email_rest", type: "text", fields: { email } })).toEqual({
      kind: "text",
      text: "parent@mail.example, ana at mail",
    });
  });

  it("keeps further addresses when no column shows them", () => {
    expect(keptText({ conversion: "email_first", type: "email", fields: { email } })).toContain(
      "parent@mail.example, ana at mail",
    );
  });

  it("skips a record without a valid address on the board that is matched by it", () => {
    const mapped = convert({ conversion: "email_key", type: "email", fields: { email: ["ana at mail"] } });
    expect(mapped.skip?.code).toBe("no_email");
    expect(mapped.matchEmail).toBeNull();
  });

  it("matches by the folded first address", () => {
    const mapped = convert({ conversion: "email_key", type: "email", fields: { email } });
    expect(mapped.skip).toBeNull();
    expect(mapped.matchEmail).toBe("ana@mail.example");
  });
});

describe("phones", () => {
  it.each([
    ["(416) 555-0120", "Canada", "+14165550120"],
    ["19054546464", "Canada", "+19054546464"],
    ["020 7946 0120", "United Kingdom", "+442079460120"],
    ["447700900123", "United Kingdom", "+447700900123"],
    ["+1 905 555 0188", "", "+19055550188"],
    ["14165550120", "", "+14165550120"],
  ])("brings %s of %s into international form", (phone, country, expected) => {
    const value = cell({ conversion: "phone", type: "phone", fields: { phone, country } });
    expect(value?.kind === "phone" && value.phone).toBe(expected);
  });

  it("keeps a number nobody can read", () => {
    const tested: Case = {
      conversion: "phone",
      type: "phone",
      fields: { phone: "ask mum", country: "Canada" },
    };
    expect(cell(tested)).toBeNull();
    expect(keptText(tested)).toContain("ask mum");
  });

  it("keeps an extension, which the phone column cannot hold", () => {
    const fields = { phone: "416 555 0120 ext 4", country: "Canada" };
    expect(keptText({ conversion: "phone", type: "phone", fields })).toContain("416 555 0120 ext 4");
  });

  it("keeps further numbers of a list", () => {
    const fields = { phone: ["14165550120", "14165550121"], country: "Canada" };
    expect(keptText({ conversion: "phone", type: "phone", fields })).toContain("14165550121");
  });

  it("shows every number as typed, each once", () => {
    const fields = { p_phone: "555.0120", text_phone: ["14165550120", "555.0120"] };
    expect(cell({ conversion: "phones_as_written", type: "text", fields })).toEqual({
      kind: "text",
      text: "555.0120, 14165550120",
    });
  });
});

describe("countries and links", () => {
  it.each([
    ["Canada", "CA"],
    ["united states of america", "US"],
    ["England", "GB"],
    ["de", "DE"],
  ])("reads %s as %s", (country, code) => {
    const value = cell({ conversion: "country", type: "country", fields: { country } });
    expect(value?.kind === "country" && value.code).toBe(code);
  });

  it("keeps an unknown country as text", () => {
    expect(keptText({ conversion: "country", type: "country", fields: { country: "Atlantis" } })).toContain(
      "Atlantis",
    );
  });

  it("makes web addresses clickable and nothing else", () => {
    const link = (url: string) => cell({ conversion: "link", type: "link", fields: { url } });
    expect(link("https://meet.example/21")).toEqual({
      kind: "link",
      url: "https://meet.example/21",
      text: "https://meet.example/21",
    });
    expect(link("javascript:alert(1)")).toBeNull();
  });
});

describe("labels", () => {
  it("shows the label of a value, by raw value and type", () => {
    const tested: Case = { conversion: "label", type: "status", fields: { kind: "4" }, labels: kinds };
    expect(cell(tested)).toEqual({ kind: "status", label: "Regular" });
    expect(cell({ ...tested, type: "dropdown" })).toEqual({ kind: "dropdown", labels: ["Regular"] });
    expect(cell({ ...tested, type: "text" })).toEqual({ kind: "text", text: "Regular" });
  });

  it("leaves a value empty that the plan maps to nothing, and says so", () => {
    const tested: Case = { conversion: "label", type: "status", fields: { kind: "9" }, labels: kinds };
    expect(cell(tested)).toBeNull();
    expect(convert(tested).notes.map((note) => note.code)).toEqual(["value_left_empty"]);
  });

  it("ticks a box for yes and leaves it empty for no", () => {
    const box = (value: boolean) =>
      cell({ conversion: "label", type: "checkbox", fields: { online: value } });
    expect(box(true)).toEqual({ kind: "checkbox", checked: true });
    expect(box(false)).toBeNull();
  });

  it("makes each entry of a list a label, each once", () => {
    const labels = [
      { label: "Maths", color: "purple", values: ["Algebra", "Calculus"], count: 2 },
      { label: "French", color: "teal", values: ["French"], count: 1 },
    ];
    const fields = { skills: ["Algebra", "Calculus", "French"] };
    expect(cell({ conversion: "tags", type: "dropdown", fields, labels })).toEqual({
      kind: "dropdown",
      labels: ["Maths", "French"],
    });
    expect(cell({ conversion: "tags", type: "tags", fields, labels })).toEqual({
      kind: "tags",
      names: ["Maths", "French"],
    });
  });
});

describe("links between records", () => {
  const toServices = { link: { board: "services", twoWay: false, missing: 0 } };

  it("refers to records by external id", () => {
    const fields = { services: ["11", "12", "11"] };
    expect(cell({ conversion: "reference", type: "board_relation", fields, more: toServices })).toEqual({
      kind: "relation",
      refs: ["bizstim:services:11", "bizstim:services:12"],
    });
  });

  it("refers to nothing when the id is 0 or absent", () => {
    for (const value of ["0", "", null]) {
      const fields = { service: value };
      expect(cell({ conversion: "reference", type: "board_relation", fields, more: toServices })).toBeNull();
    }
  });

  it("connects the two items of one record", () => {
    const more = { link: { board: "contacts", twoWay: true, missing: 0 } };
    expect(cell({ conversion: "same_record", type: "board_relation", more })).toEqual({
      kind: "relation",
      refs: ["bizstim:clients:21"],
    });
  });

  it("assigns the monday user of the person referred to", () => {
    expect(cell({ conversion: "person_reference", type: "people", fields: { pract_id: "5" } })).toEqual({
      kind: "people",
      userIds: ["7001"],
    });
  });

  it("names nobody who is a monday user of their own", () => {
    expect(cell({ conversion: "person_name", type: "text", fields: { pract_id: "5" } })).toBeNull();
  });
});

describe("every conversion", () => {
  it("can always be written as text", () => {
    expect(typesOf("phone")).toEqual(["phone", "text", "long_text"]);
  });
});
