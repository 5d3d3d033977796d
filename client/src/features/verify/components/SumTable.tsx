import { Chip } from "../../../components/Chip.tsx";
import { type DataColumn, DataTable } from "../../../components/DataTable.tsx";
import type { ReconciliationPhase } from "../../../lib/contract.ts";
import { alignDecimals, isSameDecimal } from "../lib/summary.ts";

interface SumRow {
  readonly key: string;
  readonly board: string;
  readonly what: string;
  readonly source: string;
  readonly destination: string | null;
  /** Both sums as they are shown: grouped, with as many digits behind the point. */
  readonly shown: readonly [string, string];
  readonly unit: string;
}

function toRows(phases: readonly ReconciliationPhase[]): SumRow[] {
  return phases.flatMap((phase) =>
    phase.sums.map((sum) => ({
      key: `${phase.key} ${sum.column} ${sum.kind ?? ""}`,
      board: phase.title,
      what: sum.kind === null ? sum.title : `${sum.title}, ${sum.kind}`,
      source: sum.source,
      destination: sum.destination,
      shown: alignDecimals(sum.source, sum.destination ?? ""),
      unit: sum.unit ?? "",
    })),
  );
}

function Verdict({ row: { source, destination } }: { readonly row: SumRow }) {
  if (destination === null) return <Chip tone="neutral">Not checked yet</Chip>;
  return isSameDecimal(source, destination) ? (
    <Chip tone="positive">Equal</Chip>
  ) : (
    <Chip tone="warning">Differs</Chip>
  );
}

const columns: readonly DataColumn<SumRow>[] = [
  { key: "what", title: "Sum of", render: (row) => row.what },
  { key: "board", title: "Board", render: (row) => row.board },
  { key: "source", title: "Source", align: "number", render: (row) => `${row.shown[0]} ${row.unit}` },
  {
    key: "destination",
    title: "monday",
    align: "number",
    render: (row) => (row.destination === null ? "" : `${row.shown[1]} ${row.unit}`),
  },
  { key: "verdict", title: "Verdict", render: (row) => <Verdict row={row} /> },
];

/** Sums of every numbers column, exact to the last digit, per kind where there are kinds. */
export function SumTable({ phases }: { readonly phases: readonly ReconciliationPhase[] }) {
  return (
    <DataTable
      label="Sums in the source and in monday"
      columns={columns}
      rows={toRows(phases)}
      rowKey={(row) => row.key}
    />
  );
}
