import { Chip } from "../../../components/Chip.tsx";
import { type DataColumn, DataTable } from "../../../components/DataTable.tsx";
import type { ReconciliationPhase, Verification } from "../../../lib/contract.ts";
import { alignDecimals, isSameDecimal } from "../lib/summary.ts";

export interface SumRow {
  readonly key: string;
  readonly board: string;
  readonly what: string;
  readonly source: string;
  readonly destination: string | null;
  readonly unit: string;
}

/** The sums of an import's own check. */
export function toImportSums(phases: readonly ReconciliationPhase[]): SumRow[] {
  return phases.flatMap((phase) =>
    phase.sums.map((sum) => ({
      key: `${phase.key} ${sum.column} ${sum.kind ?? ""}`,
      board: phase.title,
      what: sum.kind === null ? sum.title : `${sum.title}, ${sum.kind}`,
      source: sum.source,
      destination: sum.destination,
      unit: sum.unit ?? "",
    })),
  );
}

/** The sums of a full reading. */
export function toVerifiedSums({ sums }: Pick<Verification, "sums">): SumRow[] {
  return sums.map((sum) => ({
    key: `${sum.board} ${sum.column} ${sum.kind ?? ""}`,
    board: sum.boardTitle,
    what: sum.kind === null ? sum.title : `${sum.title}, ${sum.kind}`,
    source: sum.source,
    destination: sum.destination,
    unit: sum.unit ?? "",
  }));
}

/** Grouped, with as many digits behind the point on both sides. */
function shown({ source, destination }: SumRow): [string, string] {
  return alignDecimals(source, destination ?? "");
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
  { key: "verdict", title: "Verdict", render: (row) => <Verdict row={row} /> },
  { key: "board", title: "Board", render: (row) => row.board },
  { key: "source", title: "Source", align: "number", render: (row) => `${shown(row)[0]} ${row.unit}` },
  {
    key: "destination",
    title: "monday",
    align: "number",
    render: (row) => (row.destination === null ? "" : `${shown(row)[1]} ${row.unit}`),
  },
];

/** Sums of every numbers column, exact to the last digit, per kind where there are kinds. */
export function SumTable({ rows }: { readonly rows: readonly SumRow[] }) {
  return (
    <DataTable
      label="Sums in the source and in monday"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.key}
    />
  );
}
