import { describe, expect, it } from "vitest";
import { readers, readUnknown } from "./values.ts";

describe("values of Bizstim", () => {
  it.each([
    ["text", "Brien &amp; O&#039;Neil", "Brien & O'Neil"],
    ["text", 42.5, "42.5"],
    ["text", "   ", undefined],
    ["text", null, undefined],
    ["text", { a: 1 }, '{"a":1}'],
    ["integer", "21", 21],
    ["integer", 21, 21],
    ["integer", "a few", "a few"],
    ["money", "42.50", "42.50"],
    ["money", "1,052.45", "1052.45"],
    ["money", "-3.00", "-3.00"],
    ["money", "12,5", "12,5"],
    ["boolean", "1", true],
    ["boolean", 0, false],
    ["boolean", "perhaps", "perhaps"],
    ["date", "2026-02-28", "2026-02-28"],
    ["date", "2026-02-28 00:00:00", "2026-02-28"],
    ["date", "0000-00-00", undefined],
    ["date", "last May", "last May"],
    ["time", "24:00", "24:00"],
    ["time", "9:05", "09:05"],
    ["time", "16:31:00", "16:31"],
    ["email_list", " A@b.example ,c@d.example", ["A@b.example", "c@d.example"]],
    ["email_list", "", undefined],
    ["phone_list", "19054546464,4165550120", ["19054546464", "4165550120"]],
    ["reference", "0", undefined],
    ["reference", 21, "21"],
    ["reference_list", "", undefined],
    ["reference_list", null, undefined],
    ["reference_list", "5,6,5", ["5", "6"]],
    ["reference_list", ["5", 6, "0"], ["5", "6"]],
    ["reference_list", [{ id: "5" }, { id: 6 }], ["5", "6"]],
    ["tags", "Algebra, Physics", ["Algebra", "Physics"]],
  ] as const)("reads %s %j", (type, raw, expected) => {
    expect(readers[type](raw)).toEqual(expected);
  });

  it("carries what it does not know as text or as a list", () => {
    expect(readUnknown("Grade &lt;3")).toBe("Grade <3");
    expect(readUnknown(["a", "b"])).toEqual(["a", "b"]);
    expect(readUnknown([{ a: 1 }])).toBe('[{"a":1}]');
  });
});
