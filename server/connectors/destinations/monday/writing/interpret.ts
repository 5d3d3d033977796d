import { type Failure, toFailure } from "../../../../contract/errors.ts";
import type { BatchAnswer, WriteBatch } from "../../../types.ts";
import { type Answer, failureOf } from "../api/client.ts";
import { classify } from "../errors.ts";
import type { VendorError } from "../vendor-errors.ts";

/** Failures of the whole call that came back once per write: nothing was done, so waiting or asking is enough. */
const ABOUT_THE_CALL = new Set([
  "monday.complexity_exceeded",
  "monday.rate_limited",
  "monday.concurrency_exceeded",
  "monday.daily_limit",
  "monday.locked",
  "monday.blocked",
  "monday.not_authenticated",
  "monday.forbidden",
  "monday.scope_missing",
  "monday.board_missing",
  "monday.column_missing",
  "monday.board_full",
]);

/** Failures that are about one record; without an alias nobody knows about which one of several. */
export const ABOUT_A_RECORD: ReadonlySet<string> = new Set([
  "monday.value_refused",
  "monday.person_not_assignable",
  "monday.validation_rule",
  "monday.name_too_long",
  "monday.item_missing",
]);

/** Id of what an alias made or changed; null when it failed. */
export function idOf(node: unknown): string | null {
  return typeof node === "object" && node !== null && "id" in node && typeof node.id === "string"
    ? node.id
    : null;
}

/** Errors by the place of the write they belong to. */
export function errorsByAlias(errors: readonly VendorError[]): ReadonlyMap<number, VendorError> {
  const byAlias = new Map<number, VendorError>();
  for (const error of errors) {
    const alias = /^w(\d+)$/.exec(String(error.path[0] ?? ""));
    if (alias) byAlias.set(Number(alias[1]), error);
  }
  return byAlias;
}

/** Why a write has no id. */
export function failureFor(error: VendorError | undefined, answer: Answer): Failure {
  if (error) return failureOf(error, answer);
  const message = "monday gave neither an id nor an error for this write";
  return toFailure("monday.unexpected", { message, vendorRequestId: answer.meta.requestId ?? undefined });
}

/** All writes refused for the same reason, one that is about the call: nothing happened. */
export function wholeRefusal(count: number, answer: Answer): Failure | null {
  const places = Array.from({ length: count }, (_, index) => `w${index}`);
  if (places.some((alias) => idOf(answer.data[alias]) !== null)) return null;
  const classified = answer.errors.map((error) => classify(error, answer.meta));
  const [first] = classified;
  if (!first || classified.length < count) return null;
  const same = classified.every(({ failure, executed }) => !executed && failure.code === first.failure.code);
  return same && ABOUT_THE_CALL.has(first.failure.code) ? first.failure : null;
}

/** Writes without a result although no error names them: which of several failed cannot be told. */
export function unattributed(count: number, answer: Answer): Failure | null {
  if (count === 1) return null;
  const named = errorsByAlias(answer.errors);
  const orphan = answer.errors.find((error) => error.path.length === 0);
  const missing = Array.from({ length: count }).some(
    (_, index) => idOf(answer.data[`w${index}`]) === null && !named.has(index),
  );
  return orphan && missing ? failureOf(orphan, answer) : null;
}

/** A call that failed as a whole. When it was about a record, sending the writes one by one tells about which. */
export function unanswered(
  batch: WriteBatch,
  outcome: { readonly kind: "refused" | "doubtful"; readonly error: Failure },
): BatchAnswer {
  if (outcome.kind === "doubtful" || !ABOUT_A_RECORD.has(outcome.error.code)) return outcome;
  if (batch.operations.length > 1) return { kind: "doubtful", error: outcome.error };
  return { kind: "answered", results: [{ ok: false, error: outcome.error }], replayed: false };
}
