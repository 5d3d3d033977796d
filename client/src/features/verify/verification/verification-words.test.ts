import { describe, expect, it } from "vitest";
import { createFormat } from "../../../lib/format.ts";
import { buildVerification } from "../testing/build-verification.ts";
import { toUnsettledWords, toVerifiedDetails, toVerifiedSentence } from "./verification-words.ts";

const format = createFormat({ country: "US", timeZone: "UTC" });

describe("the sentence of a full reading", () => {
  it("leaves out links and sums where there are none", () => {
    const verification = buildVerification({
      records: { expected: 1, found: 1 },
      links: { expected: 0, found: 0 },
      sums: [],
    });
    expect(toVerifiedSentence(verification, { open: 0, reported: 0 }, format)).toBe(
      "1 of 1 record verified, 0 differences",
    );
  });

  it("says what is missing and that a sum differs", () => {
    const verification = buildVerification({
      records: { expected: 10, found: 9 },
      links: { expected: 4, found: 3 },
      sums: buildVerification().sums.map((sum) => ({ ...sum, equal: false })),
    });
    expect(toVerifiedSentence(verification, { open: 2, reported: 0 }, format)).toBe(
      "9 of 10 records and 3 of 4 links verified, 2 differences, 1 sum differs",
    );
  });
});

describe("reports of people", () => {
  it("are told apart from differences, which the boards count", () => {
    const verification = buildVerification({
      records: { expected: 1, found: 1 },
      links: { expected: 0, found: 0 },
      sums: [],
    });
    expect(toVerifiedSentence(verification, { open: 1, reported: 1 }, format)).toBe(
      "1 of 1 record verified, 0 differences, 1 report open",
    );
    expect(toUnsettledWords({ open: 1, reported: 1 }, format)).toBe("1 report");
    expect(toUnsettledWords({ open: 5, reported: 2 }, format)).toBe("3 differences and 2 reports");
  });
});

describe("the details of a full reading", () => {
  it("say how many updates are there and read differently", () => {
    const updates = { expected: 12, found: 11, different: 2 };
    expect(toVerifiedDetails(buildVerification({ updates }), format)).toContain(
      "11 of 12 updates found and compared, 2 different.",
    );
  });

  it("say who changed what since the import", () => {
    const drift = { people: 3, automations: 1, unknown: 0, deleted: 2 };
    expect(toVerifiedDetails(buildVerification({ drift }), format)).toContain(
      "Since the import: 3 changed by people, 1 changed by automations, 2 deleted.",
    );
  });
});
