import { z } from "zod";
import { toFailure } from "../../../../contract/errors.ts";
import { err, ok, type Result } from "../../../../contract/result.ts";
import type { ItemsPage, ReadItem } from "../../../types.ts";
import type { MondayClient } from "../api/client.ts";
import { itemsByIdDocument, itemsFirstDocument, itemsNextDocument } from "../api/documents.ts";
import { IDS_PER_QUERY, ITEMS_PAGE_SIZE } from "../limits.ts";

const cellSchema = z.looseObject({
  id: z.string(),
  text: z.string().nullish(),
  value: z.unknown(),
  linked_item_ids: z.array(z.coerce.string()).optional(),
});
const itemSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  updated_at: z.string().nullish(),
  group: z.looseObject({ id: z.string() }).nullish(),
  board: z.looseObject({ id: z.string() }).nullish(),
  column_values: z.array(cellSchema).optional(),
});
const pageSchema = z.looseObject({ cursor: z.string().nullish(), items: z.array(itemSchema.nullable()) });
const firstSchema = z.looseObject({
  boards: z.array(z.looseObject({ items_page: pageSchema }).nullable()).nullable(),
});
const nextSchema = z.looseObject({ next_items_page: pageSchema });
const byIdSchema = z.looseObject({ items: z.array(itemSchema.nullable()).nullable() });

/** One page of a board's active items, with the cells asked for. */
export async function readItems(
  client: MondayClient,
  input: { boardId: string; columnIds: readonly string[] | null; cursor: string | null },
  signal: AbortSignal,
): Promise<Result<ItemsPage>> {
  const common = {
    limit: ITEMS_PAGE_SIZE,
    columns: input.columnIds,
    withValues: wantsValues(input.columnIds),
  };
  if (input.cursor !== null) {
    const variables = { ...common, cursor: input.cursor };
    const next = await client.query(
      { document: itemsNextDocument, variables, boardId: input.boardId, signal },
      nextSchema,
    );
    return next.ok ? ok(toPage(next.value.next_items_page)) : next;
  }
  const variables = { ...common, board: [input.boardId] };
  const first = await client.query(
    { document: itemsFirstDocument, variables, boardId: input.boardId, signal },
    firstSchema,
  );
  if (!first.ok) return first;
  const board = first.value.boards?.[0];
  return board ? ok(toPage(board.items_page)) : err(boardMissing(input.boardId));
}

/** These items as far as they are still active; deleted and unknown ids are simply absent. */
export async function readItemsById(
  client: MondayClient,
  input: { itemIds: readonly string[]; columnIds: readonly string[] | null },
  signal: AbortSignal,
): Promise<Result<readonly ReadItem[]>> {
  const items: ReadItem[] = [];
  for (let at = 0; at < input.itemIds.length; at += IDS_PER_QUERY) {
    const variables = {
      ids: input.itemIds.slice(at, at + IDS_PER_QUERY),
      limit: IDS_PER_QUERY,
      columns: input.columnIds,
      withValues: wantsValues(input.columnIds),
    };
    const read = await client.query({ document: itemsByIdDocument, variables, signal }, byIdSchema);
    if (!read.ok) return read;
    for (const item of read.value.items ?? []) {
      if (item) items.push(item.board ? { ...toItem(item), boardId: item.board.id } : toItem(item));
    }
  }
  return ok(items);
}

/** No ids in the variables means every column; an empty list would be a read for nothing. */
function wantsValues(columnIds: readonly string[] | null): boolean {
  return columnIds === null || columnIds.length > 0;
}

/** monday answers an empty list for a board that is gone or out of reach. */
export function boardMissing(boardId: string) {
  return toFailure("monday.board_missing", { message: "monday does not know the board", where: { boardId } });
}

function toPage(page: z.infer<typeof pageSchema>): ItemsPage {
  return { items: page.items.flatMap((item) => (item ? [toItem(item)] : [])), cursor: page.cursor ?? null };
}

function toItem(item: z.infer<typeof itemSchema>): ReadItem {
  return {
    id: item.id,
    name: item.name,
    groupId: item.group?.id ?? null,
    updatedAt: item.updated_at ?? null,
    values: Object.fromEntries((item.column_values ?? []).map((cell) => [cell.id, toCell(cell)])),
  };
}

function toCell(cell: z.infer<typeof cellSchema>): ReadItem["values"][string] {
  const value = cell.value === null || cell.value === undefined ? null : rawText(cell.value);
  const linked = cell.linked_item_ids;
  return { text: cell.text ?? null, value, ...(linked ? { linkedItemIds: linked } : {}) };
}

/** The `JSON` scalar arrives as text or as an object, depending on the column type. */
function rawText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
