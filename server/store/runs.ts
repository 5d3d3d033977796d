import type { FailureView, RunKind, RunPhase, RunState } from "../contract/run.ts";
import type { Scope } from "./keys.ts";

export interface RunRow {
  readonly id: string;
  readonly accountId: string;
  readonly migrationId: string;
  readonly kind: RunKind;
  readonly state: RunState;
  readonly options: Readonly<Record<string, unknown>>;
  readonly requestedBy: string;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly waiting: { reason: string; code: string; until: number | null } | null;
  readonly phases: readonly RunPhase[];
  readonly failure: FailureView | null;
  readonly control: "pause" | "cancel" | null;
  readonly sourceCalls: number;
  readonly destinationCalls: number;
  readonly leaseOwner: string | null;
  readonly leaseUntil: number | null;
}

export interface RunPatch {
  readonly state?: RunState;
  readonly startedAt?: number;
  readonly endedAt?: number | null;
  readonly waiting?: RunRow["waiting"];
  readonly phases?: readonly RunPhase[];
  readonly failure?: FailureView | null;
  readonly control?: RunRow["control"];
  readonly sourceCalls?: number;
  readonly destinationCalls?: number;
  readonly leaseOwner?: string | null;
  readonly leaseUntil?: number | null;
}

export interface RunStore {
  /** False when a run of this migration is active already (enforced by a unique index). */
  insert(row: RunRow): Promise<boolean>;
  get(accountId: string, runId: string): Promise<RunRow | null>;
  /** Newest first; of one kind when it is given. */
  list(scope: Scope, limit: number, kind?: RunKind): Promise<readonly RunRow[]>;
  active(scope: Scope): Promise<RunRow | null>;
  /** Oldest runnable run (queued; running or waiting with an expired lease), leased to `owner`. Any account. */
  claim(input: { owner: string; now: number; leaseMs: number }): Promise<RunRow | null>;
  /**
   * Forgets every lease. For a store that one process owns, called at its start: whoever held a lease is gone, and
   * interrupted runs go on at once.
   */
  releaseLeases(): Promise<void>;
  /** Applies the patch only while the run is in one of `from`; and, when given, leased by `owner`. Returns whether it did. */
  transition(
    accountId: string,
    runId: string,
    from: readonly RunState[],
    patch: RunPatch,
    owner?: string,
  ): Promise<boolean>;
  /** Runs of all accounts by state, for those who operate the server; states without a run are left out. */
  countByState(): Promise<ReadonlyMap<RunState, number>>;
  /** Read checkpoints and load positions of one run, as small JSON texts by key. */
  mark(accountId: string, runId: string, key: string, value: string): Promise<void>;
  marks(accountId: string, runId: string): Promise<ReadonlyMap<string, string>>;
}
