import type { AuditEntry } from "../contract/audit.ts";
import type { Scope } from "./keys.ts";

/** One line of the audit trail before it is chained; see `contract/audit.ts`. */
export interface AuditLine {
  readonly at: number;
  readonly actor: string;
  readonly runId: string | null;
  readonly system: AuditEntry["system"];
  readonly operation: string;
  readonly writes: boolean;
  readonly boardId: string | null;
  readonly records: readonly string[];
  readonly requestId: string | null;
  readonly outcome: string;
  readonly detail: AuditEntry["detail"];
}

export interface AuditStore {
  /** Chains the lines to the newest one, in their order. */
  append(scope: Scope, lines: readonly AuditLine[]): Promise<void>;
  /** Newest first, below `beforeSeq` (null: from the newest). */
  newest(
    scope: Scope,
    input: { beforeSeq: number | null; limit: number; writes?: boolean },
  ): Promise<readonly AuditEntry[]>;
  /** Oldest first, for the export. */
  page(scope: Scope, afterSeq: number, limit: number): Promise<readonly AuditEntry[]>;
  /** Number of lines and hash of the newest; `auditOrigin` when there is none. */
  head(scope: Scope): Promise<{ count: number; hash: string }>;
}
