/**
 * A test workspace is filled by the same plan under other board keys: everything of it (ledger phases, schema
 * objects) begins with this, so that nothing of the import can be taken for it.
 */
export const testPrefix = "test.";

/** True for keys of boards, phases and schema objects that belong to a test workspace. */
export function isTestKey(key: string): boolean {
  return key.startsWith(testPrefix);
}
