import type { SourceFinding } from "../contract/inventory.ts";
import type { MatchKey, SourceRecord } from "../core/records.ts";
import type { Scope } from "./keys.ts";

export interface StagedRecord {
  readonly record: SourceRecord;
  /** SHA-256 of the canonical fields. */
  readonly hash: string;
  readonly keys: readonly MatchKey[];
}

export interface ReadCheckpoint {
  readonly stepId: string;
  readonly cursor: string | null;
  readonly done: number;
  readonly total: number | null;
  readonly finished: boolean;
}

export interface SnapshotStore {
  /** Stages a page and its checkpoint in one transaction. Same stream and id: replaced, order kept. */
  stage(
    scope: Scope,
    input: {
      runId: string;
      records: readonly StagedRecord[];
      checkpoint: ReadCheckpoint | null;
      findings: readonly SourceFinding[];
    },
  ): Promise<void>;
  checkpoints(scope: Scope, runId: string): Promise<readonly ReadCheckpoint[]>;
  findings(scope: Scope): Promise<readonly SourceFinding[]>;
  /** Drops what the run did not see again (records, keys, findings of earlier runs). */
  dropUnseen(scope: Scope, runId: string, streams: readonly string[]): Promise<number>;
  clearStream(scope: Scope, stream: string): Promise<void>;
  /** `seenBy`: only what this run has read; what an earlier reading left may be gone from the source. */
  page(
    scope: Scope,
    stream: string,
    afterSeq: number,
    limit: number,
    seenBy?: string,
  ): Promise<readonly { seq: number; hash: string; record: SourceRecord }[]>;
  get(scope: Scope, stream: string, ids: readonly string[]): Promise<readonly SourceRecord[]>;
  existing(scope: Scope, stream: string, ids: readonly string[]): Promise<ReadonlySet<string>>;
  count(scope: Scope, stream: string, seenBy?: string): Promise<number>;
  /** How many match keys of this kind occur in more than one record of these streams, and in how many records. */
  duplicates(
    scope: Scope,
    streams: readonly string[],
    kind: string,
  ): Promise<{ groups: number; records: number }>;
  /** For each record that shares a key of this kind with an earlier record of these streams: the earliest one. */
  canonical(
    scope: Scope,
    input: { streams: readonly string[]; kind: string; stream: string; ids: readonly string[] },
  ): Promise<ReadonlyMap<string, { stream: string; id: string }>>;
}
