import type { WriteOperation } from "../../connectors/types.ts";

const kinds: readonly unknown[] = ["create_item", "update_item", "create_update"];

/**
 * Reads an operation back from the ledger. Only the engine writes these texts, from a `WriteOperation`, and they
 * are read by the hundred thousand, so the shape is taken as ours; a text that is no operation at all is a bug.
 */
export function parseOperation(text: string): WriteOperation {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== "object" || parsed === null || !("kind" in parsed) || !kinds.includes(parsed.kind)) {
    throw new Error("The ledger holds a text that is no operation");
  }
  return parsed as WriteOperation;
}
