import type { Inventory, NotMoving, SourceFinding, StreamInventory } from "../../contract/inventory.ts";
import { compareTexts } from "../canonical.ts";
import { referencedIds } from "../mapping/reference-conversions.ts";
import type { FieldDefinition, MatchKey, SourceRecord, StreamDefinition } from "../records.ts";
import { createFieldCounter, type FieldCounter } from "./field-counter.ts";
import { createPersonCounter } from "./person-counter.ts";

export interface InventoryInput {
  readonly migrationId: string;
  /** ISO 8601. */
  readonly readAt: string;
  readonly timezone: string | null;
  /** What the source said it holds, by stream. */
  readonly declared: Readonly<Record<string, number | null>>;
  /** By stream; duplicates over several streams are given under the first of them. */
  readonly duplicates: Readonly<Record<string, StreamInventory["duplicates"]>>;
  readonly findings: readonly SourceFinding[];
  readonly notMoving: readonly NotMoving[];
}

export interface InventoryBuilder {
  /** Ids these records point to, by stream: look up which of them exist and hand that to `add`. */
  references(records: readonly SourceRecord[]): ReadonlyMap<string, ReadonlySet<string>>;
  /** Counts records. `existing` holds those of `references(records)` that are in the snapshot. */
  add(records: readonly SourceRecord[], existing: ReadonlyMap<string, ReadonlySet<string>>): void;
  finish(input: InventoryInput): Inventory;
}

interface StreamCounter {
  readonly definition: StreamDefinition;
  readonly references: readonly FieldDefinition[];
  readonly fields: Map<string, FieldCounter>;
  records: number;
}

/** A field the definition does not name: a custom field, or one the source added. */
function unknownField(name: string): { definition: FieldDefinition; custom: boolean } {
  const custom = /^custom_(.+)$/.exec(name);
  const words = name.replaceAll("_", " ");
  const title = custom ? `Custom field ${custom[1]}` : words.charAt(0).toUpperCase() + words.slice(1);
  return { definition: { name, title, type: "text" }, custom: custom !== null };
}

function createStreamCounter(definition: StreamDefinition): StreamCounter {
  return {
    definition,
    references: definition.fields.filter((field) => field.references !== undefined),
    fields: new Map(definition.fields.map((field) => [field.name, createFieldCounter(field, false)])),
    records: 0,
  };
}

function addFields(counter: StreamCounter, record: SourceRecord): void {
  counter.records += 1;
  for (const [name, value] of Object.entries(record.fields)) {
    let field = counter.fields.get(name);
    if (!field) {
      const { definition, custom } = unknownField(name);
      field = createFieldCounter(definition, custom);
      counter.fields.set(name, field);
    }
    field.add(value);
  }
}

function finishStream(counter: StreamCounter, input: InventoryInput): StreamInventory {
  const known = counter.definition.fields.map((field) => field.name);
  const added = [...counter.fields.keys()].filter((name) => !known.includes(name)).sort(compareTexts);
  const { name, title, derived } = counter.definition;
  return {
    stream: name,
    title,
    records: counter.records,
    declared: input.declared[name] ?? null,
    derived,
    fields: [...known, ...added].flatMap((field) => counter.fields.get(field)?.finish(counter.records) ?? []),
    duplicates: [...(input.duplicates[name] ?? [])],
  };
}

/**
 * Counts a snapshot as it streams by. Memory depends on the number of fields and persons, not of records, and the
 * result not on their order. Records of streams the source does not declare are a bug and throw.
 */
export function createInventoryBuilder(options: {
  readonly source: string;
  readonly streams: readonly StreamDefinition[];
  /** Streams that hold persons, the leading one first. */
  readonly peopleStreams: readonly string[];
  /** The source's match keys: rows of persons with the same login are one person. */
  readonly matchKeys: (record: SourceRecord) => readonly MatchKey[];
}): InventoryBuilder {
  const { source, peopleStreams } = options;
  const counters = new Map(options.streams.map((stream) => [stream.name, createStreamCounter(stream)]));
  const people = createPersonCounter(source, peopleStreams, options.matchKeys);

  function counterOf(record: SourceRecord): StreamCounter {
    const counter = counters.get(record.stream);
    if (!counter) throw new Error(`The source declares no stream ${record.stream}`);
    return counter;
  }

  function references(records: readonly SourceRecord[]): Map<string, Set<string>> {
    const found = new Map<string, Set<string>>();
    for (const record of records) {
      for (const field of counterOf(record).references) {
        const target = field.references ?? "";
        const ids = found.get(target) ?? new Set<string>();
        found.set(target, ids);
        for (const id of referencedIds(record.fields[field.name])) ids.add(id);
      }
    }
    return found;
  }

  function addReferences(
    counter: StreamCounter,
    record: SourceRecord,
    existing: ReadonlyMap<string, ReadonlySet<string>>,
  ): void {
    for (const field of counter.references) {
      const target = field.references ?? "";
      const ids = referencedIds(record.fields[field.name]);
      if (ids.some((id) => !existing.get(target)?.has(id))) counter.fields.get(field.name)?.addDangling();
      if (peopleStreams.includes(target)) for (const id of ids) people.addReference(target, id);
    }
  }

  return {
    references,
    add(records, existing) {
      for (const record of records) {
        const counter = counterOf(record);
        addFields(counter, record);
        addReferences(counter, record, existing);
        if (peopleStreams.includes(record.stream)) people.addPerson(record, counter.definition);
      }
    },
    finish(input) {
      const streams = [...counters.values()].map((counter) => finishStream(counter, input));
      return {
        migrationId: input.migrationId,
        source,
        readAt: input.readAt,
        timezone: input.timezone,
        records: streams.reduce((sum, stream) => sum + stream.records, 0),
        streams,
        people: people.finish(),
        findings: [...input.findings],
        notMoving: [...input.notMoving],
      };
    },
  };
}
