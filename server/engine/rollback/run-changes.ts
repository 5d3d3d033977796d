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
    await input.journal.intend(judged.map((each) => toEntry(each, undefined)));
    const refusals: Refusals = new Map();
    for (const [boardId, own] of Map.groupBy(judged, (each) => each.boardId)) {
      await write(context, ground, { boardId, judged: own, refusals });
    }
    const done = judged.map((each) => withoutRefused(each, refusals.get(each.change.itemId)));
    await context.commit({
      revised: done.flatMap((each) => toRevised(context, each)),
      events: done.flatMap((each) => toEvent(context, each)),
    });
    await input.journal.done(
      done.map((each) => toEntry(each, refusals.get(each.change.itemId))),
      [],
    );
    await input.onDone(judged.length);
  }
}

/** Cells of an item that monday does not take back, and what it says to the first of them. */
interface Refusal {
  readonly columns: Set<string>;
  readonly reason: string;
}

/** By item. */
type Refusals = Map<string, Refusal>;

function withoutRefused(judged: JudgedChange, refusal: Refusal | undefined): JudgedChange {
  if (!refusal) return judged;
  const taken = Object.entries(judged.back).filter(([columnId]) => !refusal.columns.has(columnId));
  return { ...judged, back: Object.fromEntries(taken) };
}

function toEntry(
  { change, boardId, back, already, kept }: JudgedChange,
  refusal: Refusal | undefined,
): Entry {
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
    ...whyLeft(kept, refusal),
    before: isLeft ? null : JSON.stringify({ boardId, typed }),
  };
}

function whyLeft(kept: readonly string[], refusal: Refusal | undefined): Pick<Entry, "code" | "reason"> {
  if (refusal) return { code: "refused", reason: refusal.reason };
  if (kept.length === 0) return { code: null, reason: null };
  const reason = `Changed since, in monday or by a later run; left as it is: ${kept.length} of its values.`;
  return { code: "touched_cell", reason };
}

/** Cells of an item go together; where monday refuses them, each on its own shows which of them it is about. */
async function write(
  context: RunContext,
  ground: Ground,
  input: { boardId: string; judged: readonly JudgedChange[]; refusals: Refusals },
): Promise<void> {
  const { boardId, judged, refusals } = input;
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
  const refused: ItemUpdate[] = [];
  function take(update: ItemUpdate, result: OperationResult): void {
    if (result.ok) return;
    const cells = cellsOf(update);
    if (cells.length > 1 && result.error.code !== "monday.item_missing") {
      refused.push(update);
      return;
    }
    const { itemId } = update;
    const refusal = refusals.get(itemId) ?? { columns: new Set(), reason: result.error.userMessage };
    refusals.set(itemId, refusal);
    for (const columnId of cells) refusal.columns.add(columnId);
  }
  await sendUpdates(delivery, updates, take);
  await sendUpdates(delivery, refused.flatMap(toSingles), take);
}

/** Columns an update writes; the name's key for a name. */
function cellsOf({ name, values }: ItemUpdate): readonly string[] {
  return [...Object.keys(values), ...(name === null ? [] : [nameKey])];
}

function toSingles(update: ItemUpdate): readonly ItemUpdate[] {
  const cells = Object.entries(update.values).map(
    ([columnId, value]): ItemUpdate => ({ ...update, name: null, values: { [columnId]: value } }),
  );
  return update.name === null ? cells : [...cells, { ...update, values: {} }];
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
