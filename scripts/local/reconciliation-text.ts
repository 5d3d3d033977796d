import type { Reconciliation } from "../../server/contract/records.ts";
import { toTable } from "./table.ts";

const phaseColumns = [
  "Phase",
  "In source",
  "Created",
  "Updated",
  "Unchanged",
  "Merged",
  "Skipped",
  "Failed",
  "Expected",
  "Found",
  "Links",
  "",
];
const sumColumns = ["Phase", "Sum of", "Kind", "Unit", "Source", "monday"];

/** The reconciliation as a terminal shows it: phases, sums, reasons, verdict. */
export function toReconciliationText(reconciliation: Reconciliation): string {
  const { phases, reasons, addsUp } = reconciliation;
  const sums = phases.flatMap((p) =>
    p.sums.map((s) => [p.title, s.title, s.kind ?? "", s.unit ?? "", s.source, s.destination ?? "-"]),
  );
  return [
    toTable(phaseColumns, phases.map(toPhaseRow)),
    ...(sums.length > 0 ? [`\n${toTable(sumColumns, sums)}`] : []),
    ...reasons.map(({ outcome, count, text }) => `${outcome} ${count}: ${text}`),
    addsUp ? "\nEvery phase adds up." : "\nSome phases do not add up.",
  ].join("\n");
}

function toPhaseRow(p: Reconciliation["phases"][number]) {
  return [
    p.title,
    p.inSnapshot,
    p.created,
    p.updated,
    p.unchanged,
    p.merged,
    p.skipped,
    p.failed,
    p.expected,
    p.found ?? "-",
    `${p.links.found ?? "-"}/${p.links.expected}`,
    p.addsUp ? "adds up" : p.differences.join("; "),
  ];
}
