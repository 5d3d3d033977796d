import type { Scope } from "./keys.ts";

/** Keys of items that already exist on a board of the customer (e-mail → items), read once per run. */
export interface DestinationIndexStore {
  clear(scope: Scope, boardId: string): Promise<void>;
  put(
    scope: Scope,
    boardId: string,
    entries: readonly { key: string; itemId: string; value: string }[],
  ): Promise<void>;
  find(
    scope: Scope,
    boardId: string,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, readonly { itemId: string; value: string }[]>>;
}
