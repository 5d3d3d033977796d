import type { StoredSample } from "../../contract/sample.ts";
import { toTestKey } from "../../core/sampling/test-plan.ts";
import type { Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";

export interface SampleUrls {
  board(key: string): string | null;
  item(board: string, itemId: string): string | null;
}

/** Where the sample lies in monday; without access to monday there are no links. */
export async function readUrls(
  deps: EngineDeps,
  actor: { readonly accountId: string; readonly slug: string },
  scope: Scope,
  sample: Pick<StoredSample, "landing"> | null,
): Promise<SampleUrls> {
  const none: SampleUrls = { board: () => null, item: () => null };
  if (sample === null) return none;
  const opened = await deps.destinations.forAccount(actor.accountId);
  if (!opened.ok) return none;
  const objects = await deps.store.objects.list(scope);
  const ids = new Map(objects.flatMap(({ kind, key, id }) => (kind === "board" ? [[key, id] as const] : [])));
  const boardId = (key: string): string | null =>
    ids.get(sample.landing === "test_workspace" ? toTestKey(key) : key) ?? null;
  return {
    board(key) {
      const id = boardId(key);
      return id === null ? null : opened.value.boardUrl(actor.slug, id);
    },
    item(board, itemId) {
      const id = boardId(board);
      return id === null ? null : opened.value.itemUrl(actor.slug, id, itemId);
    },
  };
}
