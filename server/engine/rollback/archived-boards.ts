import type { BoardState, SchemaObject } from "../../connectors/types.ts";
import { isOursToRemove } from "../../core/rollback/landed-item.ts";
import { isTestKey } from "../../core/sampling/test-prefix.ts";
import { stopIfInterrupted } from "../interruption.ts";
import type { BoardPlace, Ground } from "./ground.ts";
import type { Journal } from "./journal.ts";
import { type Bench, chunks, itemsPerCall, readAlive } from "./judge-batch.ts";
import { type ItemRow, type ItemRows, readLanded } from "./landed-items.ts";
import { rowsInScope } from "./survey-board.ts";
import { type OnDone, takeBackBatch } from "./take-back.ts";
import { boardEntry } from "./whole-board.ts";

/** Said of a board whose items nobody can reach. */
export const whyArchived = "It is archived in monday, with what Portage put on it.";

/** Ids of the boards that are archived, among those that are not there. */
export async function readArchived(
  ground: Ground,
  states: ReadonlyMap<string, BoardState>,
): Promise<ReadonlySet<string>> {
  const ids = ground.places.map(({ boardId }) => boardId);
  const absent = ids.filter((id) => id !== "" && !states.has(id));
  if (absent.length === 0) return new Set();
  return ground.ask(() => ground.destination.archivedBoards(absent, ground.signal));
}

/** Boards Portage made in this workspace of its own and that are archived: they would be deleted with it. */
export function archivedIn(
  { ground, archived }: Pick<Bench, "ground" | "archived">,
  workspace: SchemaObject,
): readonly { readonly id: string; readonly name: string }[] {
  return ground.places
    .filter(
      ({ key, made, boardId }) =>
        made && archived.has(boardId) && isTestKey(key) === isTestKey(workspace.key),
    )
    .map(({ boardId, title }) => ({ id: boardId, name: title }));
}

/** Whether the rollback would have anything to take back on the board. */
export async function holdsInScope(ground: Ground, place: BoardPlace): Promise<boolean> {
  const isOfRun = ground.options.scope.kind === "run";
  if (!isOfRun && place.objects.some((object) => object.created && ground.isObjectIn(object))) return true;
  for await (const _rows of rowsInScope(ground, place)) return true;
  return false;
}

/**
 * Tells that the board stays in the archive as it is. Its records are forgotten all the same, so that the next import
 * does not count on them; those that were merged into items of other boards are taken back there.
 */
export async function leaveArchived(
  bench: Bench,
  journal: Journal,
  place: BoardPlace,
  onDone: OnDone,
): Promise<void> {
  const { ground, unfinished } = bench;
  if (!(await holdsInScope(ground, place))) return;
  const entry = { ...boardEntry(place), action: "left", code: "board_gone", reason: whyArchived } as const;
  await journal.done([entry], []);
  for await (const rows of rowsInScope(ground, place)) {
    stopIfInterrupted(ground.signal);
    const ids = [...new Set(rows.flatMap((row) => unfinished.itemOf(row) ?? []))];
    const elsewhere = [...(await readAlive(ground, ids))];
    for (const some of chunks(elsewhere, itemsPerCall)) await takeBackBatch(bench, journal, some);
    const archived = ids.filter((id) => !elsewhere.includes(id));
    const landed = [...(await readLanded(ground, unfinished, archived)).values()];
    const itemless = rows.filter((row) => unfinished.itemOf(row) === null);
    const keys = [...landed.flatMap(rowsOf), ...itemless];
    await journal.done(
      [],
      keys.map(({ phase, externalId }) => ({ phase, externalId })),
    );
    await onDone({ items: ids.length, left: archived.length });
  }
}

/** Rows that are taken back with the item, were it there. */
function rowsOf(item: ItemRows): readonly ItemRow[] {
  return item.rows.filter(({ foreign, inScope }) => !foreign && (inScope || isOursToRemove(item)));
}
