import type { Cause, Difference, DifferenceKind } from "../contract/verification.ts";
import type { LedgerKey, Scope } from "./keys.ts";
import type { LedgerRow } from "./ledger.ts";

/** What a verification saw of one record. */
export interface VerifiedRecord extends LedgerKey {
  /** Of the run, or of the pass over the board where a run may need several. */
  readonly runId: string;
  readonly itemId: string;
  /** SHA-256 of what was read back. */
  readonly hash: string;
}

export interface DifferenceRow {
  readonly id: string;
  readonly kind: DifferenceKind;
  readonly board: string;
  readonly externalId: string;
  readonly itemId: string | null;
  readonly columnKey: string | null;
  readonly state: Difference["state"];
  readonly foundAt: number;
  readonly runId: string;
  /** Everything the view shows besides, JSON. */
  readonly body: string;
}

export interface DifferenceFilter {
  readonly board?: string;
  readonly kind?: DifferenceKind;
  readonly state?: Difference["state"];
  readonly ids?: readonly string[];
  /** Only those a repair can put right, by what their body says. */
  readonly repairable?: true;
}

export interface VerificationStore {
  /** Notes that a run has seen these records. */
  stamp(scope: Scope, rows: readonly VerifiedRecord[]): Promise<void>;
  /** Finished ledger rows of the phase with an item that the run has not seen, in ledger order. */
  unseen(
    scope: Scope,
    input: { runId: string; phase: string; afterSeq: number; limit: number },
  ): Promise<readonly (LedgerRow & { seq: number })[]>;
  /** What the run saw, by external id, for the hash of a board. */
  seen(
    scope: Scope,
    input: { runId: string; phase: string; after: string; limit: number },
  ): Promise<readonly VerifiedRecord[]>;
  /**
   * Adds differences; one with the same id is replaced. An accepted one stays accepted while its body names the same
   * `today` and `written`.
   */
  putDifferences(scope: Scope, rows: readonly DifferenceRow[]): Promise<void>;
  /** Open differences of these boards that the run has not found again become `gone`; those people reported stay. */
  closeUnseen(scope: Scope, input: { runId: string; phases: readonly string[] }): Promise<number>;
  setState(scope: Scope, ids: readonly string[], state: Difference["state"]): Promise<number>;
  differences(
    scope: Scope,
    filter: DifferenceFilter,
    page: { afterSeq: number; limit: number },
  ): Promise<readonly (DifferenceRow & { seq: number })[]>;
  countDifferences(scope: Scope, filter: DifferenceFilter): Promise<number>;
  /** Open differences by what they are and what caused them; `ofBoard`: told once for a whole board. */
  openByCause(
    scope: Scope,
  ): Promise<
    readonly { kind: DifferenceKind; cause: Cause; board: string; ofBoard: boolean; count: number }[]
  >;
  ofItem(accountId: string, itemId: string, limit: number): Promise<readonly DifferenceRow[]>;
  clear(scope: Scope): Promise<void>;
}
