import { z } from "zod";
import type { RollbackResult } from "../../contract/rollback.ts";
import { typedValueSchema } from "../../contract/values.ts";
import { isSameCell } from "../../core/rollback/same-cell.ts";
import type { SeenItem } from "../../core/rollback/surroundings.ts";
import { compareCell } from "../../core/verify/compare-cell.ts";
import type { RollbackEntryRow } from "../../store/store.ts";
import { stopIfInterrupted } from "../interruption.ts";
import { type Ground, readStates } from "./ground.ts";
import type { Journal } from "./journal.ts";
import { chunks, itemsPerCall, readSeen } from "./judge-batch.ts";

type Proof = RollbackResult["proof"];
type Row = RollbackEntryRow & { readonly seq: number };

const imageSchema = z.object({
  cells: z
    .record(
      z.string(),
      z.object({
        text: z.string().nullable(),
        value: z.string().nullable(),
        linkedItemIds: z.array(z.string()).exactOptional(),
      }),
    )
    .default({}),
  typed: z.record(z.string(), typedValueSchema.nullable()).default({}),
});

/** Reads back everything the rollback says it did, and notes on each entry whether it is so. */
export async function proveRollback(
  ground: Ground,
  journal: Journal,
  onChecked: (entries: number) => Promise<void>,
): Promise<Proof> {
  const proof = createProof();
  const gone = await goneBoards(ground);
  for await (const page of journal.pages()) {
    stopIfInterrupted(ground.signal);
    const items = page.filter(({ kind, action }) => kind === "item" && action !== "left");
    const [deleted, others] = partition(items, (entry) => isOnGone(entry, gone));
    proof.counts.itemsChecked += deleted.length;
    await journal.put(deleted.map((entry) => ({ ...entry, proven: true })));
    for (const some of chunks(others, itemsPerCall)) await proveItems(ground, journal, { some, proof });
    const objects = page.filter(({ kind, action }) => !noObject.has(kind) && action !== "left");
    if (objects.length > 0) await proveObjects(ground, journal, { objects, proof });
    const updates = page.filter(({ kind, action }) => kind === "update" && action === "removed");
    if (updates.length > 0) await proveUpdates(ground, journal, { updates, proof });
    await onChecked(page.length);
  }
  return proof.read();
}

/** Keys of boards of ours that are not there any more: nothing is on them. */
async function goneBoards(ground: Ground): Promise<ReadonlySet<string>> {
  const made = ground.places.filter((place) => place.made);
  const states = await readStates(
    ground,
    made.map(({ boardId }) => boardId),
  );
  return new Set(made.filter(({ boardId }) => !states.has(boardId)).map(({ key }) => key));
}

/** Removed by us with a board that is deleted; what a person removed may be elsewhere and is looked up. */
function isOnGone({ action, board }: Row, gone: ReadonlySet<string>): boolean {
  return action === "removed" && board !== null && gone.has(board);
}

function partition<T>(list: readonly T[], isFirst: (each: T) => boolean): [T[], T[]] {
  return [list.filter(isFirst), list.filter((each) => !isFirst(each))];
}

/** Items and updates are looked up by their own ids. */
const noObject = new Set(["item", "update"]);

function createProof() {
  const counts = {
    itemsChecked: 0,
    itemsStillThere: 0,
    cellsChecked: 0,
    cellsDifferent: 0,
    objectsChecked: 0,
    objectsStillThere: 0,
  };
  return {
    counts,
    read: (): Proof => {
      const { itemsStillThere, cellsDifferent, objectsStillThere } = counts;
      return { ...counts, proven: itemsStillThere + cellsDifferent + objectsStillThere === 0 };
    },
  };
}

type Counts = ReturnType<typeof createProof>;

async function proveItems(
  ground: Ground,
  journal: Journal,
  input: { some: readonly Row[]; proof: Counts },
): Promise<void> {
  const { some, proof } = input;
  const ids = [...new Set(some.map(({ destinationId }) => destinationId))];
  const seen = await readSeen(ground, ids);
  await journal.put(
    some.map((entry) => {
      const today = seen.get(entry.destinationId);
      const proven =
        entry.action === "restored" ? proveCells(entry, today, proof) : proveAbsent(today, proof);
      return { ...entry, proven };
    }),
  );
}

function proveAbsent(today: SeenItem | undefined, { counts }: Counts): boolean {
  counts.itemsChecked += 1;
  if (today === undefined) return true;
  counts.itemsStillThere += 1;
  return false;
}

function proveCells(entry: Row, today: SeenItem | undefined, { counts }: Counts): boolean {
  const { cells, typed } = imageSchema.parse(JSON.parse(entry.before ?? "{}"));
  const of = (columnId: string) =>
    columnId === "name" && today ? { text: today.name, value: null } : today?.cells[columnId];
  const same = [
    ...Object.entries(cells).map(([columnId, cell]) => isSameCell(cell, of(columnId))),
    ...Object.entries(typed).map(([columnId, value]) => compareCell(value, of(columnId)) === "same"),
  ];
  // Deleted by hand meanwhile: there is nothing to compare, and nothing of ours is left.
  if (today === undefined) return true;
  counts.cellsChecked += same.length;
  counts.cellsDifferent += same.filter((isSame) => !isSame).length;
  return same.every(Boolean);
}

async function proveObjects(
  ground: Ground,
  journal: Journal,
  input: { objects: readonly Row[]; proof: Counts },
): Promise<void> {
  const { objects, proof } = input;
  const boardOf = (entry: Row): string =>
    entry.kind === "board" ? entry.destinationId : boardOfPart(entry.before);
  const states = await readStates(ground, objects.map(boardOf));
  const needsWorkspaces = objects.some(({ kind }) => kind === "workspace");
  const workspaces = needsWorkspaces
    ? await ground.ask(() => ground.destination.workspaces(ground.signal))
    : [];
  const proven: RollbackEntryRow[] = [];
  for (const entry of objects) {
    const board = states.get(boardOf(entry));
    const isThere = isStillThere(entry, { board, workspaces });
    proof.counts.objectsChecked += 1;
    if (isThere) proof.counts.objectsStillThere += 1;
    proven.push({ ...entry, proven: !isThere });
  }
  await journal.put(proven);
}

/** Board a column, group or person was on; "" for a workspace. */
function boardOfPart(before: string | null): string {
  return before === null ? "" : z.object({ boardId: z.string() }).parse(JSON.parse(before)).boardId;
}

function isStillThere(
  { kind, destinationId }: Row,
  now: {
    board:
      | { readonly groups: readonly { id: string }[]; readonly columns: readonly { id: string }[] }
      | undefined;
    workspaces: readonly { readonly id: string }[];
  },
): boolean {
  const has = (list: readonly { id: string }[] | undefined): boolean =>
    list?.some(({ id }) => id === destinationId) ?? false;
  switch (kind) {
    case "board":
      return now.board !== undefined;
    case "column":
      return has(now.board?.columns);
    case "group":
      return has(now.board?.groups);
    case "workspace":
      return has(now.workspaces);
    default:
      return false;
  }
}

/** Updates are looked for on the items they were on. */
async function proveUpdates(
  ground: Ground,
  journal: Journal,
  input: { updates: readonly Row[]; proof: Counts },
): Promise<void> {
  const { updates, proof } = input;
  const itemIds = [...new Set(updates.map(({ before }) => updateItem(before)))];
  const there = new Set<string>();
  for (const some of chunks(itemIds, itemsPerCall)) {
    const found = await ground.ask(() => ground.destination.readUpdates({ itemIds: some }, ground.signal));
    for (const { id } of found) there.add(id);
  }
  const proven = updates.map((entry) => ({ ...entry, proven: !there.has(entry.destinationId) }));
  proof.counts.objectsChecked += proven.length;
  proof.counts.objectsStillThere += proven.filter((entry) => !entry.proven).length;
  await journal.put(proven);
}

function updateItem(before: string | null): string {
  return z.object({ itemId: z.string() }).parse(JSON.parse(before ?? "{}")).itemId;
}
