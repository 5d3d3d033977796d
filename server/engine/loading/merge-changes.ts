import type { ReadItem } from "../../connectors/types.ts";
import type { TypedValue } from "../../contract/values.ts";
import type { ExistingCell } from "../../core/mapping/fill-empty.ts";
import type { BoardJob } from "./board-job.ts";
import { type Change, createDraft, type MergedWith, type MergeGround } from "./change-draft.ts";
import { findEndedLinks } from "./ended-links.ts";
import { complete, readNow } from "./existing-items.ts";
import { cellsOf, type Difference } from "./find-changes.ts";

/** Reads the cells concerned and decides each of them: only what the source alone has changed is written. */
export async function mergeChanges(
  job: BoardJob,
  differences: readonly Difference[],
  ground: MergeGround,
): Promise<readonly Change[]> {
  const asking = differences.filter(asks);
  const columnIds = new Set(asking.flatMap(({ values }) => Object.keys(values)));
  const items = await readNow(job, {
    itemIds: [...new Set(asking.map(({ itemId }) => itemId))],
    columnIds: [...columnIds],
  });
  const ended = await findEndedLinks(job, asking, items);
  return differences.map((difference) =>
    merge(job, difference, items.get(difference.itemId), { ...ground, ended }),
  );
}

function asks({ rename, values }: Difference): boolean {
  return rename !== null || Object.keys(values).length > 0;
}

function merge(
  job: BoardJob,
  difference: Difference,
  item: ReadItem | undefined,
  ground: MergedWith,
): Change {
  const draft = createDraft(job, difference, ground);
  const fresh = newCells(difference);
  const filled = item && Object.keys(fresh).length > 0 ? complete(job, fresh, item.values) : null;
  for (const [columnId, source] of Object.entries(difference.values)) {
    if (columnId in fresh) continue;
    if (item) draft.cell(columnId, source, item.values[columnId] ?? emptyCell);
    else draft.write(columnId, source);
  }
  if (difference.rename !== null) draft.name(difference.rename, item?.name ?? null);
  for (const [columnId, source] of Object.entries(filled?.values ?? {})) {
    draft.write(columnId, source, item?.values[columnId] ?? emptyCell);
  }
  return draft.done(filled);
}

const emptyCell: ExistingCell = { text: null, value: null };

/** Cells of a customer's item that Portage has not written yet: they are only filled when they are empty. */
function newCells({ stored, values }: Difference): Record<string, TypedValue> {
  if (stored?.kind === "create_item") return {};
  const held = cellsOf(stored);
  return Object.fromEntries(
    Object.entries(values).flatMap(([columnId, value]) =>
      value !== null && !held[columnId] ? [[columnId, value]] : [],
    ),
  );
}
