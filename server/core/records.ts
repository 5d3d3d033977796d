/**
 * The words of the data: what a record is, what a stream is, how a record is named everywhere.
 * Pure: no IO, no clock.
 */

export type FieldValue = string | number | boolean | null | readonly string[];

/**
 * Field types a source may declare. Values are decoded scalars: dates `YYYY-MM-DD`, times `HH:MM` (24:00 allowed),
 * money and decimals as exact strings, booleans as booleans, references as source ids, lists as string arrays.
 * `null` and `""` both mean "absent".
 */
export const fieldTypes = [
  "text",
  "long_text",
  "integer",
  "decimal",
  "money",
  "boolean",
  "code",
  "date",
  "date_time",
  "time",
  "minutes",
  "email_list",
  "phone",
  "phone_list",
  "country",
  "tags",
  "reference",
  "reference_list",
] as const;
export type FieldType = (typeof fieldTypes)[number];

export interface FieldDefinition {
  readonly name: string;
  readonly title: string;
  readonly type: FieldType;
  /** Meaning of coded values, by raw value (`{"0": "Regular"}`). Unknown codes keep their raw value. */
  readonly codes?: Readonly<Record<string, string>>;
  /** Stream a reference points to. */
  readonly references?: string;
  /** True when the field only arrives through an optional read step (client detail, availability). */
  readonly optional?: boolean;
}

export interface StreamDefinition {
  readonly name: string;
  readonly title: string;
  readonly titleSingular: string;
  readonly fields: readonly FieldDefinition[];
  /** Built from other streams' records instead of being read. */
  readonly derived: boolean;
}

export interface SourceRecord {
  readonly stream: string;
  /** The source's own id, unique within the stream. */
  readonly id: string;
  /** May hold fields the definition does not name (custom fields): they are carried through as text. */
  readonly fields: Readonly<Record<string, FieldValue>>;
}

/** What makes two records the same thing: an e-mail after trimming and case folding, a shared login. */
export interface MatchKey {
  readonly kind: string;
  readonly value: string;
}

/** External id of a record everywhere outside its source: `bizstim:clients:21`. */
export function toExternalId(source: string, stream: string, id: string): string {
  return `${source}:${stream}:${id}`;
}

/** Splits an external id; null when the text is not one. */
export function fromExternalId(externalId: string): { source: string; stream: string; id: string } | null {
  const [source, stream, ...rest] = externalId.split(":");
  const id = rest.join(":");
  return source && stream && id ? { source, stream, id } : null;
}

/** True for values that count as "nothing there". */
export function isEmpty(value: FieldValue | undefined): boolean {
  return (
    value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)
  );
}
