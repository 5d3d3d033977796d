import { z } from "zod";
import { ok, type Result } from "../../../../contract/result.ts";
import type { MondayClient } from "../api/client.ts";
import { itemUpdatesDocument, lookupFirstDocument, lookupNextDocument } from "../api/documents.ts";
import { IDS_PER_QUERY, ITEMS_PAGE_SIZE, LIST_PAGE_SIZE, LIST_PAGES_MAX } from "../limits.ts";
import { externalIdsIn } from "../update-body.ts";

const pageSchema = z.looseObject({
  cursor: z.string().nullish(),
  items: z.array(
    z.looseObject({
      id: z.string(),
      column_values: z.array(z.looseObject({ id: z.string(), text: z.string().nullish() })),
    }),
  ),
});
const firstSchema = z.looseObject({ items_page_by_column_values: pageSchema });
const nextSchema = z.looseObject({ next_items_page: pageSchema });
type Page = z.infer<typeof pageSchema>;

/** Items by external id; ids without an item are absent, several items for one id mean a double. */
export async function findByExternalId(
  client: MondayClient,
  input: { boardId: string; columnId: string; externalIds: readonly string[] },
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, readonly string[]>>> {
  const wanted = new Set(input.externalIds);
  const found = new Map<string, string[]>();
  const ids = [...wanted];
  const common = { columns: [input.columnId], limit: ITEMS_PAGE_SIZE };
  for (let at = 0; at < ids.length; at += IDS_PER_QUERY) {
    const values = ids.slice(at, at + IDS_PER_QUERY);
    const variables = { ...common, board: input.boardId, column: input.columnId, values };
    const first = await client.query({ document: lookupFirstDocument, variables, signal }, firstSchema);
    if (!first.ok) return first;
    let page: Page = first.value.items_page_by_column_values;
    collect(page, input.columnId, wanted, found);
    while (page.cursor) {
      const more = await client.query(
        { document: lookupNextDocument, variables: { ...common, cursor: page.cursor }, signal },
        nextSchema,
      );
      if (!more.ok) return more;
      page = more.value.next_items_page;
      collect(page, input.columnId, wanted, found);
    }
  }
  return ok(found);
}

function collect(
  page: Page,
  columnId: string,
  wanted: ReadonlySet<string>,
  found: Map<string, string[]>,
): void {
  for (const item of page.items) {
    const text = item.column_values.find((cell) => cell.id === columnId)?.text ?? "";
    // The lookup may match more loosely than we do: only the exact id counts.
    if (!wanted.has(text)) continue;
    const ids = found.get(text);
    if (!ids) found.set(text, [item.id]);
    else if (!ids.includes(item.id)) ids.push(item.id);
  }
}

const updatesSchema = z.looseObject({
  items: z
    .array(
      z.looseObject({
        id: z.string(),
        updates: z.array(z.looseObject({ id: z.string(), body: z.string() })).nullish(),
      }),
    )
    .nullable(),
});

/** Ids of the updates on an item that carry these external ids in their last line. */
export async function findUpdates(
  client: MondayClient,
  input: { itemId: string; externalIds: readonly string[] },
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, string>>> {
  const wanted = new Set(input.externalIds);
  const found = new Map<string, string>();
  for (let page = 1; page <= LIST_PAGES_MAX; page++) {
    const variables = { ids: [input.itemId], limit: LIST_PAGE_SIZE, page };
    const read = await client.query({ document: itemUpdatesDocument, variables, signal }, updatesSchema);
    if (!read.ok) return read;
    const updates = read.value.items?.[0]?.updates ?? [];
    for (const update of updates) {
      for (const id of externalIdsIn(update.body)) if (wanted.has(id)) found.set(id, update.id);
    }
    if (updates.length < LIST_PAGE_SIZE || found.size === wanted.size) break;
  }
  return ok(found);
}
