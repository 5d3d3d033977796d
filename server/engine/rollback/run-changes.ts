import type { BoardState, OperationResult, WriteOperation } from "../../connectors/types.ts";
import type { TypedValue } from "../../contract/values.ts";
import { sha256 } from "../../core/canonical.ts";
import type { Values } from "../../core/rollback/fold-changes.ts";
import type { RecordEvent, RevisedWrite } from "../../store/store.ts";
import { nameKey } from "../delta/conflict-body.ts";
import type { Delivery } from "../loading/delivery.ts";
import { type ItemUpdate, sendUpdates } from "../loading/send-updates.ts";
import { parseOperation } from "../loading/stored-operation.ts";
import type { RunContext } from "../run-context.ts";
import type { Ground } from "./ground.ts";
import type { Entry, Journal } from "./journal.ts";
import { type ChangedRecord, changesOfRun, type JudgedChange } from "./read-changes.ts";

/** Gives the cells a run has changed their values from before, where monday still holds what the run wrote. */
export async function takeBackChanges(
  context: RunContext,
  ground: Ground,
  input: {
    journal: Journal;
    runId: string;
    states: ReadonlyMap<string, BoardState>;
    onDone: (items: number) => Promise<void>;
  },
): Promise<void> {
  for await (const judged of changesOfRun(ground, input)) {
    const entries = judged.map((each) => toEntry(each));
    await input.journal.intend(entries);
    const failed = new Map<string, string>();
    for (const [boardId, own] of Map.groupBy(judged, (each) => each.boardId)) {
      await write(context, ground, { boardId, judged: own, failed });
    }
    const done = judged.filter(({ change }) => !failed.has(change.itemId));
    await context.commit({
      revised: done.flatMap((each) => toRevised(context, each)),
      events: done.flatMap((each) => toEvent(context, each)),
    });
    await input.journal.done(
      entries.map((entry) => {
        const reason = failed.get(entry.destinationId);
        return reason === undefined ? entry : { ...entry, action: "left", code: "refused", reason };
      }),
      [],
    );
    await input.onDone(judged.length);
  }
}

function toEntry({ change, boardId, back, already, kept }: JudgedChange): Entry {
  const { records, itemId, place } = change;
  const row = records[0]?.row;
  const typed = { ...back, ...already };
  const isLeft = Object.keys(typed).length === 0;
  return {
    kind: "item",
    key: row?.externalId ?? itemId,
    phase: row?.phase ?? null,
    name: row?.name ?? "",
    destinationId: itemId,
    board: place.key,
    action: isLeft ? "left" : "restored",
    code: kept.length > 0 ? "touched_cell" : null,
    reason: kept.length > 0 ? `Changed in monday since, left as it is: ${kept.length} of its values.` : null,
    before: isLeft ? null : JSON.stringify({ boardId, typed }),
  };
}

async function write(
  context: RunContext,
  ground: Ground,
  input: { boardId: string; judged: readonly JudgedChange[]; failed: Map<string, string> },
): Promise<void> {
  const { boardId, judged, failed } = input;
  const [first] = judged;
  const updates = judged.flatMap(toUpdate);
  if (!first || updates.length === 0) return;
  const { key: phase, externalIdColumnId } = first.change.place;
  const delivery: Delivery = {
    context,
    destination: ground.destination,
    target: { phase, boardId, externalIdColumnId },
    titleOf: (columnId) => columnId,
    withoutPeople: async () => null,
  };
  await sendUpdates(delivery, updates, (update, result: OperationResult) => {
    if (!result.ok) failed.set(update.itemId, result.error.userMessage);
  });
}

function toUpdate({ change, back }: JudgedChange): readonly ItemUpdate[] {
  const { [nameKey]: renamed, ...values } = back;
  const name = renamed?.kind === "text" ? renamed.text : null;
  const [first] = change.records;
  if (!first || (Object.keys(values).length === 0 && name === null)) return [];
  const { externalId } = first.row;
  return [{ kind: "update_item", externalId, itemId: change.itemId, name, values }];
}

/** The rows hold again what they held before the run; what they ask for is not known: the next round looks again. */
function toRevised(context: RunContext, judged: JudgedChange): readonly RevisedWrite[] {
  return judged.change.records.flatMap((record): RevisedWrite[] => {
    const { row } = record;
    const values = givenBack(judged, record);
    if (Object.keys(values).length === 0) return [];
    const { phase, externalId, name, outcome, notes } = row;
    const operation = row.operation === null ? null : withValues(parseOperation(row.operation), values);
    return [
      {
        ...{ phase, externalId, name, notes, outcome: outcome ?? "updated" },
        runId: context.run.id,
        payloadHash: sha256(`${row.payloadHash ?? ""}\n${context.run.id}`),
        operation: operation === null ? null : JSON.stringify(operation),
        doneAt: context.deps.clock.now(),
      },
    ];
  });
}

/** What the record's columns hold again, by the plan's ids. */
function givenBack({ back, already }: JudgedChange, { columns }: ChangedRecord): Values {
  const values = new Map(Object.entries({ ...back, ...already }));
  return Object.fromEntries(
    [...columns].flatMap(([columnId, realId]) => {
      const value = values.get(realId);
      return value === undefined ? [] : [[columnId, value] as const];
    }),
  );
}

function withValues(operation: WriteOperation, values: Values): WriteOperation {
  if (operation.kind === "create_update") return operation;
  const { [nameKey]: name, ...cells } = values;
  const held: Record<string, TypedValue> = {};
  for (const [columnId, value] of Object.entries({ ...operation.values, ...cells })) {
    if (value !== null) held[columnId] = value;
  }
  if (operation.kind === "update_item") return { ...operation, values: held };
  return { ...operation, name: name?.kind === "text" ? name.text : operation.name, values: held };
}

function toEvent(context: RunContext, judged: JudgedChange): readonly RecordEvent[] {
  const { itemId, records, after: written } = judged.change;
  return records.flatMap((record): RecordEvent[] => {
    const after = givenBack(judged, record);
    const columns = Object.keys(after);
    if (columns.length === 0) return [];
    const wasWritten = (columnId: string): TypedValue | null =>
      written[record.columns.get(columnId) ?? columnId] ?? null;
    const before = Object.fromEntries(columns.map((columnId) => [columnId, wasWritten(columnId)]));
    const { phase, externalId } = record.row;
    return [
      {
        ...{ phase, externalId, itemId },
        runId: context.run.id,
        at: context.deps.clock.now(),
        kind: "changed",
        body: JSON.stringify({ columns, before, after }),
      },
    ];
  });
}
