import type { Plan, PlanBoard } from "../../contract/plan.ts";
import { isEmpty, type SourceRecord } from "../records.ts";
import type { SourceWords } from "./source-words.ts";

export interface LeftOutField {
  readonly name: string;
  readonly title: string;
  readonly reason: string;
}

/**
 * Filled fields of a record that nothing in monday shows: no column of any of its boards, no name, group or update.
 * Told on the last board the record goes to, which is the one that has it in full.
 */
export function createFieldsLeftOut(
  plan: Plan,
  words: SourceWords,
): (board: PlanBoard, record: SourceRecord) => readonly LeftOutField[] {
  const shown = new Map<string, Set<string>>();
  const telling = new Map<string, string>();
  for (const board of plan.boards.filter(({ include }) => include)) {
    for (const stream of board.streams) {
      const fields = shown.get(stream) ?? new Set<string>();
      shown.set(stream, fields);
      for (const field of fieldsOf(board)) fields.add(field);
      telling.set(stream, baseKey(board));
    }
  }
  return (board, record) => {
    if (telling.get(record.stream) !== baseKey(board)) return [];
    const known = shown.get(record.stream);
    return Object.entries(record.fields).flatMap(([name, value]) => {
      if (isEmpty(value) || known?.has(name) || words.field(record, name) === "") return [];
      const column = board.columns.find(({ fields }) => fields.includes(name));
      const title = column?.title ?? words.title(record.stream, name);
      return [{ name, title, reason: column?.reason ?? "No column is made of this field." }];
    });
  };
}

function baseKey(board: PlanBoard): string {
  return board.part?.of ?? board.key;
}

function fieldsOf(board: PlanBoard): readonly string[] {
  return [
    ...board.nameFields.map((field) => field.replace("@person:", "")),
    ...(board.groupBy === null ? [] : [board.groupBy]),
    ...board.columns.flatMap((column) => (column.include ? column.fields : [])),
    ...board.updates.flatMap((update) => (update.include ? [update.field] : [])),
  ];
}
