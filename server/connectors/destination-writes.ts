import type { Failure } from "../contract/errors.ts";
import type { TypedValue } from "../contract/values.ts";

/**
 * A thing Portage made in the destination, or adopted: workspace, board, group, column, a person put on a board
 * that was there before.
 */
export interface SchemaObject {
  readonly kind: "workspace" | "board" | "group" | "column" | "subscriber";
  /**
   * `clients`, `clients/group:active`, `clients/email`, `clients/person:7`. The far side of a two-way column is
   * `sessions/client~far` with `{"boardId": …}` in its detail; a column that was made anew leaves
   * `clients/email~<old id>` behind.
   */
  readonly key: string;
  readonly id: string;
  /** False when it existed before: never changed, never removed. */
  readonly created: boolean;
  /** Column settings as read back (label ids, unit), board url, id of the board where the key does not tell it … JSON. */
  readonly detail: string | null;
}

export interface SchemaHooks {
  /** Objects already known for this migration. */
  readonly known: readonly SchemaObject[];
  /** Called, and durable, before the next object is made. */
  save(object: SchemaObject): Promise<void>;
  progress(done: number, total: number): void;
}

export type WriteOperation =
  | {
      readonly kind: "create_item";
      readonly externalId: string;
      readonly groupId: string | null;
      readonly name: string;
      /** By column id. Relations are resolved to item ids already. */
      readonly values: Readonly<Record<string, TypedValue>>;
    }
  | {
      readonly kind: "update_item";
      readonly externalId: string;
      readonly itemId: string;
      readonly name: string | null;
      readonly values: Readonly<Record<string, TypedValue | null>>;
    }
  | {
      readonly kind: "create_update";
      readonly externalId: string;
      readonly itemId: string;
      /** Plain text; the destination escapes it and defuses mentions. */
      readonly body: string;
      /** `YYYY-MM-DD` when the source knows it. */
      readonly writtenOn: string | null;
    };

export interface WriteBatch {
  readonly boardId: string;
  readonly externalIdColumnId: string;
  /** Stable for the same operations: resending under it within 30 minutes has no second effect (facts 2.3). */
  readonly idempotencyKey: string;
  readonly operations: readonly WriteOperation[];
}

export type OperationResult =
  | {
      readonly ok: true;
      readonly id: string;
      /** Columns monday dropped silently even after a second try. */
      readonly dropped: readonly string[];
    }
  | { readonly ok: false; readonly error: Failure };

/**
 * answered: every operation has its result, in order. refused: nothing was executed (rate limit, sign-in, lock).
 * doubtful: it may or may not have been executed; look up before sending again.
 */
export type BatchAnswer =
  | { readonly kind: "answered"; readonly results: readonly OperationResult[]; readonly replayed: boolean }
  | { readonly kind: "refused"; readonly error: Failure }
  | { readonly kind: "doubtful"; readonly error: Failure };

/** How the removal of one thing ended; `gone`: it was not there any more. */
export type Removal =
  | { readonly kind: "removed" | "gone" }
  | { readonly kind: "refused"; readonly error: Failure };
