import { describe, expect, it } from "vitest";
import { buildField, buildInventory, buildStream } from "../../lib/testing/builders.ts";
import { findingsOf, summarizeStream } from "./stream-summary.ts";

describe("summarizeStream", () => {
  it("adds up what stands out over all fields", () => {
    const stream = buildStream({
      records: 10,
      declared: 12,
      fields: [
        buildField({ invalid: 2 }),
        buildField({
          name: "notes",
          filled: 4,
          empty: 6,
          over: { label: 9, name: 5, long_text: 3 },
          dangling: 1,
        }),
      ],
      duplicates: [{ key: "email", title: "E-mail", groups: 2, records: 5 }],
    });
    expect(summarizeStream(stream)).toEqual({
      fields: 2,
      filled: 13,
      possible: 20,
      duplicates: 5,
      tooLong: 3,
      invalid: 2,
      dangling: 1,
      missing: 2,
    });
  });
});

describe("findingsOf", () => {
  it("shows what the source noticed even while there is no plan", () => {
    const finding = {
      code: "source.total_wrong",
      stream: "clients",
      title: "Wrong total",
      detail: "…",
      count: 2,
    };
    expect(findingsOf(buildInventory({ findings: [finding] }), null)).toMatchObject([
      { severity: "info", title: "Wrong total" },
    ]);
  });
});
