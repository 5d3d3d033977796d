/** A record of the snapshot. */
export interface RecordPlace {
  readonly stream: string;
  readonly id: string;
}

/** One text for a record; streams have no line breaks in their names. */
export function toRecordKey({ stream, id }: RecordPlace): string {
  return `${stream}\n${id}`;
}

/** The place a key of `toRecordKey` names. */
export function fromRecordKey(key: string): RecordPlace {
  const cut = key.indexOf("\n");
  return { stream: key.slice(0, cut), id: key.slice(cut + 1) };
}
