import { Chip } from "../../../components/Chip.tsx";
import { type DataColumn, DataTable } from "../../../components/DataTable.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { ReconciliationPhase } from "../../../lib/contract.ts";
import { isUpdatesPhase } from "../lib/summary.ts";

type Number = (value: number) => string;

function toFoundText(found: number | null, expected: number, number: Number): string {
  return found === null ? "not checked yet" : `${number(found)} of ${number(expected)}`;
}

function toColumns(
  phases: readonly ReconciliationPhase[],
  number: Number,
): readonly DataColumn<ReconciliationPhase>[] {
  const count = (
    key: "inSnapshot" | "created" | "updated" | "unchanged" | "merged" | "skipped" | "failed" | "pending",
    title: string,
  ): DataColumn<ReconciliationPhase> => ({
    key,
    title,
    align: "number",
    render: (phase) => number(phase[key]),
  });
  return [
    { key: "title", title: "Board", render: (phase) => phase.title },
    count("inSnapshot", "Read"),
    count("created", "Created"),
    count("updated", "Updated"),
    count("unchanged", "Unchanged"),
    count("merged", "Merged"),
    count("skipped", "Skipped"),
    count("failed", "Failed"),
    ...(phases.some((phase) => phase.pending > 0) ? [count("pending", "Not reached")] : []),
    {
      key: "found",
      title: "Found in monday",
      align: "number",
      render: (phase) =>
        isUpdatesPhase(phase) && phase.found === null
          ? "not read back"
          : toFoundText(phase.found, phase.expected, number),
    },
    {
      key: "links",
      title: "Links found",
      align: "number",
      render: ({ links }) =>
        links.expected === 0 ? "none" : toFoundText(links.found, links.expected, number),
    },
    {
      key: "addsUp",
      title: "Adds up",
      render: (phase) => (
        <Chip tone={phase.addsUp ? "positive" : "warning"}>{phase.addsUp ? "Yes" : "No"}</Chip>
      ),
    },
  ];
}

/** Every phase with what was read, what became of it and what was found again. */
export function PhaseTable({ phases }: { readonly phases: readonly ReconciliationPhase[] }) {
  const format = useFormat();
  return (
    <DataTable
      label="Reconciliation for each board"
      columns={toColumns(phases, format.number)}
      rows={phases}
      rowKey={(phase) => phase.key}
    />
  );
}
