import { matchKeys } from "../../server/connectors/sources/bizstim/index.ts";
import { assignments } from "../../server/connectors/sources/bizstim/streams/assignments.ts";
import { listStreams } from "../../server/connectors/sources/bizstim/streams/index.ts";
import { serviceGroups } from "../../server/connectors/sources/bizstim/streams/service-groups.ts";
import type { Inventory, StreamInventory } from "../../server/contract/inventory.ts";
import {
  createInventoryBuilder,
  type InventoryInput,
} from "../../server/core/inventory/inventory-builder.ts";
import type { SourceRecord, StreamDefinition } from "../../server/core/records.ts";

/** The streams of the Bizstim connector, so that blueprint and source cannot drift apart unseen. */
export const bizstimStreams: readonly StreamDefinition[] = [
  ...listStreams.map((list) => list.definition),
  serviceGroups.stream,
  assignments.stream,
];

function duplicatesOf(
  records: readonly SourceRecord[],
  streams: readonly string[],
  kind: string,
  title: string,
) {
  const holders = new Map<string, string[]>();
  for (const record of records.filter((each) => streams.includes(each.stream))) {
    for (const key of matchKeys(record)) {
      if (key.kind !== kind) continue;
      holders.set(key.value, [...(holders.get(key.value) ?? []), `${record.stream}:${record.id}`]);
    }
  }
  const shared = [...holders.values()].filter((ids) => ids.length > 1);
  return { key: kind, title, groups: shared.length, records: new Set(shared.flat()).size };
}

/** What the store counts: records that share a match key. */
function countDuplicates(records: readonly SourceRecord[]): Record<string, StreamInventory["duplicates"]> {
  return {
    clients: [duplicatesOf(records, ["clients"], "email", "Clients with the same e-mail")],
    practitioners: [
      duplicatesOf(records, ["practitioners", "staff"], "login", "Staff who are practitioners too"),
    ],
  };
}

/** The inventory of these records, taken by the code that takes it in production. */
export function buildInventory(
  records: readonly SourceRecord[],
  part: Partial<InventoryInput> = {},
): Inventory {
  const builder = createInventoryBuilder({
    source: "bizstim",
    streams: bizstimStreams,
    peopleStreams: ["practitioners", "staff"],
    matchKeys,
  });
  const existing = new Map<string, Set<string>>();
  for (const record of records) {
    existing.set(record.stream, (existing.get(record.stream) ?? new Set()).add(record.id));
  }
  builder.add(records, existing);
  return builder.finish({
    migrationId: "migration-1",
    readAt: "2026-11-21T10:00:00.000Z",
    timezone: null,
    declared: {},
    duplicates: countDuplicates(records),
    findings: [],
    notMoving: [],
    ...part,
  });
}
