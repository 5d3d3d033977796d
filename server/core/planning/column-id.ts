import { sha256 } from "../canonical.ts";

/** monday: at most 24 of `[a-z0-9_]`, not starting with a digit. */
const columnIdMax = 24;
/** The text column every board gets; it holds the external id and is the match key of the import. */
export const externalIdColumnId = "portage_id";

/** Column key made of a source field name: only `[a-z0-9_]`, starting with a letter. */
export function toColumnKey(field: string): string {
  const plain = field
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  const isPlain = plain === field && /^[a-z]/.test(plain);
  return isPlain ? plain : `f_${plain}_${sha256(field).slice(0, 6)}`;
}

/** Column id in monday for a column key; stable, unique as long as keys are. */
export function toColumnId(key: string): string {
  const id = `p_${key}`;
  if (id.length <= columnIdMax) return id;
  return `${id.slice(0, columnIdMax - 7)}_${sha256(key).slice(0, 6)}`;
}
