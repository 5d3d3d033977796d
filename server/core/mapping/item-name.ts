import { type SourceRecord, toExternalId } from "../records.ts";
import { isUnsetDate } from "./dates.ts";
import { referencedIds } from "./reference-conversions.ts";
import { toPlainText } from "./text.ts";

/** Names of people by external id, and the stream references to people point to. */
export interface NameContext {
  readonly source: string;
  readonly personStream: string | null;
  personName(externalId: string): string | null;
}

const personPart = "@person:";

function readPart(part: string, context: NameContext): (record: SourceRecord) => string {
  if (!part.startsWith(personPart)) {
    return (record) => {
      const text = toPlainText(record.fields[part]);
      return isUnsetDate(text) ? "" : text.replace(/\s+/g, " ");
    };
  }
  const field = part.slice(personPart.length);
  return (record) => {
    const [id] = referencedIds(record.fields[field]);
    if (id === undefined || context.personStream === null) return "";
    return context.personName(toExternalId(context.source, context.personStream, id)) ?? "";
  };
}

/**
 * How items of a board are named: name fields are joined by a space, other parts by a middle dot; a record without
 * any of them is called by its kind and source id ("Client 21"). Never empty, not yet shortened.
 */
export function compileItemName(
  board: { readonly nameFields: readonly string[]; readonly itemSingular: string },
  context: NameContext,
): (record: SourceRecord) => string {
  const parts = board.nameFields.map((part) => readPart(part, context));
  const separator = board.nameFields.every((part) => part.endsWith("_name")) ? " " : " · ";
  const [first, ...others] = Array.from(board.itemSingular);
  const kind = (first ?? "").toUpperCase() + others.join("");
  return (record) => {
    let name = "";
    for (const read of parts) {
      const text = read(record);
      if (text !== "") name = name === "" ? text : name + separator + text;
    }
    return name === "" ? `${kind} ${record.id}` : name;
  };
}
