import type { Plan, PlanBoard } from "../../contract/plan.ts";
import type { TypedValue } from "../../contract/values.ts";
import { compileBoard, keptUpdateKey, type MappedRecord } from "../../core/mapping/compile-board.ts";
import type { SourceRecord } from "../../core/records.ts";
import type { LedgerRow } from "../../store/store.ts";
import { personNotAssigned, usersIn } from "./board-job.ts";
import { droppedNoteCode } from "./done-write.ts";
import { parseOperation } from "./stored-operation.ts";

/** Names of people the plan assigns to a record and its item shows nowhere, because monday refused or dropped them. */
export type HiddenNames = (record: SourceRecord, row: LedgerRow | undefined) => readonly string[];

type Values = Readonly<Record<string, TypedValue | null>>;

/** Null for a board that assigns nobody. What was written is taken from the ledger: any run may have refused. */
export function createHiddenNames(plan: Plan, board: PlanBoard): HiddenNames | null {
  if (!board.columns.some((column) => column.include && column.type === "people")) return null;
  // Several people may stand for one user: with their keys in place of user ids a cell tells who is meant.
  const people = plan.people.map((person) => ({
    ...person,
    userId: person.userId === null ? null : person.key,
  }));
  const planned = compileBoard({ ...plan, people }, board);
  const byKey = new Map(plan.people.map((person) => [person.key, person]));
  return (record, row) => {
    if (!row?.notes.some(({ code }) => code === personNotAssigned.code || code === droppedNoteCode))
      return [];
    const dropped = new Set(
      row.notes.flatMap(({ code, column }) => (code === droppedNoteCode ? column : [])),
    );
    const written = writtenBy(row);
    const shown = namesShown(written);
    const hidden = new Set<string>();
    for (const [columnId, value] of Object.entries(planned.map(record).values)) {
      const assigned = dropped.has(columnId) ? [] : usersIn(written[columnId] ?? null);
      for (const key of usersIn(value)) {
        const person = byKey.get(key);
        const isLost = person?.userId && !assigned.includes(person.userId) && !shown.has(person.name);
        if (isLost) hidden.add(person.name);
      }
    }
    return [...hidden];
  };
}

function writtenBy(row: LedgerRow): Values {
  const operation = row.operation ? parseOperation(row.operation) : null;
  return operation === null || operation.kind === "create_update" ? {} : operation.values;
}

function namesShown(values: Values): ReadonlySet<string> {
  return new Set(
    Object.values(values).flatMap((value) => (value?.kind === "text" ? value.text.split(", ") : [])),
  );
}

/** Names that no column of the board shows go where everything goes that does not fit a cell. */
export function keepNames(mapped: MappedRecord, names: readonly string[]): MappedRecord {
  if (names.length === 0) return mapped;
  const kept = mapped.updates.find((update) => update.key === keptUpdateKey);
  const head = kept?.body ?? "Values that did not fit\n";
  const body = `${head}\nNot assigned: ${names.join(", ")}`;
  const update = { key: keptUpdateKey, body, writtenOn: kept?.writtenOn ?? null };
  const others = mapped.updates.filter((each) => each.key !== keptUpdateKey);
  return { ...mapped, updates: [...others, update] };
}
