import type { Plan } from "../../contract/plan.ts";
import { referencedIds } from "../mapping/reference-conversions.ts";
import { type SourceRecord, toExternalId } from "../records.ts";
import type { ShapeSink } from "./field-shapes.ts";
import type { ShapeBook } from "./shape-book.ts";

/** People told apart in a sample; in larger teams those with the fewest records are not. */
const peopleAtMost = 200;

/** Who a record belongs to, as far as the plan knows them. */
export function createOwnerShapes(
  book: ShapeBook,
  plan: Plan,
): (record: SourceRecord, sink: ShapeSink) => void {
  const known = [...plan.people].sort((a, b) => b.records - a.records || (a.key < b.key ? -1 : 1));
  const names = new Map(known.slice(0, peopleAtMost).map(({ key, name }) => [key, name]));
  const team = plan.boards.find((board) =>
    board.columns.some(({ conversion }) => conversion === "person_self"),
  );
  const personStream = team?.streams[0];
  const fields = personFields(plan);
  return (record, sink) => {
    if (personStream === undefined) return;
    for (const field of fields.get(record.stream) ?? []) {
      for (const id of referencedIds(record.fields[field])) {
        const key = toExternalId(plan.source, personStream, id);
        const name = names.get(key);
        if (name !== undefined) sink.add(book.number("owner", key, () => `${name} as the person in charge`));
      }
    }
  };
}

/** Fields of each stream that point to a person. */
function personFields(plan: Plan): ReadonlyMap<string, ReadonlySet<string>> {
  const fields = new Map<string, Set<string>>();
  for (const board of plan.boards.filter(({ include }) => include)) {
    for (const { conversion, fields: own } of board.columns) {
      if (conversion !== "person_reference" && conversion !== "person_name") continue;
      for (const stream of board.streams)
        fields.set(stream, (fields.get(stream) ?? new Set()).add(own[0] ?? ""));
    }
  }
  return fields;
}
