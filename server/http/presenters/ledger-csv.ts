import type { Writable } from "node:stream";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { stringify } from "csv-stringify";
import type { LedgerEntry } from "../../contract/records.ts";

const columns = [
  "Phase",
  "Stream",
  "Source ID",
  "Name",
  "Outcome",
  "Reason",
  "What to do",
  "Notes",
  "Item ID",
  "Item",
  "At",
];

function toRow(entry: LedgerEntry): readonly string[] {
  return [
    entry.phase,
    entry.stream,
    entry.externalId,
    entry.name,
    entry.outcome ?? "pending",
    entry.reason ?? "",
    entry.remedy ?? "",
    entry.notes.map((note) => note.text).join("; "),
    entry.itemId ?? "",
    entry.itemUrl ?? "",
    entry.at ?? "",
  ];
}

async function* toRows(entries: AsyncIterable<LedgerEntry>): AsyncGenerator<readonly string[]> {
  for await (const entry of entries) yield toRow(entry);
}

/**
 * Writes ledger entries as CSV, one at a time. Cells that a spreadsheet would run as a formula are defused, and a
 * byte order mark tells Excel that the text is UTF-8.
 */
export async function writeLedgerCsv(entries: AsyncIterable<LedgerEntry>, out: Writable): Promise<void> {
  const csv = stringify({ header: true, columns, bom: true, escape_formulas: true });
  await pipeline(Readable.from(toRows(entries)), csv, out);
}
