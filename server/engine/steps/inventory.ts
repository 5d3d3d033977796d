import type { Blueprint } from "../../blueprints/types.ts";
import type { Source } from "../../connectors/types.ts";
import type { Inventory } from "../../contract/inventory.ts";
import type { InventoryBuilder } from "../../core/inventory/inventory-builder.ts";
import { createInventoryBuilder } from "../../core/inventory/inventory-builder.ts";
import type { SourceRecord } from "../../core/records.ts";
import { stopIfInterrupted } from "../interruption.ts";
import type { RunContext } from "../run-context.ts";
import { createSnapshotReader, snapshotPages } from "./snapshot-reader.ts";

export const inventoryPhaseKey = "inventory";

type Duplicates = Record<string, { key: string; title: string; groups: number; records: number }[]>;

/** Counts and describes the snapshot in one pass and saves the inventory. */
export async function takeInventory(
  context: RunContext,
  input: {
    source: Source;
    sourceKind: string;
    blueprint: Blueprint | null;
    declared: Readonly<Record<string, number | null>>;
    timezone: string | null;
  },
): Promise<Inventory> {
  const { deps, scope, progress } = context;
  const { source } = input;
  const streams = [...source.streams];
  const total = await countAll(context, streams);
  await progress.change(inventoryPhaseKey, { state: "active", done: 0, total });
  const builder = createInventoryBuilder({
    source: input.sourceKind,
    streams,
    peopleStreams: source.peopleStreams,
    matchKeys: (record) => source.matchKeys(record),
  });
  for (const stream of streams) {
    for await (const page of snapshotPages(deps.store.snapshot, scope, stream.name)) {
      stopIfInterrupted(context.signal);
      builder.add(page, await existingReferences(context, builder, page));
      await progress.change(inventoryPhaseKey, { add: { done: page.length } });
    }
  }
  const reader = createSnapshotReader(deps.store.snapshot, scope);
  const inventory = builder.finish({
    migrationId: scope.migrationId,
    readAt: new Date(deps.clock.now()).toISOString(),
    timezone: input.timezone,
    declared: input.declared,
    duplicates: await countDuplicates(context, input.blueprint),
    findings: await deps.store.snapshot.findings(scope),
    notMoving: await source.notMoving(reader),
  });
  await deps.store.plans.saveInventory(scope, inventory);
  await progress.change(inventoryPhaseKey, { state: "done" });
  return inventory;
}

async function countAll(context: RunContext, streams: readonly { name: string }[]): Promise<number> {
  let total = 0;
  for (const { name } of streams) total += await context.deps.store.snapshot.count(context.scope, name);
  return total;
}

async function existingReferences(
  context: RunContext,
  builder: InventoryBuilder,
  page: readonly SourceRecord[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const existing = new Map<string, ReadonlySet<string>>();
  for (const [stream, ids] of builder.references(page)) {
    existing.set(stream, await context.deps.store.snapshot.existing(context.scope, stream, [...ids]));
  }
  return existing;
}

/** Duplicates of every board that can merge them, over all its streams; told with its first stream. */
async function countDuplicates(context: RunContext, blueprint: Blueprint | null): Promise<Duplicates> {
  const duplicates: Duplicates = {};
  for (const board of blueprint?.boards ?? []) {
    const [first] = board.streams;
    if (!board.dedupe || first === undefined) continue;
    const { key, title } = board.dedupe;
    const known = duplicates[first] ?? [];
    if (known.some((each) => each.key === key)) continue;
    const found = await context.deps.store.snapshot.duplicates(context.scope, board.streams, key);
    duplicates[first] = [...known, { key, title, ...found }];
  }
  return duplicates;
}
