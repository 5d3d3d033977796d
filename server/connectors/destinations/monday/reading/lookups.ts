import { z } from "zod";
import { ok, type Result } from "../../../../contract/result.ts";
import type { FoundUpdate } from "../../../types.ts";
import type { MondayClient } from "../api/client.ts";
import { itemUpdatesDocument, lookupFirstDocument, lookupNextDocument } from "../api/documents.ts";
import { IDS_PER_QUERY, ITEMS_PAGE_SIZE, UPDATE_PAGES_MAX, UPDATES_PER_ITEM } from "../limits.ts";
import { externalIdsIn, toPlainText } from "../update-body.ts";

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

const updateSchema = z.looseObject({
  id: z.string(),
  body: z.string(),
  created_at: z.string().nullish(),
  edited_at: z.string().nullish(),
});
const updatesSchema = z.looseObject({
  items: z
    .array(z.looseObject({ id: z.string(), updates: z.array(updateSchema).nullish() }).nullable())
    .nullable(),
});

/** These updates by external id, which stands in their last line; those that are not there are absent. */
export async function findUpdates(
  client: MondayClient,
  input: { updates: readonly { itemId: string; externalId: string }[] },
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, FoundUpdate>>> {
  const wanted = new Map<string, Set<string>>();
  for (const { itemId, externalId } of input.updates) {
    wanted.set(itemId, (wanted.get(itemId) ?? new Set()).add(externalId));
  }
  const found = new Map<string, FoundUpdate>();
  const itemIds = [...wanted.keys()];
  for (let at = 0; at < itemIds.length; at += IDS_PER_QUERY) {
    let open = itemIds.slice(at, at + IDS_PER_QUERY);
    for (let page = 1; open.length > 0 && page <= UPDATE_PAGES_MAX; page++) {
      const variables = { ids: open, items: IDS_PER_QUERY, limit: UPDATES_PER_ITEM, page };
      const read = await client.query({ document: itemUpdatesDocument, variables, signal }, updatesSchema);
      if (!read.ok) return read;
      open = (read.value.items ?? []).flatMap((item) => {
        if (item === null) return [];
        const ids = wanted.get(item.id) ?? new Set();
        const updates = item.updates ?? [];
        for (const update of updates) {
          const marked = externalIdsIn(update.body).filter((externalId) => ids.has(externalId));
          for (const externalId of marked) found.set(externalId, toFound(update, externalId));
        }
        const isComplete = updates.length < UPDATES_PER_ITEM || [...ids].every((id) => found.has(id));
        return isComplete ? [] : [item.id];
      });
    }
  }
  return ok(found);
}

function toFound(update: z.infer<typeof updateSchema>, externalId: string): FoundUpdate {
  const { id, body, created_at: made, edited_at: edited } = update;
  // monday gives every update a time of its last edit: that of its creation where there was none.
  const isEdited = edited != null && made != null && Date.parse(edited) > Date.parse(made);
  return { id, text: toPlainText(body, externalId), editedAt: isEdited ? edited : null };
}
