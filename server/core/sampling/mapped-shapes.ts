import type { PlanBoard } from "../../contract/plan.ts";
import type { TypedValue } from "../../contract/values.ts";
import type { MappedRecord } from "../mapping/compile-board.ts";
import { fromExternalId } from "../records.ts";
import type { ShapeSink } from "./field-shapes.ts";
import type { RecordPlace } from "./record-key.ts";
import { lazyShape, type ShapeBook } from "./shape-book.ts";

/** How a record ends other than by an item of its own. */
export function endingOf(
  board: PlanBoard,
  mapped: MappedRecord,
  isDuplicate: boolean,
): { readonly key: string; readonly words: string } | null {
  if (mapped.failure) return { key: "failure", words: `${board.title}: a record that cannot be written` };
  if (mapped.skip)
    return { key: `skip ${mapped.skip.code}`, words: `${board.title}: a record that is skipped` };
  const policy = board.dedupe?.policy ?? "keep_both";
  if (!isDuplicate || policy === "keep_both") return null;
  return policy === "merge"
    ? { key: "merged", words: `${board.title}: a record that is merged into an earlier one` }
    : { key: "duplicate", words: `${board.title}: a duplicate that is left out` };
}

/** Remarks, updates and the group of a record. */
export function addRecordShapes(
  book: ShapeBook,
  { board, mapped }: { board: PlanBoard; mapped: MappedRecord },
  sink: ShapeSink,
): void {
  for (const note of mapped.notes) {
    const key = `${board.key}/${note.column ?? ""} ${note.code}`;
    sink.add(book.number("outcome", key, () => `${board.title}, ${note.text}`));
  }
  for (const { key } of mapped.updates) {
    const title = board.updates.find((update) => update.key === key)?.title ?? key;
    sink.add(book.number("outcome", `${board.key}#${key}`, () => `${board.title}: “${title}” as an update`));
  }
  const group = board.groups.length > 1 && board.groups.find(({ key }) => key === mapped.groupKey);
  if (group) {
    const words = (): string => `${board.title}: in the group “${group.title}”`;
    sink.add(book.number("label", `${board.key} @${group.key}`, words));
  }
}

export type MappedShapes = (
  mapped: MappedRecord,
  sink: ShapeSink,
  exists: (place: RecordPlace) => boolean,
) => void;

/** Labels and links of a board's columns; everything that does not depend on the record is made once. */
export function createColumnShapes(book: ShapeBook, board: PlanBoard): MappedShapes {
  const included = board.columns.filter(({ include }) => include);
  const labels = included
    .filter((column) => column.labels.length > 0)
    .map((column) => {
      const title = `${board.title}: ${column.title}`;
      const at = `${board.key}/${column.key}`;
      const known = new Map<string, number>();
      const shapeOf = (label: string): number => {
        const shape =
          known.get(label) ?? book.number("label", `${at} ${label}`, () => `${title} shows “${label}”`);
        known.set(label, shape);
        return shape;
      };
      return { columnId: column.columnId, shapeOf };
    });
  const links = included
    .filter((column) => column.conversion === "reference" && column.link !== null)
    .map((column) => {
      const title = `${board.title}: ${column.title}`;
      const shape = (key: string, words: string): (() => number) =>
        lazyShape(() => book.number("link", `${board.key}/${column.key} ${key}`, () => `${title} ${words}`));
      return {
        columnId: column.columnId,
        none: shape("nothing", "links to nothing"),
        one: shape("one", "links to one"),
        several: shape("several", "links to several"),
        missing: shape("missing", "points to a record that does not exist"),
      };
    });
  return (mapped, sink, exists) => {
    for (const { columnId, shapeOf } of labels) {
      for (const label of labelsIn(mapped.values[columnId])) sink.add(shapeOf(label));
    }
    for (const link of links) {
      const refs = placesIn(mapped.values[link.columnId] ?? null);
      sink.add(refs.length === 0 ? link.none() : refs.length === 1 ? link.one() : link.several());
      if (refs.some((place) => !exists(place))) sink.add(link.missing());
    }
  };
}

function labelsIn(value: TypedValue | undefined): readonly string[] {
  if (value?.kind === "status") return [value.label];
  if (value?.kind === "dropdown") return value.labels;
  return value?.kind === "tags" ? value.names : [];
}

/** Records a cell links to. */
export function placesIn(value: TypedValue | null): readonly RecordPlace[] {
  if (value?.kind !== "relation") return [];
  return value.refs.flatMap((ref) => fromExternalId(ref) ?? []).map(({ stream, id }) => ({ stream, id }));
}
