import type { BoardState } from "../../connectors/types.ts";
import { withoutEnded } from "../../core/delta/ended-links.ts";
import {
  createChangeFold,
  type FoldedItem,
  type FoldedRecord,
  type NotedChange,
  type Values,
} from "../../core/rollback/fold-changes.ts";
import { linksWritten, type SeenItem } from "../../core/rollback/surroundings.ts";
import { compareCell } from "../../core/verify/compare-cell.ts";
import type { LedgerRow, RecordEvent } from "../../store/store.ts";
import { nameKey } from "../delta/conflict-body.ts";
import { stopIfInterrupted } from "../interruption.ts";
import { changedBodySchema } from "./changed-body.ts";
import type { BoardPlace, Ground } from "./ground.ts";
import { itemsPerCall, readAlive, readSeen } from "./judge-batch.ts";
import { placeOfPhase } from "./landed-items.ts";

/** Events of one batch of items read at a time. */
const eventsPerRead = 500;

/** A record that had a part in the changes of its item. */
export interface ChangedRecord {
  readonly row: LedgerRow;
  /** Columns it changed: the real id of each by the plan's. */
  readonly columns: FoldedRecord["columns"];
}

/** What a run changed on an item that was there before the run, by the ids columns really have. */
interface ChangedItem {
  readonly itemId: string;
  /** At least one. */
  readonly records: readonly ChangedRecord[];
  readonly place: BoardPlace;
  readonly before: Values;
  readonly after: Values;
}

/** A changed item with what monday shows now. */
export interface JudgedChange {
  readonly change: ChangedItem;
  readonly boardId: string;
  /** Cells to write; and those that are as before already. */
  readonly back: Values;
  readonly already: Values;
  readonly kept: readonly string[];
}

type Event = RecordEvent & { readonly seq: number };

/**
 * Items a run has changed, batch by batch, as they stand now. Each comes once, when its first change is reached, with
 * everything the run did to it later.
 */
export async function* changesOfRun(
  ground: Ground,
  input: { runId: string; states: ReadonlyMap<string, BoardState> },
): AsyncGenerator<readonly JudgedChange[]> {
  const { runId, states } = input;
  for (let afterSeq: number | null = 0; afterSeq !== null; ) {
    stopIfInterrupted(ground.signal);
    const query = { runId, afterSeq, limit: itemsPerCall };
    const events: readonly Event[] = await ground.deps.store.recordEvents.ofRun(ground.scope, query);
    const changes = await readChanges(ground, { runId, events, afterSeq });
    const seen = await readSeen(
      ground,
      changes.map(({ itemId }) => itemId),
    );
    const ended = await findEnded(ground, changes);
    if (changes.length > 0) yield changes.flatMap((each) => judge(ground, each, { seen, states, ended }));
    afterSeq = events.at(-1)?.seq ?? null;
  }
}

/** The items of these events but those whose first change came earlier. */
async function readChanges(
  ground: Ground,
  { runId, events, afterSeq }: { runId: string; events: readonly Event[]; afterSeq: number },
): Promise<readonly ChangedItem[]> {
  const itemIds = [...new Set(events.filter(isChange).map(({ itemId }) => itemId))];
  const rows = new Map<string, LedgerRow>();
  const earlier = new Set<string>();
  const fold = createChangeFold((phase, columnId) => realId(ground, phase, columnId));
  for (let after: number | null = 0; after !== null && itemIds.length > 0; ) {
    stopIfInterrupted(ground.signal);
    const query = { runId, itemIds, afterSeq: after, limit: eventsPerRead };
    const page: readonly Event[] = await ground.deps.store.recordEvents.ofRunItems(ground.scope, query);
    const changed = page.filter(isChange);
    await learnRows(ground, changed, rows);
    for (const event of changed) {
      if (event.seq <= afterSeq) earlier.add(event.itemId);
      if (!earlier.has(event.itemId) && rows.has(keyOf(event))) fold.add(toNoted(event));
    }
    after = page.at(-1)?.seq ?? null;
  }
  return fold.read().flatMap((item) => toChanged(ground, item, rows));
}

function isChange({ kind }: RecordEvent): boolean {
  return kind === "changed";
}

function keyOf({ phase, externalId }: { phase: string; externalId: string }): string {
  return JSON.stringify([phase, externalId]);
}

function realId(ground: Ground, phase: string, columnId: string): string {
  return placeOfPhase(ground, phase)?.realIds.get(columnId) ?? columnId;
}

function toNoted({ phase, externalId, itemId, body }: Event): NotedChange {
  return { phase, externalId, itemId, ...changedBodySchema.parse(JSON.parse(body)) };
}

/** A record that the run itself brought is removed with its item, and its changes with it. */
async function learnRows(
  ground: Ground,
  events: readonly Event[],
  rows: Map<string, LedgerRow>,
): Promise<void> {
  const unknown = events.filter((event) => !rows.has(keyOf(event)));
  for (const [phase, own] of Map.groupBy(unknown, (event) => event.phase)) {
    const ids = [...new Set(own.map(({ externalId }) => externalId))];
    for (const row of (await ground.deps.store.ledger.rows(ground.scope, phase, ids)).values()) {
      if (row.state === "done" && !ground.isRowIn(row)) rows.set(keyOf(row), row);
    }
  }
}

function toChanged(
  ground: Ground,
  { itemId, before, after, records }: FoldedItem,
  rows: ReadonlyMap<string, LedgerRow>,
): readonly ChangedItem[] {
  const known = records.flatMap(({ columns, ...record }): ChangedRecord[] => {
    const row = rows.get(keyOf(record));
    return row ? [{ row, columns }] : [];
  });
  const place = placeOfPhase(ground, known[0]?.row.phase ?? "");
  return place ? [{ itemId, place, before, after, records: known }] : [];
}

/** Items that were linked to before and are gone: no link leads there again. */
async function findEnded(ground: Ground, changes: readonly ChangedItem[]): Promise<ReadonlySet<string>> {
  const ended = new Set(changes.flatMap(({ before }) => Object.values(before).flatMap(linksWritten)));
  for (const id of await readAlive(ground, [...ended])) ended.delete(id);
  return ended;
}

function judge(
  { options }: Ground,
  change: ChangedItem,
  at: {
    seen: ReadonlyMap<string, SeenItem>;
    states: ReadonlyMap<string, BoardState>;
    ended: ReadonlySet<string>;
  },
): readonly JudgedChange[] {
  const seen = at.seen.get(change.itemId);
  if (!seen) return [];
  const columns = at.states.get(seen.boardId)?.columns;
  const back: Record<string, Values[string]> = {};
  const already: Record<string, Values[string]> = {};
  const kept: string[] = [];
  for (const [columnId, after] of Object.entries(change.after)) {
    const isName = columnId === nameKey;
    // A column that is deleted holds nothing that could be given back.
    if (!isName && columns?.some(({ id }) => id === columnId) === false) continue;
    const before = withoutEnded(change.before[columnId] ?? null, at.ended);
    const today = isName ? { text: seen.name, value: null } : seen.cells[columnId];
    if (compareCell(after, today) === "same") back[columnId] = before;
    else if (compareCell(before, today) === "same") already[columnId] = before;
    else if (options.includeTouched) back[columnId] = before;
    else kept.push(columnId);
  }
  return [{ change, boardId: seen.boardId, back, already, kept }];
}
