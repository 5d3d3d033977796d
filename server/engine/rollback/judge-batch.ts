import type { BoardState, ReadItem } from "../../connectors/types.ts";
import { type ItemDecision, judgeItem } from "../../core/rollback/judge-item.ts";
import { isOursToRemove, makerOf } from "../../core/rollback/landed-item.ts";
import {
  askedLinks,
  linksBefore,
  linksWritten,
  type SeenItem,
  type SeenUpdate,
  type Surroundings,
} from "../../core/rollback/surroundings.ts";
import type { BoardPlace, Ground } from "./ground.ts";
import { type ItemRows, placeOfPhase, readLanded, type Unfinished } from "./landed-items.ts";
import { type LeftBefore, unlessLeft } from "./left-before.ts";
import { readReplaced } from "./replaced-columns.ts";

/** Items read by id in one call (API facts 7). */
export const itemsPerCall = 100;
const linksPerRead = 500;

/** An item with what a rollback does with it. */
export interface Judged {
  readonly item: ItemRows;
  /** Board its record belongs to; null for one neither plan nor schema knows any more. */
  readonly place: BoardPlace | null;
  readonly seen: SeenItem | null;
  readonly decision: ItemDecision;
  /** Of our comments on the item, ids by external id. */
  readonly updates: readonly SeenUpdate[];
}

/** What a batch of items is judged with. */
export interface Bench {
  readonly ground: Ground;
  readonly unfinished: Unfinished;
  /** Boards as they were when the work on them began. */
  readonly states: ReadonlyMap<string, BoardState>;
  /** Ids of the boards that were archived by then: nothing on them can be read or taken back. */
  readonly archived: ReadonlySet<string>;
  readonly leftBefore: LeftBefore;
}

/** Reads items as they are now and decides on each. Without `seen` they are asked for by id. */
export async function judgeBatch(
  bench: Bench,
  itemIds: readonly string[],
  known: ReadonlyMap<string, SeenItem> | null = null,
): Promise<readonly Judged[]> {
  const { ground } = bench;
  const landed = [...(await readLanded(ground, bench.unfinished, itemIds)).values()];
  const ours = landed.filter((item) => item.rows.some(({ inScope }) => inScope));
  const ids = ours.map(({ itemId }) => itemId);
  const seen = known ?? (await readSeen(ground, ids));
  const updates = await readUpdates(
    ground,
    ids.filter((id) => seen.has(id)),
  );
  const links = await readLinks(ground, ours, seen);
  const replaced = await readReplacedOf(ground, ours, seen);
  return ours.map((item) => {
    const place = placeOf(ground, item, seen.get(item.itemId) ?? null);
    const around = { ...aroundOf(bench, place, links), replaced: replaced.get(item.itemId) ?? new Set() };
    const own = updates.get(item.itemId) ?? [];
    const includeTouched = ground.options.includeTouched ?? false;
    const judged = judgeItem(item, {
      seen: seen.get(item.itemId) ?? null,
      updates: own,
      around,
      includeTouched,
    });
    const decision = unlessLeft(judged, bench.leftBefore.get(item.itemId), includeTouched);
    return { item, place, seen: seen.get(item.itemId) ?? null, decision, updates: own };
  });
}

/** The board an item belongs to: that of the row that made it, else the one it is on. */
function placeOf(ground: Ground, item: ItemRows, seen: SeenItem | null): BoardPlace | null {
  const maker = makerOf(item);
  const made = maker === null ? undefined : placeOfPhase(ground, maker.phase);
  const first = item.rows.find(({ inScope }) => inScope);
  return (
    made ??
    ground.places.find(({ boardId }) => boardId !== "" && boardId === seen?.boardId) ??
    placeOfPhase(ground, first?.phase ?? "") ??
    null
  );
}

async function readReplacedOf(
  ground: Ground,
  items: readonly ItemRows[],
  seen: ReadonlyMap<string, SeenItem>,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const replaced = new Map<string, ReadonlySet<string>>();
  for (const item of items) {
    const today = seen.get(item.itemId) ?? null;
    const place = placeOf(ground, item, today);
    const columns = await readReplaced(ground, { item, place, seen: today });
    if (columns.size > 0) replaced.set(item.itemId, columns);
  }
  return replaced;
}

function aroundOf(bench: Bench, place: BoardPlace | null, links: Links): Omit<Surroundings, "replaced"> {
  const state = bench.states.get(place?.boardId ?? "");
  return {
    boardId: place?.boardId ?? "",
    columns: new Map((state?.columns ?? []).map(({ id, title, type }) => [id, { title, type }])),
    unjudged: place?.unjudged ?? new Set(),
    ...links,
  };
}

/** Items by id as they are now; one that is deleted or archived is absent. */
export async function readSeen(
  ground: Ground,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, SeenItem>> {
  const seen = new Map<string, SeenItem>();
  for (const some of chunks(itemIds, itemsPerCall)) {
    const items = await ground.ask(() =>
      ground.destination.itemsById({ itemIds: some, columnIds: null }, ground.signal),
    );
    for (const item of items) seen.set(item.id, toSeen(item, item.boardId ?? ""));
  }
  return seen;
}

/** An item as the rollback looks at it. */
export function toSeen(item: ReadItem, boardId: string): SeenItem {
  const { id, name, groupId, values } = item;
  return { id, boardId: item.boardId ?? boardId, name, groupId, cells: values };
}

async function readUpdates(
  ground: Ground,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, SeenUpdate[]>> {
  const updates = new Map<string, SeenUpdate[]>();
  for (const some of chunks(itemIds, itemsPerCall)) {
    const found = await ground.ask(() => ground.destination.readUpdates({ itemIds: some }, ground.signal));
    for (const { id, itemId, externalId, replies } of found) {
      updates.set(itemId, [...(updates.get(itemId) ?? []), { id, externalId, replies }]);
    }
  }
  return updates;
}

type Links = Pick<Surroundings, "leadsTo" | "isAlive">;

/** Where links nobody wrote on these items come from, and whether items they lost links to are still there. */
async function readLinks(
  ground: Ground,
  items: readonly ItemRows[],
  seen: ReadonlyMap<string, SeenItem>,
): Promise<Links> {
  const unexplained = new Set<string>();
  const missing = new Set<string>();
  for (const item of items) {
    const today = seen.get(item.itemId);
    if (!today) continue;
    if (!isOursToRemove(item)) {
      for (const id of linksBefore(item)) missing.add(id);
      continue;
    }
    const asked = askedLinks(item, today);
    for (const id of asked.unexplained) unexplained.add(id);
    for (const id of asked.missing) missing.add(id);
  }
  const pairs = await readPairs(ground, [...unexplained], new Set(items.map(({ itemId }) => itemId)));
  const alive = await readAlive(ground, [...missing]);
  return {
    leadsTo: (from, to) => pairs.has(`${from}>${to}`),
    isAlive: (itemId) => alive.has(itemId),
  };
}

/** Those of the items that are still there. */
export async function readAlive(ground: Ground, itemIds: readonly string[]): Promise<ReadonlySet<string>> {
  const alive = new Set<string>();
  for (const some of chunks(itemIds, itemsPerCall)) {
    const found = await ground.ask(() =>
      ground.destination.itemsById({ itemIds: some, columnIds: [] }, ground.signal),
    );
    for (const { id } of found) alive.add(id);
  }
  return alive;
}

async function readPairs(
  ground: Ground,
  from: readonly string[],
  to: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const pairs = new Set<string>();
  const nothing: Unfinished = { byItem: new Map(), itemOf: (row) => row.itemId };
  for (const some of chunks(from, linksPerRead)) {
    for (const { itemId, rows } of (await readLanded(ground, nothing, some)).values()) {
      for (const { values } of rows) {
        for (const linked of Object.values(values).flatMap(linksWritten)) {
          if (to.has(linked)) pairs.add(`${itemId}>${linked}`);
        }
      }
    }
  }
  return pairs;
}

/** The list in pieces of at most `size`. */
export function chunks<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, n) =>
    list.slice(n * size, (n + 1) * size),
  );
}
