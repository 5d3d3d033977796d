import type { Inventory } from "../../contract/inventory.ts";
import type { Plan, PlanBoard, PlanColumn } from "../../contract/plan.ts";
import type { RecordNote } from "../../contract/records.ts";
import { referencedIds } from "../mapping/reference-conversions.ts";
import { toList, toRawKey } from "../mapping/text.ts";
import { fromExternalId, type SourceRecord } from "../records.ts";

/** On records that hold a value which came up after the plan was made; `column` is the column's key. */
export const unplannedNoteCode = "value_not_planned";

/** Notes about values of a record which the plan could not know. */
export type FindUnplanned = (record: SourceRecord) => readonly RecordNote[];

interface Checked {
  readonly note: RecordNote;
  isUnknown(record: SourceRecord): boolean;
}

/**
 * Labels and people of a plan are complete for what was read when it was made. A later reading may find a new one:
 * its cell is left as it is and the record says so, until the source was read again and the longer plan approved.
 */
export function findUnplanned(
  plan: Plan,
  board: PlanBoard,
  inventory: Pick<Inventory, "streams"> | null,
): FindUnplanned {
  const checks = board.columns
    .filter((column) => column.include)
    .flatMap((column) => toCheck(column, { plan, board, inventory }) ?? []);
  if (checks.length === 0) return () => [];
  return (record) => checks.flatMap((check) => (check.isUnknown(record) ? [check.note] : []));
}

function toCheck(
  column: PlanColumn,
  at: { plan: Plan; board: PlanBoard; inventory: Pick<Inventory, "streams"> | null },
): Checked | null {
  const [field] = column.fields;
  if (field === undefined) return null;
  const isLabelled = column.type === "status" || column.type === "dropdown" || column.type === "tags";
  if (isLabelled && (column.conversion === "label" || column.conversion === "tags")) {
    const known = knownValues(column, field, at);
    if (known === null) return null;
    const valuesOf = column.conversion === "tags" ? toList : (value: Value) => [toRawKey(value)];
    return {
      note: toNote(column, "a value"),
      isUnknown: (record) =>
        valuesOf(record.fields[field]).some((value) => value !== "" && !known.has(value)),
    };
  }
  if (column.type !== "people" || column.conversion !== "person_reference") return null;
  const people = new Set(at.plan.people.flatMap(({ key }) => fromExternalId(key)?.id ?? []));
  return {
    note: toNote(column, "a person"),
    isUnknown: (record) =>
      referencedIds(record.fields[field])
        .slice(0, 1)
        .some((id) => !people.has(id)),
  };
}

type Value = Parameters<typeof toRawKey>[0];

/** Values with a label and values that were seen and left empty; null when nobody counted them all. */
function knownValues(
  column: PlanColumn,
  field: string,
  { board, inventory }: { board: PlanBoard; inventory: Pick<Inventory, "streams"> | null },
): ReadonlySet<string> | null {
  const known = new Set(column.labels.flatMap(({ values }) => values));
  for (const { stream, fields } of inventory?.streams ?? []) {
    if (!board.streams.includes(stream)) continue;
    const counted = fields.find(({ name }) => name === field);
    if (!counted) continue;
    if (counted.distinct === null || counted.distinct > counted.values.length) return null;
    for (const { value } of counted.values) known.add(value);
  }
  return inventory === null ? null : known;
}

function toNote(column: PlanColumn, what: string): RecordNote {
  return {
    code: unplannedNoteCode,
    column: column.key,
    text: `${column.title}: the source now holds ${what} the plan does not know; the cell was left as it is. Read the source again and approve the plan.`,
  };
}
