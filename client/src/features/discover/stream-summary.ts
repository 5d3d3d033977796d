import type { FieldInventory, Finding, Inventory, Plan, StreamInventory } from "../../lib/contract.ts";

export interface StreamSummary {
  readonly fields: number;
  /** Values present and values possible, over all fields. */
  readonly filled: number;
  readonly possible: number;
  /** Records that share a match key with another one. */
  readonly duplicates: number;
  /** Values longer than monday's limits. */
  readonly tooLong: number;
  /** Values that do not fit their field's type. */
  readonly invalid: number;
  /** References to records that do not exist. */
  readonly dangling: number;
  /** Records the source announced and did not hand out. */
  readonly missing: number;
}

/** One row of the inventory. */
export function summarizeStream(stream: StreamInventory): StreamSummary {
  let filled = 0;
  let possible = 0;
  let tooLong = 0;
  let invalid = 0;
  let dangling = 0;
  for (const field of stream.fields) {
    filled += field.filled;
    possible += field.filled + field.empty;
    tooLong += overLimit(field);
    invalid += field.invalid;
    dangling += field.dangling;
  }
  const duplicates = stream.duplicates.reduce((sum, one) => sum + one.records, 0);
  const missing = stream.declared === null ? 0 : Math.max(0, stream.declared - stream.records);
  return { fields: stream.fields.length, filled, possible, duplicates, tooLong, invalid, dangling, missing };
}

/**
 * Values of a field longer than monday takes where they are headed: a name becomes an item's name, everything else
 * fits a long text at least. The label limit only matters once a field is made a status, which the plan answers.
 */
export function overLimit(field: FieldInventory): number {
  const isName = field.name === "name" || field.name.endsWith("_name");
  return field.over[isName ? "name" : "long_text"] ?? 0;
}

export interface ShownFinding {
  readonly id: string;
  readonly severity: Finding["severity"];
  readonly answered: boolean;
  readonly title: string;
  readonly detail: string;
  readonly remedy: string | null;
}

const order: Readonly<Record<Finding["severity"], number>> = { block: 0, choice: 1, accept: 2, info: 3 };

/** What blocks first, then what needs a choice, then what is good to know; answered ones last within their kind. */
export function findingsOf(inventory: Inventory, plan: Plan | null): readonly ShownFinding[] {
  const shown: ShownFinding[] = (plan?.findings ?? []).map((finding) => ({
    id: finding.id,
    severity: finding.severity,
    answered: finding.answered,
    title: finding.title,
    detail: finding.detail,
    remedy: finding.remedy,
  }));
  const known = new Set((plan?.findings ?? []).map((finding) => `${finding.code} ${finding.stream ?? ""}`));
  for (const finding of inventory.findings) {
    const key = `${finding.code} ${finding.stream ?? ""}`;
    if (known.has(key)) continue;
    const { title, detail } = finding;
    shown.push({ id: `source ${key}`, severity: "info", answered: false, title, detail, remedy: null });
  }
  return shown.sort(
    (a, b) => order[a.severity] - order[b.severity] || Number(a.answered) - Number(b.answered),
  );
}
