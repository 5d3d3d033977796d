import type { ConflictRow, RecordEvent } from "../../store/store.ts";
import type { BoardJob } from "../loading/board-job.ts";
import type { Change, FieldConflict } from "../loading/change-draft.ts";
import type { LoadTarget } from "../loading/prepared.ts";
import { type ConflictBody, conflictId, nameKey } from "./conflict-body.ts";
import { type ItemNames, readItemNames, todayWords, valueWords } from "./conflict-words.ts";

type WithItem = Pick<Change, "row" | "itemId" | "record" | "conflicts" | "asked" | "payloadHash">;

/**
 * Stores what a person has to decide, before the ledger knows that the record was looked at: a crash in between
 * leaves the question, never loses it. Answers the external ids of records with a question that is new.
 */
export async function putConflicts(
  job: BoardJob,
  target: LoadTarget,
  changes: readonly WithItem[],
): Promise<ReadonlySet<string>> {
  const asking = changes.filter(({ conflicts }) => conflicts.length > 0);
  if (asking.length === 0) return new Set();
  const { deps, scope } = job.context;
  const items = await readItemNames(job.context, asking.flatMap(linkedIn));
  const rows = asking.flatMap((change) =>
    change.conflicts.map((conflict) => toRow(job, { target, change, conflict, items })),
  );
  const anew = asking.flatMap(({ row, conflicts }) =>
    conflicts.filter((each) => each.isAskedAnew).map(({ columnKey }) => conflictId(row, columnKey)),
  );
  await deps.store.conflicts.settle(scope, anew);
  await deps.store.conflicts.put(scope, rows);
  return new Set(asking.filter((change) => isNew(job, change)).map(({ record }) => record.externalId));
}

/** New to the person: not open yet, or opened by this run just before it was interrupted. */
function isNew(job: BoardJob, { row, conflicts, asked, payloadHash }: WithItem): boolean {
  return conflicts.some(({ columnKey, isAskedAnew }) => {
    const known = asked.find(({ id }) => id === conflictId(row, columnKey));
    if (known === undefined || known.state === "settled" || isAskedAnew) return true;
    return known.runId === job.context.run.id && row.payloadHash !== payloadHash;
  });
}

function linkedIn({ conflicts }: WithItem): readonly string[] {
  return conflicts.flatMap(({ base, source, monday }) => [
    ...(base?.kind === "relation_items" ? base.itemIds : []),
    ...(source?.kind === "relation_items" ? source.itemIds : []),
    ...(monday.linkedItemIds ?? []),
  ]);
}

function toRow(
  job: BoardJob,
  input: { target: LoadTarget; change: WithItem; conflict: FieldConflict; items: ItemNames },
): ConflictRow {
  const { row, itemId } = input.change;
  const { columnKey } = input.conflict;
  return {
    id: conflictId(row, columnKey),
    kind: "field",
    phase: row.phase,
    externalId: row.externalId,
    itemId,
    columnKey,
    ...{ state: "open", decision: null, decidedBy: null, decidedAt: null },
    foundAt: job.context.deps.clock.now(),
    runId: job.context.run.id,
    body: JSON.stringify(toBody(job, input)),
  };
}

function toBody(
  job: BoardJob,
  { target, change, conflict, items }: Parameters<typeof toRow>[1],
): ConflictBody {
  const { columnId, columnKey, base, source, monday } = conflict;
  const column = job.board.columns.find((each) => each.columnId === columnId) ?? null;
  const names = { items, plan: job.plan };
  const kind = (base ?? source)?.kind ?? "text";
  const cell = { text: monday.text, value: monday.value };
  return {
    boardTitle: (job.parts.find(({ key }) => key === target.phase) ?? job.board).title,
    boardId: target.boardId,
    name: change.record.name,
    columnTitle: column?.title ?? (columnKey === nameKey ? "Name" : columnKey),
    columnId,
    was: valueWords(base, column, names),
    sourceNow: valueWords(source, column, names),
    mondayNow: todayWords(kind, monday, { shape: column, items }),
    source,
    monday: monday.linkedItemIds ? { ...cell, linkedItemIds: [...monday.linkedItemIds] } : cell,
  };
}

/** For the history of the item. */
export function conflictEvent(
  { row, itemId, conflicts }: WithItem,
  at: { runId: string; doneAt: number },
): RecordEvent {
  const { phase, externalId } = row;
  const body = JSON.stringify({ columns: conflicts.map(({ columnKey }) => columnKey) });
  return { phase, externalId, itemId, runId: at.runId, at: at.doneAt, kind: "conflict", body };
}
