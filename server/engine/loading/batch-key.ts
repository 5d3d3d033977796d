import { sha256 } from "../../core/canonical.ts";

/**
 * Key of one call: stable for the same operations, different for every new decision to send. It starts with the
 * moment the call was first intended, because the destination remembers a key for 30 minutes from then
 * (monday API facts 2.3).
 */
export function toBatchKey(input: {
  migrationId: string;
  phase: string;
  firstIntendedAt: number;
  /** Operations as stored, in the order they are sent. */
  operations: readonly string[];
}): string {
  const { migrationId, phase, firstIntendedAt, operations } = input;
  const digest = sha256([migrationId, phase, String(firstIntendedAt), ...operations].join("\n"));
  return `${firstIntendedAt.toString(36)}-${digest.slice(0, 48)}`;
}

/** When the call of this key was first intended (milliseconds since 1970). */
export function firstIntendedAt(batchKey: string): number {
  return Number.parseInt(batchKey.split("-")[0] ?? "", 36);
}
