import type { TypedValue } from "../../contract/values.ts";
import { canonicalJson, sha256 } from "../../core/canonical.ts";

/** Hash of what a record asks for: its name and its cells with links resolved, whatever the order of either. */
export function wantedHash(name: string, values: Readonly<Record<string, TypedValue>>): string {
  return sha256(canonicalJson([name, values]));
}
