import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { account } from "../../../test/builders/arbitraries.ts";
import { buildInventory } from "../../../test/builders/inventory.ts";
import { buildTestPlan } from "../../../test/builders/plan.ts";
import { buildAccount, buildRecord } from "../../../test/builders/records.ts";
import { compareTexts } from "../canonical.ts";
import type { SourceRecord } from "../records.ts";
import { createCandidates } from "./candidates.ts";
import { chooseSample } from "./choose-sample.ts";
import { toRecordKey } from "./record-key.ts";
import { createShapeReader, type RecordLookup } from "./record-shapes.ts";

/** Chooses among records held in memory, as the engine does with the snapshot. */
function chooseFrom(records: readonly SourceRecord[], target: number) {
  const reader = createShapeReader(buildTestPlan({ records }), buildInventory(records));
  const keys = new Set(records.map(toRecordKey));
  const lookup: RecordLookup = { exists: (place) => keys.has(toRecordKey(place)), duplicateOf: () => null };
  const candidates = createCandidates();
  const seen = records
    .filter(({ stream }) => reader.streams.includes(stream))
    .map((record) => reader.see(reader.map(record), lookup));
  for (const each of seen) candidates.add(each);
  const known = new Map(seen.map((each) => [each.key, candidates.complete(each)]));
  const choice = chooseSample({ candidates: candidates.finish(), known, target });
  const words = (shapes: Iterable<number>) =>
    [...shapes].map((shape) => reader.book.shape(shape).words).sort(compareTexts);
  const all = Array.from({ length: reader.book.size() }, (_, shape) => shape);
  return { keys: choice.records.map(({ key }) => key), covered: words(choice.covered), all: words(all) };
}

describe("the shapes of records", () => {
  it("are all shown by the records kept, however many there are", () => {
    fc.assert(
      fc.property(account, (records) => {
        const { covered, all } = chooseFrom(records, 10_000);
        expect(covered).toEqual(all);
      }),
      { numRuns: 25 },
    );
  });

  it("lead to the same sample whatever the order of the records", () => {
    fc.assert(
      fc.property(account, fc.integer({ min: 3, max: 200 }), (records, target) => {
        const turned = records.toSorted((a, b) => (`${b.id}${b.stream}` < `${a.id}${a.stream}` ? -1 : 1));
        const [one, other] = [chooseFrom(records, target), chooseFrom(turned, target)];
        expect(other.keys.toSorted()).toEqual(one.keys.toSorted());
        expect(other.covered).toEqual(one.covered);
      }),
      { numRuns: 25 },
    );
  });

  it("name what is special about a value", () => {
    const client = (id: string, fields: SourceRecord["fields"]) => buildRecord("clients", id, fields);
    const records = [
      ...buildAccount(),
      client("901", { notes: "<b>שלום</b> 😀 “quoted”\nsecond\u0007 line a\u0301", dob: "2000-02-29" }),
      client("902", { notes: "", dob: "1931-04-30" }),
    ];
    const { all } = chooseFrom(records, 200);
    for (const words of [
      "Clients: Notes with emoji",
      "Clients: Notes with text from right to left",
      "Clients: Notes with combining marks",
      "Clients: Notes with control characters",
      "Clients: Notes with quotation marks",
      "Clients: Notes with several lines",
      "Clients: Notes with HTML",
      "Clients: Date of birth on a leap day",
      "Clients: Date of birth on the last day of a month",
      "Clients: Date of birth at its earliest day",
      "Clients: Notes is empty",
    ]) {
      expect(all).toContain(words);
    }
  });
});
