import type { Failure } from "../../contract/errors.ts";
import type { ItemDecision } from "../../core/rollback/judge-item.ts";
import type { Cells } from "../../core/rollback/landed-item.ts";
import { isOursToRemove } from "../../core/rollback/landed-item.ts";
import type { LedgerKey } from "../../store/store.ts";
import { stopIfInterrupted } from "../interruption.ts";
import type { BoardPlace } from "./ground.ts";
import type { Entry, Journal } from "./journal.ts";
import { type Bench, chunks, itemsPerCall, type Judged, judgeBatch } from "./judge-batch.ts";
import type { ItemRow } from "./landed-items.ts";
import { type RefusedCells, type Restored, restoreCells } from "./restore-cells.ts";
import { rowsInScope } from "./survey-board.ts";

/** Told how many items or rows are settled. */
export type OnDone = (done: { readonly items: number; readonly left: number }) => Promise<void>;

/**
 * Takes back a board item by item: each batch is read anew right before, so that what a person does meanwhile is
 * seen. Rows that never had an item are simply forgotten.
 */
export async function takeBackItems(
  bench: Bench,
  journal: Journal,
  place: BoardPlace,
  onDone: OnDone,
): Promise<void> {
  for await (const rows of rowsInScope(bench.ground, place)) {
    const ids = [...new Set(rows.flatMap((row) => bench.unfinished.itemOf(row) ?? []))];
    for (const some of chunks(ids, itemsPerCall)) {
      stopIfInterrupted(bench.ground.signal);
      await onDone(await takeBackBatch(bench, journal, some));
    }
    const itemless = rows.filter((row) => bench.unfinished.itemOf(row) === null);
    await journal.done([], itemless.map(toKey));
  }
}

/** What is to happen to one item, with the entries that tell it. */
interface Task {
  readonly judged: Judged;
  readonly decision: ItemDecision;
  readonly boardId: string;
  readonly entries: readonly Entry[];
}

/** Judges these items as they are now and does it. */
export async function takeBackBatch(
  bench: Bench,
  journal: Journal,
  itemIds: readonly string[],
): Promise<{ items: number; left: number }> {
  const judged = await judgeBatch(bench, itemIds);
  const tasks = judged.map((each) => toTask(journal, each));
  await journal.intend(tasks.flatMap(({ entries }) => entries));
  const refusals = new Map<string, Failure>();
  await removeUpdates(bench, tasks, refusals);
  const partly = await restoreTasks(bench, tasks, refusals);
  await removeItems(bench, tasks, refusals);
  await journal.done(
    tasks.flatMap((task) => task.entries.map((entry) => ended(withoutCells(entry, partly), refusals))),
    tasks.flatMap((task) => rowsToForget(task, refusals)),
  );
  const left = tasks.filter(({ decision }) => decision.kind === "leave").length;
  return { items: tasks.length, left };
}

function toTask(journal: Journal, judged: Judged): Task {
  const { seen, place, decision } = judged;
  const boardId = seen?.boardId ?? place?.boardId ?? "";
  return { judged, decision, boardId, entries: entriesFor(journal, judged, boardId) };
}

function entriesFor(journal: Journal, judged: Judged, boardId: string): readonly Entry[] {
  const { decision } = judged;
  const common = commonOf(judged);
  const before = journal.pending(common);
  switch (decision.kind) {
    case "gone":
      return [{ ...common, action: before?.action === "removed" ? "removed" : "gone" }];
    case "remove":
      return [{ ...common, action: "removed", reason: decision.lost?.reason ?? null }];
    case "leave":
      return [{ ...common, action: "left", code: decision.code, reason: decision.reason }];
    case "restore": {
      const known = before?.action === "restored" ? cellsBefore(before.before) : {};
      const cells = { ...known, ...decision.cells };
      const told = { code: decision.left?.code ?? null, reason: decision.left?.reason ?? null };
      const image = JSON.stringify({ boardId, cells });
      const on = JSON.stringify({ itemId: judged.item.itemId });
      const updates = decision.updates.map((update): Entry => {
        const { id, externalId } = update;
        return { ...common, kind: "update", key: externalId, destinationId: id, before: on };
      });
      if (Object.keys(cells).length > 0)
        return [...updates, { ...common, action: "restored", ...told, before: image }];
      return decision.left ? [...updates, { ...common, action: "left", ...told }] : updates;
    }
  }
}

function commonOf({ item, place }: Judged): Entry {
  const first = item.rows.find(({ inScope }) => inScope);
  return {
    kind: "item",
    key: first?.externalId ?? item.itemId,
    phase: first?.phase ?? null,
    name: first?.name ?? "",
    destinationId: item.itemId,
    board: place?.key ?? null,
    action: "removed",
    code: null,
    reason: null,
    before: null,
  };
}

/** The cells an entry says have to be there again. */
function cellsBefore(text: string | null): Cells {
  const parsed = text === null ? null : (JSON.parse(text) as { cells: Cells });
  return parsed?.cells ?? {};
}

/** How many cells an entry says have to be there again. */
export function cellsIn(text: string | null): number {
  const parsed = text === null ? null : (JSON.parse(text) as { cells?: Cells; typed?: object });
  return Object.keys(parsed?.cells ?? {}).length + Object.keys(parsed?.typed ?? {}).length;
}

async function removeUpdates(
  { ground }: Bench,
  tasks: readonly Task[],
  refusals: Map<string, Failure>,
): Promise<void> {
  const updates = tasks.flatMap(({ decision }) => (decision.kind === "restore" ? decision.updates : []));
  if (updates.length === 0) return;
  const updateIds = updates.map(({ id }) => id);
  const externalIds = Object.fromEntries(updates.map(({ id, externalId }) => [id, externalId]));
  const ends = await ground.ask(() =>
    ground.destination.removeUpdates({ updateIds, externalIds }, ground.signal),
  );
  for (const [id, end] of ends) if (end.kind === "refused") refusals.set(ofUpdate(id), end.error);
}

/** Updates and items are counted apart in monday: their ids may be the same. */
function ofUpdate(id: string): string {
  return `update ${id}`;
}

async function restoreTasks(
  { ground }: Bench,
  tasks: readonly Task[],
  refusals: Map<string, Failure>,
): Promise<ReadonlyMap<string, RefusedCells>> {
  const wanted = tasks.flatMap(({ decision, boardId, judged }) =>
    decision.kind === "restore" && Object.keys(decision.cells).length > 0
      ? [{ boardId, itemId: judged.item.itemId, ...recordOf(judged), cells: toRaw(decision.cells) }]
      : [],
  );
  const { refused, partly } = await restoreCells(ground, wanted);
  for (const [id, failure] of refused) refusals.set(id, failure);
  return partly;
}

/** A restoration some of whose cells monday refused: they stay as they are, and are told. */
function withoutCells(entry: Entry, partly: ReadonlyMap<string, RefusedCells>): Entry {
  const refused = entry.action === "restored" ? partly.get(entry.destinationId) : undefined;
  if (!refused || entry.before === null) return entry;
  const image = JSON.parse(entry.before) as { boardId: string; cells: Cells };
  const kept = Object.entries(image.cells).filter(([columnId]) => !refused.columns.has(columnId));
  const before = JSON.stringify({ ...image, cells: Object.fromEntries(kept) });
  return { ...entry, before, code: "refused", reason: refused.failure.userMessage };
}

/** The record an item is taken back for, as the audit trail names it. */
function recordOf({ item }: Judged): { externalId?: string } {
  const row = item.rows.find(({ inScope }) => inScope);
  return row ? { externalId: row.externalId } : {};
}

/** Restored cells as the destination takes them: links only where the column has some. */
function toRaw(cells: Cells): Restored["cells"] {
  return Object.fromEntries(
    Object.entries(cells).map(([columnId, { value, linkedItemIds }]) => [
      columnId,
      { value, ...(linkedItemIds === undefined ? {} : { linkedItemIds }) },
    ]),
  );
}

async function removeItems(
  { ground }: Bench,
  tasks: readonly Task[],
  refusals: Map<string, Failure>,
): Promise<void> {
  const going = tasks.filter(({ decision }) => decision.kind === "remove");
  for (const [boardId, here] of Map.groupBy(going, (task) => task.boardId)) {
    const itemIds = here.map(({ judged }) => judged.item.itemId);
    const externalIds = Object.fromEntries(
      here.flatMap(({ judged }) => {
        const { externalId } = recordOf(judged);
        return externalId === undefined ? [] : [[judged.item.itemId, externalId] as const];
      }),
    );
    const request = { boardId, itemIds, externalIds };
    const ends = await ground.ask(() => ground.destination.removeItems(request, ground.signal));
    for (const [id, end] of ends) if (end.kind === "refused") refusals.set(id, end.error);
  }
}

/** An entry as it ended: what monday refused is left. */
function ended(entry: Entry, refusals: ReadonlyMap<string, Failure>): Entry {
  const { kind, destinationId } = entry;
  const failure = refusals.get(kind === "update" ? ofUpdate(destinationId) : destinationId);
  if (!failure || entry.action === "left" || entry.action === "gone") return entry;
  return { ...entry, action: "left", code: "refused", reason: failure.userMessage, before: null };
}

/** Rows that are not true any more. What stays keeps its rows, so that the next import knows it. */
function rowsToForget(task: Task, refusals: ReadonlyMap<string, Failure>): readonly LedgerKey[] {
  const { decision, judged } = task;
  const { item } = judged;
  if (decision.kind === "leave") return [];
  const isRefused = refusals.has(item.itemId);
  const own = item.rows.filter(({ foreign }) => !foreign);
  const isItemGone = decision.kind === "remove" || (decision.kind === "gone" && isOursToRemove(item));
  if (isItemGone) return isRefused ? [] : own.map(toKey);
  const kept = new Set(
    judged.updates.flatMap(({ id, externalId }) => (isKept(task, id, refusals) ? (externalId ?? []) : [])),
  );
  const isToForget = ({ kind, externalId }: ItemRow): boolean =>
    kind === "update" ? !kept.has(externalId) : !isRefused;
  return own.filter((row) => row.inScope && isToForget(row)).map(toKey);
}

function isKept({ decision }: Task, updateId: string, refusals: ReadonlyMap<string, Failure>): boolean {
  if (decision.kind !== "restore") return false;
  return refusals.has(ofUpdate(updateId)) || !decision.updates.some(({ id }) => id === updateId);
}

function toKey({ phase, externalId }: LedgerKey | ItemRow): LedgerKey {
  return { phase, externalId };
}
