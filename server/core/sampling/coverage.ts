import type { Coverage, ShapeKind } from "../../contract/sample.ts";
import { shapeKinds } from "../../contract/sample.ts";
import { compareTexts } from "../canonical.ts";
import { fromRecordKey } from "./record-key.ts";
import type { ShapeBook } from "./shape-book.ts";

/** Shapes without a record that are named; the counts tell the rest. */
const uncoveredShown = 50;

const titles: Readonly<Record<ShapeKind, string>> = {
  field: "Fields, filled and empty",
  value: "Values and number edges",
  label: "Labels and groups",
  owner: "People in charge",
  link: "Links",
  longest: "Longest texts",
  character: "Odd characters",
  date: "Date edges",
  outcome: "Merged, skipped and adjusted records",
};

/** What a choice of records shows, in numbers and words. */
export function describeCoverage(input: {
  readonly book: ShapeBook;
  readonly covered: { has(shape: number): boolean };
  readonly records: Readonly<Record<string, { readonly title: string; readonly records: number }>>;
  readonly parents: number;
}): Coverage {
  const { book, covered } = input;
  const numbers = Array.from({ length: book.size() }, (_, number) => number);
  const byKind = shapeKinds.flatMap((kind) => {
    const own = numbers.filter((number) => book.shape(number).kind === kind);
    if (own.length === 0) return [];
    const shown = own.filter((number) => covered.has(number)).length;
    return [{ kind, title: titles[kind], shapes: own.length, covered: shown }];
  });
  const byStream = Object.entries(input.records).map(([stream, own]) => ({ stream, ...own }));
  return {
    records: byStream.reduce((sum, { records }) => sum + records, 0),
    parents: input.parents,
    shapes: numbers.length,
    covered: byKind.reduce((sum, each) => sum + each.covered, 0),
    byKind,
    uncovered: numbers
      .filter((number) => !covered.has(number))
      .sort((a, b) => compareTexts(book.keyOf(a), book.keyOf(b)))
      .slice(0, uncoveredShown)
      .map((number) => book.shape(number).words),
    byStream,
  };
}

/** Records of each stream among these keys, with the stream's title. */
export function countStreams(
  keys: readonly string[],
  titleOf: (stream: string) => string,
): Record<string, { title: string; records: number }> {
  const counts: Record<string, { title: string; records: number }> = {};
  for (const key of keys) {
    const { stream } = fromRecordKey(key);
    const known = counts[stream] ?? { title: titleOf(stream), records: 0 };
    counts[stream] = { ...known, records: known.records + 1 };
  }
  return counts;
}
