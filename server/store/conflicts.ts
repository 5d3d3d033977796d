import type { Conflict, ConflictDecision } from "../contract/delta.ts";
import type { LedgerKey, Scope } from "./keys.ts";

export interface ConflictRow extends LedgerKey {
  readonly id: string;
  readonly kind: Conflict["kind"];
  readonly itemId: string;
  readonly columnKey: string | null;
  readonly state: Conflict["state"];
  readonly decision: ConflictDecision | null;
  readonly decidedBy: string | null;
  readonly foundAt: number;
  readonly decidedAt: number | null;
  readonly runId: string;
  /** Everything the view shows besides, JSON. */
  readonly body: string;
}

export interface ConflictStore {
  /**
   * Adds conflicts. An open or decided one with the same id takes the new body and stays what it is; a settled one
   * is opened again.
   */
  put(scope: Scope, rows: readonly ConflictRow[]): Promise<void>;
  ofRecords(scope: Scope, phase: string, externalIds: readonly string[]): Promise<readonly ConflictRow[]>;
  /** Decides open or decided conflicts (all of a kind when `ids` is null). Returns how many. */
  decide(
    scope: Scope,
    input: {
      ids: readonly string[] | null;
      kind: Conflict["kind"];
      decision: ConflictDecision;
      by: string;
      at: number;
    },
  ): Promise<number>;
  /** Carried out, or no longer true. */
  settle(scope: Scope, ids: readonly string[]): Promise<void>;
  list(
    scope: Scope,
    filter: { kind?: Conflict["kind"]; state?: Conflict["state"] },
    page: { afterSeq: number; limit: number },
  ): Promise<readonly (ConflictRow & { seq: number })[]>;
  count(scope: Scope, filter: { kind?: Conflict["kind"]; state?: Conflict["state"] }): Promise<number>;
  get(scope: Scope, ids: readonly string[]): Promise<readonly ConflictRow[]>;
  ofItem(accountId: string, itemId: string, limit: number): Promise<readonly ConflictRow[]>;
  clear(scope: Scope): Promise<void>;
}
