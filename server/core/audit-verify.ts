import { type AuditEntry, auditEntrySchema, auditOrigin } from "../contract/audit.ts";
import { hashOf } from "./audit-chain.ts";
import { canonicalJson } from "./canonical.ts";

/** Operation of the line every export ends with. */
export const exportOperation = "audit.export";

/** A line as it stands in `audit.jsonl`, without its end: sorted keys, so that every byte of it is decided. */
export function toAuditText(entry: AuditEntry): string {
  return canonicalJson(entry);
}

export interface AuditProblem {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly text: string;
}

export interface AuditVerdict {
  readonly lines: number;
  /** Hash of the last line that could be read. */
  readonly head: string;
  readonly problems: readonly AuditProblem[];
  /** Problems beyond those listed. */
  readonly more: number;
}

export interface AuditCheck {
  /** The next line of the file without its line end. */
  add(text: string): void;
  /** The next line cannot be read as text at all. */
  addUnreadable(): void;
  /** `endsWithNewline`: whether the last line has its line end. */
  end(endsWithNewline: boolean): AuditVerdict;
}

const problemsListed = 20;

/** The line before, as far as it could be read. Two hashes when what it says of itself is not what it holds. */
interface Before {
  readonly seq: number;
  readonly hashes: readonly string[];
}

/**
 * Checks an exported trail line by line in constant memory: each line must say exactly what its hash covers, carry
 * the next number and name the hash of the line before. `head`: a hash known from elsewhere (the report prints one)
 * that must be in the file; only it reveals a trail that was made anew from some line on.
 */
export function createAuditCheck(options: { head: string | null }): AuditCheck {
  const problems: AuditProblem[] = [];
  let more = 0;
  let line = 0;
  let before: Before | null = { seq: 0, hashes: [auditOrigin] };
  let last: AuditEntry | null = null;
  let seen = options.head === null || options.head === auditOrigin;

  function report(text: string, at = line): void {
    if (problems.length < problemsListed) problems.push({ line: at, text });
    else more += 1;
  }

  function addUnreadable(): void {
    line += 1;
    last = null;
    before = null;
    report("is not readable text: its bytes were changed.");
  }

  return {
    addUnreadable,
    add(text) {
      const entry = parseLine(text);
      if (!entry) {
        line += 1;
        last = null;
        before = null;
        return report("is no line of an audit trail: it was changed, cut off or does not belong here.");
      }
      line += 1;
      const hash = hashOf(withoutHash(entry));
      for (const problem of problemsOf(entry, { text, hash, before })) report(problem);
      if (entry.hash === options.head && hash === entry.hash) seen = true;
      before = { seq: entry.seq, hashes: [entry.hash, hash] };
      last = entry;
    },
    end(endsWithNewline) {
      if (line === 0) report("is missing: the file is empty.", 1);
      else if (!endsWithNewline) report("has no line end: the end of the file was cut off.");
      else if (last !== null && last.operation !== exportOperation) {
        report("is not the end of an export: lines after it were removed.");
      }
      if (!seen) {
        report("is the last one, and none has the head you gave: lines were removed, or all were made anew.");
      }
      return { lines: line, head: last?.hash ?? auditOrigin, problems, more };
    },
  };
}

function* problemsOf(
  entry: AuditEntry,
  { text, hash, before }: { text: string; hash: string; before: Before | null },
): Generator<string> {
  if (hash !== entry.hash) yield "was changed: it does not say what its hash was made from.";
  else if (text !== toAuditText(entry)) yield "was written anew: it says the same in other bytes.";
  // After an unreadable line nothing is known of what should come.
  if (before === null) return;
  const expected = before.seq + 1;
  if (entry.seq > expected)
    yield `should be number ${expected} and is ${entry.seq}: ${missing(expected, entry.seq)}`;
  else if (entry.seq < expected) {
    yield `should be number ${expected} and is ${entry.seq}: lines were added, repeated or put in another order.`;
  } else if (!before.hashes.includes(entry.previousHash)) {
    yield "does not follow the line before it: that line was replaced.";
  }
}

function missing(from: number, to: number): string {
  return to - from === 1 ? `line ${from} is missing here.` : `lines ${from} to ${to - 1} are missing here.`;
}

function parseLine(text: string): AuditEntry | null {
  try {
    const parsed = auditEntrySchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

function withoutHash({ hash: _, ...rest }: AuditEntry): Omit<AuditEntry, "hash"> {
  return rest;
}
