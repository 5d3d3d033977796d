import type { NotMoving, SourceFinding } from "../contract/inventory.ts";
import type { Result } from "../contract/result.ts";
import type { SourceView } from "../contract/setup.ts";
import type { MatchKey, SourceRecord, StreamDefinition } from "../core/records.ts";
import type { ReportCall } from "./call-report.ts";

/** Access data as the user gave it, by field name. Never logged, stored encrypted. */
export type Credentials = Readonly<Record<string, string>>;

export interface SourceAccount {
  /** Stable name of the source account without a secret (a hash prefix of the key is fine). */
  readonly label: string;
  readonly planText: string;
  /** Counts the source declares, by stream; null when it does not say. */
  readonly counts: Readonly<Record<string, number | null>>;
  readonly callsLeftText: string;
  readonly timezone: string | null;
}

export interface Cost {
  readonly calls: number;
  readonly hours: number;
}

/** One pass over a source method. `enrich` passes visit records that an earlier pass staged and complete them. */
export interface ReadStep {
  readonly id: string;
  readonly title: string;
  readonly kind: "list" | "enrich";
  /** Streams whose records the step yields. */
  readonly streams: readonly string[];
  /** Read only when the admin chose this option. */
  readonly option: string | null;
}

export interface SourcePage {
  readonly records: readonly SourceRecord[];
  /** Opaque JSON text: hand it back to go on after this page. */
  readonly checkpoint: string;
  /** Records of this step so far, and in all when known. */
  readonly done: number;
  readonly total: number | null;
  readonly findings: readonly SourceFinding[];
  readonly calls: number;
}

/** Records staged so far, in a stable order; what enrich steps walk over. */
export interface SnapshotReader {
  page(
    stream: string,
    afterSeq: number,
    limit: number,
  ): Promise<readonly { seq: number; record: SourceRecord }[]>;
  count(stream: string): Promise<number>;
}

export interface ReadContext {
  readonly options: Readonly<Record<string, boolean>>;
  readonly snapshot: SnapshotReader;
  readonly signal: AbortSignal;
}

/**
 * Fixed-window call budget, persisted, shared by all runs that use the same key (bizstim facts 5).
 * `take` never waits: it grants or says when to come back.
 */
export interface SourceBudgets {
  take(input: {
    bucket: string;
    limit: number;
    windowMs: number;
  }): Promise<{ granted: true } | { granted: false; retryAfterMs: number }>;
  /** The source itself said the window is used up. */
  exhaust(input: { bucket: string; windowMs: number }): Promise<{ retryAfterMs: number }>;
  left(input: { bucket: string; limit: number; windowMs: number }): Promise<number>;
}

/** A stream computed from staged records of other streams (service groups, assignments). */
export interface DerivedStream {
  readonly stream: StreamDefinition;
  readonly from: readonly string[];
  /** Ids of the derived records this record contributes to (none: []). */
  idsOf(record: SourceRecord): readonly string[];
  /** Folds one source record into a derived one; must not depend on the order of records. */
  fold(current: SourceRecord | null, record: SourceRecord, id: string): SourceRecord;
  /** Contradictions found while folding (a group whose services disagree on its name). */
  findings?(record: SourceRecord): readonly SourceFinding[];
}

export interface Source {
  /** Live check: reachable, key accepted, plan good enough. Makes a handful of calls. */
  check(signal: AbortSignal): Promise<Result<SourceAccount>>;
  /**
   * Whether these records, read earlier, are of the account the access opens. True also when the sample says nothing
   * about whose it is. Makes a handful of calls.
   */
  recognises(sample: readonly SourceRecord[], signal: AbortSignal): Promise<Result<boolean>>;
  /** Cost of reading everything once, and of each option, from declared counts. */
  cost(counts: Readonly<Record<string, number | null>>): {
    base: Cost;
    options: Readonly<Record<string, Cost>>;
  };
  readonly streams: readonly StreamDefinition[];
  readonly steps: readonly ReadStep[];
  readonly derived: readonly DerivedStream[];
  /**
   * Yields bounded pages after `checkpoint` (null: from the start). A failure ends the iteration; reading again
   * from the last checkpoint continues. `source.throttled` carries `retryAfterMs`.
   */
  read(stepId: string, checkpoint: string | null, context: ReadContext): AsyncIterable<Result<SourcePage>>;
  matchKeys(record: SourceRecord): readonly MatchKey[];
  /** Things that exist in the source and cannot move or cannot even be seen, as far as the snapshot shows. */
  notMoving(snapshot: SnapshotReader): Promise<readonly NotMoving[]>;
  /** Page of a record in the source's own application; absent or null where it has none that is known. */
  recordUrl?(record: Pick<SourceRecord, "stream" | "id">): string | null;
  /** How the people of this source show in the inventory: streams that hold persons. */
  readonly peopleStreams: readonly string[];
}

export interface SourceDeps {
  readonly budgets: SourceBudgets;
  readonly now: () => number;
  readonly reportCall?: ReportCall;
}

export interface SourceConnector {
  readonly kind: string;
  /** What the Connect screen shows. */
  readonly view: SourceView;
  readonly streams: readonly StreamDefinition[];
  open(deps: SourceDeps, credentials: Credentials): Source;
}
