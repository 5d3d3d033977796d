import { describe, expect, it } from "vitest";
import { type CellStory, judgeCell, judgeName } from "./diff-verdict.ts";

const text = (value: string) => ({ kind: "text" as const, text: value });
const cellOf = (value: string) => ({ text: value, value: null });

/** A text that went from the source to monday and back as it was. */
function buildStory(part: Partial<CellStory> = {}): CellStory {
  return {
    source: "Toronto",
    written: "Toronto",
    readBack: "Toronto",
    wanted: text("Toronto"),
    value: text("Toronto"),
    cell: cellOf("Toronto"),
    notes: [],
    loss: null,
    isAdopted: false,
    ...part,
  };
}

const note = (code: string) => ({ code, column: "city", text: `City: ${code}.` });

describe("the verdict on a cell", () => {
  it("is same for the same text, white space and line ends aside", () => {
    expect(judgeCell(buildStory())).toEqual({ verdict: "same", reason: null });
    const lines = buildStory({
      source: " a\r\nb ",
      value: text("a\nb"),
      cell: cellOf("a\nb"),
      readBack: "a\nb",
    });
    expect(judgeCell(lines).verdict).toBe("same");
  });

  it("is converted when monday shows the value in other words", () => {
    expect(judgeCell(buildStory({ source: "toronto (ON)" })).verdict).toBe("converted");
  });

  it("is wrong when monday shows something else than was written, or nothing", () => {
    expect(judgeCell(buildStory({ cell: cellOf("Ottawa"), readBack: "Ottawa" })).verdict).toBe("wrong");
    expect(judgeCell(buildStory({ cell: undefined, readBack: "" })).verdict).toBe("wrong");
  });

  it("is wrong when a value was dropped or never written", () => {
    expect(judgeCell(buildStory({ notes: [note("value_dropped")] }))).toEqual({
      verdict: "wrong",
      reason: "City: value_dropped.",
    });
    const lost = buildStory({ value: null, written: "", cell: cellOf(""), readBack: "" });
    expect(judgeCell(lost).verdict).toBe("wrong");
  });

  it("is wrong when an item of ours shows a value nobody wrote", () => {
    const stray = buildStory({ source: "", written: "", value: null, wanted: null });
    expect(judgeCell(stray).verdict).toBe("wrong");
    expect(judgeCell({ ...stray, isAdopted: true }).verdict).toBe("same");
  });

  it("is lossy when the plan or the mapping gave something up", () => {
    for (const code of [
      "text_shortened",
      "value_left_empty",
      "link_missing",
      "kept_existing",
      "phone_unreadable",
    ]) {
      expect(judgeCell(buildStory({ notes: [note(code)] }))).toEqual({
        verdict: "lossy",
        reason: `City: ${code}.`,
      });
    }
    expect(judgeCell(buildStory({ loss: "Nobody is assigned." })).verdict).toBe("lossy");
    expect(judgeCell(buildStory({ notes: [note("text_continued")] })).verdict).toBe("same");
  });

  it("counts a value the item had before as there", () => {
    const there = buildStory({ value: null, written: "", isAdopted: true });
    expect(judgeCell(there)).toEqual({ verdict: "same", reason: null });
  });
});

describe("the verdict on a name", () => {
  it("compares what was written, and leaves names of the customer's items alone", () => {
    expect(judgeName({ source: "Ana", written: "Ana", readBack: "Ana" }).verdict).toBe("same");
    expect(judgeName({ source: "", written: "Client 21", readBack: "Client 21" }).verdict).toBe("converted");
    expect(judgeName({ source: "Ana", written: "Ana", readBack: "Anna" }).verdict).toBe("wrong");
    expect(judgeName({ source: "Ana", written: null, readBack: "Ana Lima" }).verdict).toBe("converted");
  });
});
