import type { Inventory } from "../../contract/inventory.ts";
import type { Plan, PlanBoard } from "../../contract/plan.ts";
import type { Complexity } from "../../contract/report.ts";
import { aboutSeconds, counted } from "./words.ts";

interface Measure {
  readonly key: string;
  readonly title: string;
  readonly value: number;
  readonly text: string;
  /** A point for each of these the value reaches. */
  readonly steps: readonly number[];
}

/** Grades by points: what a person can take in at a glance, what needs attention, what needs a plan of its own. */
const moderateFrom = 7;
const complexFrom = 14;

/**
 * How demanding a migration is, with the factors behind the grade. Weights follow what costs people time: records
 * only cost hours of waiting, while unmatched people, value maps and duplicates need a decision each.
 */
export function gradeComplexity(plan: Plan, inventory: Inventory): Complexity {
  const factors = measure(plan, inventory).map(({ key, title, value, text, steps }) => ({
    key,
    title,
    text,
    points: steps.filter((step) => value >= step).length,
    most: steps.length,
  }));
  const points = factors.reduce((sum, factor) => sum + factor.points, 0);
  const most = factors.reduce((sum, factor) => sum + factor.most, 0);
  const grade = points >= complexFrom ? "complex" : points >= moderateFrom ? "moderate" : "simple";
  return { grade, points, most, factors };
}

function measure(plan: Plan, inventory: Inventory): Measure[] {
  const boards = plan.boards.filter(({ include }) => include);
  return [
    ...sizeMeasures(inventory, boards),
    ...decisionMeasures(plan, boards),
    ...contentMeasures(plan, inventory, boards),
  ];
}

function sizeMeasures(inventory: Inventory, boards: readonly PlanBoard[]): Measure[] {
  const streams = inventory.streams.filter(({ records }) => records > 0).length;
  const links = boards
    .flatMap(({ columns }) => columns)
    .filter(({ include, link }) => include && link).length;
  return [
    {
      key: "records",
      title: "Records",
      value: inventory.records,
      text: counted(inventory.records, "record in the source", "records in the source"),
      steps: [1_000, 10_000, 100_000],
    },
    {
      key: "streams",
      title: "Kinds of records",
      value: streams,
      text: `${counted(streams, "kind", "kinds")} on ${counted(boards.length, "board", "boards")}, ${counted(links, "column", "columns")} that link them`,
      steps: [5, 10],
    },
  ];
}

function decisionMeasures(plan: Plan, boards: readonly PlanBoard[]): Measure[] {
  const unmatched = plan.people.filter(({ match }) => match !== "matched").length;
  const duplicates = boards.reduce((sum, { dedupe }) => sum + (dedupe?.records ?? 0), 0);
  const mapped = boards
    .flatMap(({ columns }) => columns)
    .filter(({ include, labels }) => include && labels.length > 0);
  const labels = mapped.reduce((sum, column) => sum + column.labels.length, 0);
  return [
    {
      key: "people",
      title: "People without a monday user",
      value: unmatched,
      text: `${counted(unmatched, "person", "people")} of ${plan.people.length.toLocaleString("en")}`,
      steps: [1, 10, 50],
    },
    {
      key: "duplicates",
      title: "Duplicates",
      value: duplicates,
      text: counted(duplicates, "record shares its key with another", "records share their key with another"),
      steps: [1, 100, 1_000],
    },
    {
      key: "values",
      title: "Values shown as labels",
      value: labels,
      text: `${counted(labels, "label", "labels")} in ${counted(mapped.length, "column", "columns")}`,
      steps: [20, 60, 150],
    },
  ];
}

function contentMeasures(plan: Plan, inventory: Inventory, boards: readonly PlanBoard[]): Measure[] {
  const fields = inventory.streams.flatMap((stream) => stream.fields);
  const custom = fields.filter((field) => field.custom && field.filled > 0).length;
  const long = fields.reduce((sum, { over }) => sum + (over.long_text ?? 0), 0);
  const updates = boards.flatMap((board) => board.updates.filter(({ include }) => include));
  const texts = long + updates.reduce((sum, { count }) => sum + count, 0);
  const dangling = fields.reduce((sum, field) => sum + field.dangling, 0);
  const { seconds, bound } = plan.forecast;
  return [
    {
      key: "custom_fields",
      title: "Custom fields",
      value: custom,
      text: counted(custom, "custom field with values", "custom fields with values"),
      steps: [1, 10, 30],
    },
    {
      key: "long_texts",
      title: "Long texts",
      value: texts,
      text: counted(
        texts,
        "text written as an update or too long for a cell",
        "texts written as updates or too long for a cell",
      ),
      steps: [100, 1_000],
    },
    {
      key: "broken_links",
      title: "Links to records that do not exist",
      value: dangling,
      text: counted(dangling, "link", "links"),
      steps: [1, 100],
    },
    {
      key: "limits",
      title: "Limits and waits",
      value: seconds,
      text: `The import takes ${aboutSeconds(seconds)}. ${bound}`,
      steps: [3_600, 8 * 3_600, 48 * 3_600],
    },
  ];
}
