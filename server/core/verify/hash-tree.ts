import { createHash } from "node:crypto";
import { canonicalJson, compareTexts, sha256 } from "../canonical.ts";
import { comparableText } from "./compare-text.ts";

/**
 * The hash tree of a verification. Anybody who has read the account can compute it anew (`docs/root-hash.md`):
 *
 * 1. A value is the text `readText` makes of a cell (`compare-cell.ts`), or null for an empty one. The name of an item
 *    that Portage made is a value under the key `name`.
 * 2. Field: SHA-256 of the canonical JSON `[column key, value]`.
 * 3. Record: SHA-256 of the canonical JSON `[external id, [[column key, field hash], …]]`, fields by column key. Only
 *    the cells written for this record count.
 * 4. Column of a board: SHA-256 of the canonical JSON `[column key, number of values, sum]`, where the sum adds up
 *    SHA-256 of `[external id, field hash]` as a number of 256 bits, modulo 2^256, as 64 lower-case hex digits. A sum
 *    does not depend on the order in which monday lists the items.
 * 5. Update (comment): the record hash of its own external id (`<external id of the record>#<key of the text>`) with the
 *    one field `update`, whose value is the text as it is compared (`compare-text.ts`).
 * 6. Board: SHA-256 over the lines `external id`, tab, `record hash`, line feed, in the order of the external ids'
 *    UTF-8 bytes: first of its records, then of its updates.
 * 7. Root: SHA-256 of the canonical JSON `[[board key, board hash], …]`, boards by key.
 *
 * Canonical JSON has sorted keys and no white space; hashes are lower-case hex of the UTF-8 text.
 */
export interface HashedField {
  readonly columnKey: string;
  readonly hash: string;
}

/** Hash of one field; null for an empty cell. */
export function fieldHash(columnKey: string, value: string | null): string {
  return sha256(canonicalJson([columnKey, value]));
}

/** Hash of what was read back of a record, whatever the order of its fields. */
export function recordHash(externalId: string, fields: readonly HashedField[]): string {
  const sorted = fields
    .map(({ columnKey, hash }) => [columnKey, hash] as const)
    .sort(([left], [right]) => compareTexts(left, right));
  return sha256(canonicalJson([externalId, sorted]));
}

const updateKey = "update";

/** Hash of an update as it reads today. */
export function updateHash(externalId: string, text: string): string {
  const hash = fieldHash(updateKey, comparableText(text));
  return recordHash(externalId, [{ columnKey: updateKey, hash }]);
}

/** Adds up what a column holds, in any order; takes the same memory for every number of records. */
export interface ColumnHash {
  add(externalId: string, hash: string): void;
  digest(): string;
}

const bits256 = 256;

export function createColumnHash(columnKey: string): ColumnHash {
  let sum = 0n;
  let count = 0;
  return {
    add(externalId, hash) {
      sum = BigInt.asUintN(bits256, sum + BigInt(`0x${sha256(canonicalJson([externalId, hash]))}`));
      count += 1;
    },
    digest: () => sha256(canonicalJson([columnKey, count, sum.toString(16).padStart(64, "0")])),
  };
}

/** Takes the records of a board in the order of their external ids. */
export interface BoardHash {
  add(externalId: string, hash: string): void;
  /** Ends it: nothing can be added any more. */
  digest(): string;
}

export function createBoardHash(): BoardHash {
  const hash = createHash("sha256");
  return {
    add(externalId, record) {
      hash.update(`${externalId}\t${record}\n`, "utf8");
    },
    digest: () => hash.digest("hex"),
  };
}

export function rootHash(boards: readonly { readonly key: string; readonly hash: string }[]): string {
  const sorted = boards
    .map(({ key, hash }) => [key, hash] as const)
    .sort(([left], [right]) => compareTexts(left, right));
  return sha256(canonicalJson(sorted));
}
