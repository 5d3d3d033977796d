import type { SnapshotReader } from "../../connectors/types.ts";
import type { SourceRecord } from "../../core/records.ts";
import type { Scope, SnapshotStore } from "../../store/store.ts";

/** Records read at a time: enough to make queries cheap, little enough to keep memory flat. */
const pageSize = 500;

/**
 * The snapshot of one migration, as sources see it. `seenBy`: a run that is still reading sees what it has read itself:
 * a record of an earlier reading, completed once more, would look as if the source still had it.
 */
export function createSnapshotReader(snapshot: SnapshotStore, scope: Scope, seenBy?: string): SnapshotReader {
  return {
    page: (stream, afterSeq, limit) => snapshot.page(scope, stream, afterSeq, limit, seenBy),
    count: (stream) => snapshot.count(scope, stream, seenBy),
  };
}

/** Walks over a stream page by page, in snapshot order. */
export async function* snapshotPages(
  snapshot: SnapshotStore,
  scope: Scope,
  stream: string,
): AsyncGenerator<readonly SourceRecord[]> {
  let afterSeq = 0;
  for (;;) {
    const page = await snapshot.page(scope, stream, afterSeq, pageSize);
    const last = page.at(-1);
    if (!last) return;
    yield page.map((row) => row.record);
    if (page.length < pageSize) return;
    afterSeq = last.seq;
  }
}
