import type { SnapshotReader } from "../../server/connectors/types.ts";
import type { SourceRecord } from "../../server/core/records.ts";

export interface MemorySnapshot extends SnapshotReader {
  /** Same stream and id: replaced in place, order kept, as the store does. */
  stage(records: readonly SourceRecord[]): void;
  records(stream: string): readonly SourceRecord[];
}

/** A snapshot in memory for suites that read a source without a store. */
export function createMemorySnapshot(): MemorySnapshot {
  const streams = new Map<string, Map<string, { seq: number; record: SourceRecord }>>();
  let nextSeq = 1;
  const rowsOf = (stream: string) => [...(streams.get(stream)?.values() ?? [])];
  return {
    stage(records) {
      for (const record of records) {
        const rows = streams.get(record.stream) ?? new Map<string, { seq: number; record: SourceRecord }>();
        streams.set(record.stream, rows);
        const seq = rows.get(record.id)?.seq ?? nextSeq++;
        rows.set(record.id, { seq, record });
      }
    },
    records: (stream) => rowsOf(stream).map(({ record }) => record),
    page: (stream, afterSeq, limit) =>
      Promise.resolve(
        rowsOf(stream)
          .filter(({ seq }) => seq > afterSeq)
          .slice(0, limit),
      ),
    count: (stream) => Promise.resolve(streams.get(stream)?.size ?? 0),
  };
}
