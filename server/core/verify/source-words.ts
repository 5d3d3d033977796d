import { isUnsetDate } from "../mapping/dates.ts";
import { toPlainText, toRawKey } from "../mapping/text.ts";
import type { SourceRecord, StreamDefinition } from "../records.ts";

/** How the values of a source read for a person. */
export interface SourceWords {
  /** A field in the source's own words: codes with their meaning, references with the kind of record; "" when empty. */
  field(record: SourceRecord, name: string): string;
  /** Name of a field; the field itself when nobody has named it. */
  title(stream: string, name: string): string;
  /** The record: "Client 21". */
  record(place: Pick<SourceRecord, "stream" | "id">): string;
}

/** Names records and fields of these streams as the source's own screens do. */
export function createSourceWords(streams: readonly StreamDefinition[]): SourceWords {
  const byName = new Map(streams.map((stream) => [stream.name, stream]));
  const fields = new Map(
    streams.flatMap((stream) =>
      stream.fields.map((field) => [`${stream.name} ${field.name}`, field] as const),
    ),
  );
  return {
    field(record, name) {
      const value = record.fields[name];
      const text = toPlainText(value);
      if (text === "" || isUnsetDate(text)) return "";
      const field = fields.get(`${record.stream} ${name}`);
      const meaning = field?.codes?.[toRawKey(value)];
      if (meaning !== undefined) return meaning;
      const target = field?.references === undefined ? undefined : byName.get(field.references);
      if (!target) return text;
      return text === "0" ? "" : `${target.titleSingular} ${text}`;
    },
    title: (stream, name) => fields.get(`${stream} ${name}`)?.title ?? name,
    record: ({ stream, id }) => `${byName.get(stream)?.titleSingular ?? stream} ${id}`,
  };
}
