import type { LedgerKey, Scope } from "./keys.ts";

/** Something that happened to a record after it was first written; shown in the item's history. */
export interface RecordEvent extends LedgerKey {
  readonly itemId: string;
  readonly runId: string;
  readonly at: number;
  readonly kind: "changed" | "conflict" | "repaired" | "reported" | "kept";
  /** `{"columns":["email"], …}`: keys and counts, JSON. */
  readonly body: string;
}

export interface RecordEventStore {
  /** Oldest first. */
  ofItem(
    accountId: string,
    itemId: string,
    limit: number,
  ): Promise<readonly (RecordEvent & { migrationId: string })[]>;
  /** What a run noted, in its order. */
  ofRun(
    scope: Scope,
    input: { runId: string; afterSeq: number; limit: number },
  ): Promise<readonly (RecordEvent & { seq: number })[]>;
  /** What a run noted about these items, in its order. */
  ofRunItems(
    scope: Scope,
    input: { runId: string; itemIds: readonly string[]; afterSeq: number; limit: number },
  ): Promise<readonly (RecordEvent & { seq: number })[]>;
  clear(scope: Scope): Promise<void>;
}
