import { stringify } from "csv-stringify/sync";

/** Lets spreadsheets read the file as UTF-8. */
export const csvMark = "\uFEFF";

/** What a spreadsheet would run as a formula, also behind blanks; and signs that move the cell's start. */
const formulaStart = /^(?:\s*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20]|[\t\r\n])/u;
const plainNumber = /^-?\d+(?:\.\d+)?$/;

/**
 * A quote before a text a spreadsheet would run as a formula keeps it a text. Numbers stay numbers. See
 * https://owasp.org/www-community/attacks/CSV_Injection.
 */
export function guardCell(text: string): string {
  return formulaStart.test(text) && !plainNumber.test(text) ? `'${text}` : text;
}

/** Rows of a CSV file: RFC 4180, every cell safe to open in a spreadsheet. */
export function toCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return stringify(
    rows.map((row) => row.map((cell) => (cell === null ? "" : guardCell(String(cell))))),
    // By itself the library quotes only what holds the whole delimiter, not a lone line feed.
    { record_delimiter: "\r\n", quoted_match: /[\r\n]/ },
  );
}
