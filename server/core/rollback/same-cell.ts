import { canonicalJson } from "../canonical.ts";
import type { ExistingCell } from "../mapping/fill-empty.ts";

/** Members of a raw value that tell when it was set, not what it is. */
const moments = new Set(["changed_at", "updated_at"]);

/** True when a person would find something in the cell. */
export function isFilled(cell: ExistingCell | undefined): boolean {
  if (!cell) return false;
  return (cell.linkedItemIds ?? []).length > 0 || (cell.text ?? "").trim() !== "";
}

/** Whether two readings of a cell show the same thing; a cell that was never set equals an emptied one. */
export function isSameCell(one: ExistingCell | undefined, other: ExistingCell | undefined): boolean {
  if (!isFilled(one) && !isFilled(other)) return true;
  if (!one || !other) return false;
  if (linksOf(one) !== linksOf(other)) return false;
  if (one.linkedItemIds !== undefined || other.linkedItemIds !== undefined) return true;
  return (one.text ?? "") === (other.text ?? "") && contentOf(one) === contentOf(other);
}

function linksOf(cell: ExistingCell): string {
  return [...(cell.linkedItemIds ?? [])].sort().join(",");
}

function contentOf(cell: ExistingCell): string {
  if (cell.value === null) return "";
  try {
    const raw: unknown = JSON.parse(cell.value);
    if (typeof raw !== "object" || raw === null) return canonicalJson(raw);
    const kept = Object.entries(raw).filter(([member, value]) => !moments.has(member) && value !== null);
    return canonicalJson(Object.fromEntries(kept));
  } catch {
    // Not JSON: the text as it stands.
    return cell.value;
  }
}
