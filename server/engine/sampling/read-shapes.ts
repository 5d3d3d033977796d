import type { Inventory } from "../../contract/inventory.ts";
import type { Plan, PlanBoard } from "../../contract/plan.ts";
import type { SourceRecord } from "../../core/records.ts";
import { type RecordPlace, toRecordKey } from "../../core/sampling/record-key.ts";
import {
  createShapeReader,
  type MappedForSample,
  type RecordLookup,
  type SeenRecord,
  type ShapeReader,
} from "../../core/sampling/record-shapes.ts";
import { stopIfInterrupted } from "../interruption.ts";
import type { RunContext } from "../run-context.ts";
import { snapshotPages } from "../steps/snapshot-reader.ts";

/** What records show under a plan, read from the snapshot. */
export interface SnapshotShapes {
  readonly reader: ShapeReader;
  /** Records of every stream of the plan, a page at a time. */
  pages(): AsyncGenerator<readonly SeenRecord[]>;
  /** These records, as far as the snapshot has them. */
  find(keys: readonly RecordPlace[]): Promise<readonly SeenRecord[]>;
}

/** Reads the snapshot of the migration; memory depends on the plan and the inventory alone. */
export function createSnapshotShapes(context: RunContext, plan: Plan, inventory: Inventory): SnapshotShapes {
  const reader = createShapeReader(plan, inventory);
  const { snapshot } = context.deps.store;

  async function see(stream: string, records: readonly SourceRecord[]): Promise<readonly SeenRecord[]> {
    const mapped = records.map((record) => reader.map(record));
    const lookup = await lookUp(context, { mapped, stream, boards: reader.boardsOf(stream) });
    return mapped.map((each) => reader.see(each, lookup));
  }

  return {
    reader,
    async *pages() {
      for (const stream of reader.streams) {
        for await (const page of snapshotPages(snapshot, context.scope, stream)) {
          stopIfInterrupted(context.signal);
          yield await see(stream, page);
        }
      }
    },
    async find(places) {
      const found: SeenRecord[] = [];
      for (const [stream, own] of Map.groupBy(places, (place) => place.stream)) {
        const ids = own.map(({ id }) => id);
        found.push(...(await see(stream, await snapshot.get(context.scope, stream, ids))));
      }
      return found;
    },
  };
}

/** Which links of these records reach something, and which of the records are duplicates. */
async function lookUp(
  context: RunContext,
  input: { mapped: readonly MappedForSample[]; stream: string; boards: readonly PlanBoard[] },
): Promise<RecordLookup> {
  const { scope } = context;
  const { snapshot } = context.deps.store;
  const own = input.mapped.map(({ record }) => record.id);
  // A link to the record's own item on another board needs no look-up.
  const existing = new Set(own.map((id) => toRecordKey({ stream: input.stream, id })));
  const links = input.mapped.flatMap((each) => each.links);
  for (const [stream, places] of Map.groupBy(links, (place) => place.stream)) {
    const ids = [...new Set(places.map(({ id }) => id))];
    for (const id of await snapshot.existing(scope, stream, ids)) existing.add(toRecordKey({ stream, id }));
  }
  const duplicates = new Map<string, ReadonlyMap<string, RecordPlace>>();
  for (const { key, dedupe, streams } of input.boards) {
    if (!dedupe || dedupe.policy === "keep_both" || dedupe.groups === 0) continue;
    const query = { streams, kind: dedupe.key, stream: input.stream, ids: own };
    duplicates.set(key, await snapshot.canonical(scope, query));
  }
  return {
    exists: (place) => existing.has(toRecordKey(place)),
    duplicateOf: (board, { id }) => duplicates.get(board.key)?.get(id) ?? null,
  };
}
