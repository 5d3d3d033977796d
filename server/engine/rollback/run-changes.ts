import { z } from "zod";
import type { OperationResult, WriteOperation } from "../../connectors/types.ts";
import type { TypedValue } from "../../contract/values.ts";
import { typedValueSchema } from "../../contract/values.ts";
import { sha256 } from "../../core/canonical.ts";
import type { SeenItem } from "../../core/rollback/surroundings.ts";
import { compareCell } from "../../core/verify/compare-cell.ts";
import type { LedgerRow, RecordEvent, RevisedWrite } from "../../store/store.ts";
import { stopIfInterrupted } from "../interruption.ts";
import type { Delivery } from "../loading/delivery.ts";
import { type ItemUpdate, sendUpdates } from "../loading/send-updates.ts";
import { parseOperation } from "../loading/stored-operation.ts";
import type { RunContext } from "../run-context.ts";
import type { BoardPlace, Ground } from "./ground.ts";
import type { Entry, Journal } from "./journal.ts";
import { itemsPerCall, readSeen } from "./judge-batch.ts";
import { placeOfPhase } from "./landed-items.ts";

type Values = Readonly<Record<string, TypedValue | null>>;

const valuesSchema = z.record(z.string(), typedValueSchema.nullable());
const bodySchema = z.object({ before: valuesSchema.optional(), after: valuesSchema.optional() });

/** What a run changed on an item that was there before the run, planned column ids. */
interface Change {
  readonly row: LedgerRow;
  readonly itemId: string;
  readonly place: BoardPlace;
  readonly before: Values;
  readonly after: Values;
}

/** A change with what monday shows now. */
interface JudgedChange {
  readonly change: Change;
  readonly boardId: string;
  /** Cells to write, by planned column id; and those that are as before already. */
  readonly back: Values;
  readonly already: Values;
  readonly kept: readonly string[];
}

/** Changes of a run, batch by batch, as they stand now. */
export async function* changesOfRun(ground: Ground, runId: string): AsyncGenerator<readonly JudgedChange[]> {
  const { store } = ground.deps;
  for (let afterSeq: number | null = 0; afterSeq !== null; ) {
    stopIfInterrupted(ground.signal);
    const query = { runId, afterSeq, limit: itemsPerCall };
    const events: readonly (RecordEvent & { seq: number })[] = await store.recordEvents.ofRun(
      ground.scope,
      query,
    );
    const changes = await toChanges(ground, events);
    const seen = await readSeen(
      ground,
      changes.map(({ itemId }) => itemId),
    );
    if (changes.length > 0) yield changes.flatMap((change) => judge(change, seen.get(change.itemId)));
    afterSeq = events.at(-1)?.seq ?? null;
  }
}

async function toChanges(ground: Ground, events: readonly RecordEvent[]): Promise<readonly Change[]> {
  const changed = events.filter(({ kind }) => kind === "changed");
  const changes: Change[] = [];
  for (const [phase, own] of Map.groupBy(changed, (event) => event.phase)) {
    const place = placeOfPhase(ground, phase);
    const ids = [...new Set(own.map(({ externalId }) => externalId))];
    const rows = await ground.deps.store.ledger.rows(ground.scope, phase, ids);
    for (const [externalId, each] of Map.groupBy(own, (event) => event.externalId)) {
      const row = rows.get(externalId);
      // A record that the run itself brought is removed with its item.
      if (!place || !row || row.state !== "done" || ground.isRowIn(row)) continue;
      const bodies = each.map(({ body }) => bodySchema.parse(JSON.parse(body)));
      const before = Object.assign({}, ...bodies.map((body) => body.before ?? {}).reverse());
      const after = Object.assign({}, ...bodies.map((body) => body.after ?? {}));
      changes.push({ row, place, before, after, itemId: each[0]?.itemId ?? "" });
    }
  }
  return changes;
}

function judge(change: Change, seen: SeenItem | undefined): readonly JudgedChange[] {
  if (!seen) return [];
  const back: Record<string, TypedValue | null> = {};
  const already: Record<string, TypedValue | null> = {};
  const kept: string[] = [];
  for (const [columnId, after] of Object.entries(change.after)) {
    const before = change.before[columnId] ?? null;
    const today =
      columnId === "name"
        ? { text: seen.name, value: null }
        : seen.cells[change.place.realIds.get(columnId) ?? columnId];
    if (compareCell(after, today) === "same") back[columnId] = before;
    else if (compareCell(before, today) === "same") already[columnId] = before;
    else kept.push(columnId);
  }
  return [{ change, boardId: seen.boardId, back, already, kept }];
}

/** Gives the cells a run has changed their values from before, where monday still holds what the run wrote. */
export async function takeBackChanges(
  context: RunContext,
  ground: Ground,
  input: { journal: Journal; runId: string; onDone: (items: number) => Promise<void> },
): Promise<void> {
  for await (const judged of changesOfRun(ground, input.runId)) {
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
  const { row, itemId, place } = change;
  const typed = Object.fromEntries(
    Object.entries({ ...back, ...already }).map(([columnId, value]) => [
      place.realIds.get(columnId) ?? columnId,
      value,
    ]),
  );
  const isLeft = Object.keys(typed).length === 0;
  return {
    kind: "item",
    key: row.externalId,
    phase: row.phase,
    name: row.name,
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
  const updates = judged.flatMap(({ change, back }) => toUpdate(change, back));
  if (!first || updates.length === 0) return;
  const { place, row } = first.change;
  const { externalIdColumnId } = place;
  const delivery: Delivery = {
    context,
    destination: ground.destination,
    target: { phase: row.phase, boardId, externalIdColumnId },
    titleOf: (columnId) => columnId,
    withoutPeople: async () => null,
  };
  await sendUpdates(delivery, updates, (update, result: OperationResult) => {
    if (!result.ok) failed.set(update.itemId, result.error.userMessage);
  });
}

function toUpdate({ row, itemId, place }: Change, back: Values): readonly ItemUpdate[] {
  const cells = Object.entries(back).filter(([columnId]) => columnId !== "name");
  const name = back.name?.kind === "text" ? back.name.text : null;
  if (cells.length === 0 && name === null) return [];
  const values = Object.fromEntries(
    cells.map(([columnId, value]) => [place.realIds.get(columnId) ?? columnId, value]),
  );
  return [{ kind: "update_item", externalId: row.externalId, itemId, name, values }];
}

/** The row holds again what it held before the run; what it asks for is not known, so the next round looks again. */
function toRevised(context: RunContext, { change, back, already }: JudgedChange): readonly RevisedWrite[] {
  const { row } = change;
  const values = { ...back, ...already };
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
}

function withValues(operation: WriteOperation, values: Values): WriteOperation {
  if (operation.kind === "create_update") return operation;
  const { name, ...cells } = values;
  const held: Record<string, TypedValue> = {};
  for (const [columnId, value] of Object.entries({ ...operation.values, ...cells })) {
    if (value !== null) held[columnId] = value;
  }
  if (operation.kind === "update_item") return { ...operation, values: held };
  return { ...operation, name: name?.kind === "text" ? name.text : operation.name, values: held };
}

function toEvent(context: RunContext, { change, back, already }: JudgedChange): readonly RecordEvent[] {
  const before = Object.fromEntries(
    Object.keys({ ...back, ...already }).map((columnId) => [columnId, change.after[columnId] ?? null]),
  );
  const after = { ...back, ...already };
  if (Object.keys(after).length === 0) return [];
  const { phase, externalId } = change.row;
  return [
    {
      ...{ phase, externalId, itemId: change.itemId },
      runId: context.run.id,
      at: context.deps.clock.now(),
      kind: "changed",
      body: JSON.stringify({ columns: Object.keys(after), before, after }),
    },
  ];
}
