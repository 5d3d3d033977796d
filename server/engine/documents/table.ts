import { toCsv } from "../../core/documents/csv.ts";
import type { CsvRow } from "../../core/documents/scope-rows.ts";

const rowsPerPiece = 200;

/** CSV of the rows in pieces, each row as wide as the table. */
export function* toTable(rows: Iterable<CsvRow>, width: number): Generator<string> {
  let piece: CsvRow[] = [];
  for (const row of rows) {
    piece.push([...row, ...Array<null>(Math.max(0, width - row.length)).fill(null)]);
    if (piece.length < rowsPerPiece) continue;
    yield toCsv(piece);
    piece = [];
  }
  if (piece.length > 0) yield toCsv(piece);
}
