import { type AuditEntry, auditOrigin } from "../contract/audit.ts";
import { canonicalJson, sha256 } from "./canonical.ts";

type Unchained = Omit<AuditEntry, "seq" | "previousHash" | "hash">;

/** Links a line to the one before it. `seq` counts from 1. */
export function chainEntry(previous: Pick<AuditEntry, "seq" | "hash"> | null, line: Unchained): AuditEntry {
  const seq = (previous?.seq ?? 0) + 1;
  const previousHash = previous?.hash ?? auditOrigin;
  const entry = { ...line, seq, previousHash };
  return { ...entry, hash: hashOf(entry) };
}

/** SHA-256 over everything in the line but its own hash. */
export function hashOf(entry: Omit<AuditEntry, "hash">): string {
  return sha256(canonicalJson(entry));
}
