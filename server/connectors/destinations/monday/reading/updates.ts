import { z } from "zod";
import { ok, type Result } from "../../../../contract/result.ts";
import type { ReadUpdate } from "../../../types.ts";
import type { MondayClient } from "../api/client.ts";
import { updatesOfItemsDocument } from "../api/documents.ts";
import { IDS_PER_QUERY, UPDATE_PAGES_MAX, UPDATES_PER_ITEM } from "../limits.ts";
import { externalIdsIn } from "../update-body.ts";

const updateSchema = z.looseObject({
  id: z.string(),
  body: z.string().nullish(),
  replies: z.array(z.unknown()).nullish(),
});
const itemsSchema = z.looseObject({
  items: z
    .array(z.looseObject({ id: z.string(), updates: z.array(updateSchema).nullish() }).nullable())
    .nullable(),
});

/** Every update of these items; ours carry the external id of their marker. Items that are gone have none. */
export async function readUpdates(
  client: Pick<MondayClient, "query">,
  input: { itemIds: readonly string[] },
  signal: AbortSignal,
): Promise<Result<readonly ReadUpdate[]>> {
  const found: ReadUpdate[] = [];
  for (let at = 0; at < input.itemIds.length; at += IDS_PER_QUERY) {
    let open = input.itemIds.slice(at, at + IDS_PER_QUERY);
    for (let page = 1; open.length > 0 && page <= UPDATE_PAGES_MAX; page++) {
      const variables = { ids: open, items: IDS_PER_QUERY, limit: UPDATES_PER_ITEM, page };
      const read = await client.query({ document: updatesOfItemsDocument, variables, signal }, itemsSchema);
      if (!read.ok) return read;
      open = (read.value.items ?? []).flatMap((item) => {
        const updates = item?.updates ?? [];
        if (item) found.push(...updates.map((update) => toUpdate(item.id, update)));
        return item && updates.length === UPDATES_PER_ITEM ? [item.id] : [];
      });
    }
  }
  return ok(found);
}

function toUpdate(itemId: string, { id, body, replies }: z.infer<typeof updateSchema>): ReadUpdate {
  const externalId = externalIdsIn(body ?? "").at(-1) ?? null;
  return { id, itemId, externalId, replies: replies?.length ?? 0 };
}
