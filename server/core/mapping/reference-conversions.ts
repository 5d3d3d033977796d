import type { FieldValue } from "../records.ts";
import { toExternalId } from "../records.ts";
import { type CellMaker, type Conversion, fieldAt } from "./conversion.ts";
import { toList } from "./text.ts";

/** Ids a reference field holds; "0" is how sources write "none". */
export function referencedIds(value: FieldValue | undefined): string[] {
  return toList(value).filter((id) => id !== "0");
}

const relationCell: CellMaker = (column, context) => {
  const field = fieldAt(column);
  const stream = context.streamOfBoard.get(column.link?.board ?? "") ?? "";
  return (record) => {
    const value = record.fields[field];
    if (typeof value === "string") {
      if (value === "" || value === "0") return null;
      if (!value.includes(",")) {
        return { kind: "relation", refs: [toExternalId(context.source, stream, value.trim())] };
      }
    }
    const ids = referencedIds(value);
    if (ids.length === 0) return null;
    return {
      kind: "relation",
      refs: [...new Set(ids)].map((id) => toExternalId(context.source, stream, id)),
    };
  };
};

const sameRecordCell: CellMaker = (_column, context) => (record) => ({
  kind: "relation",
  refs: [toExternalId(context.source, record.stream, record.id)],
});

export const referenceConversion: Conversion = {
  explain: "Connected to the item of the record it points to.",
  plain: (column) => {
    const field = fieldAt(column);
    return (record) => referencedIds(record.fields[field]).join(", ");
  },
  cells: { board_relation: relationCell },
};

export const sameRecordConversion: Conversion = {
  explain: "Connected to the same record's item on the other board.",
  plain: () => (record) => record.id,
  cells: { board_relation: sameRecordCell },
};

/** Filled while loading, when a link finds no item; see `missing-links.ts`. */
export const missingLinksConversion: Conversion = {
  explain: "Source numbers of records this one points to that do not exist or were not moved.",
  plain: () => () => "",
  cells: {},
};
