/** Plain text table: numbers to the right, texts to the left. */
export function toTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === "number" ? cell.toLocaleString("en-US") : cell)),
  );
  const widths = head.map((title, i) => Math.max(title.length, ...cells.map((row) => (row[i] ?? "").length)));
  const line = (row: readonly string[], isNumber: (i: number) => boolean) =>
    row
      .map((cell, i) => (isNumber(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join("  ")
      .trimEnd();
  const numeric = (i: number) =>
    rows.length > 0 && rows.every((row) => typeof row[i] === "number" || row[i] === "-");
  return [
    line(head, numeric),
    widths.map((width) => "-".repeat(width)).join("  "),
    ...cells.map((row) => line(row, numeric)),
  ].join("\n");
}
