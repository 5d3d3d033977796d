import type { DownloadFile } from "../lib/queries/downloads.ts";

export interface DownloadEntry {
  readonly title: string;
  /** What it is good for. */
  readonly text: string;
  /** One button for each format. */
  readonly files: ReadonlyArray<{ readonly file: DownloadFile; readonly format: string }>;
}

/** What can be taken away from an import, the most wanted first. */
export const downloadEntries: readonly DownloadEntry[] = [
  {
    title: "Handoff report",
    text: "Counts, decisions, what was merged or left out and why, what to do next. The page prints well.",
    files: [
      { file: "report.html", format: "Page" },
      { file: "report.json", format: "JSON" },
      { file: "report.csv", format: "CSV" },
    ],
  },
  {
    title: "Old ids and new items",
    text: "Each record's id in the source beside its item and address in monday.",
    files: [{ file: "ids.csv", format: "CSV" }],
  },
  {
    title: "All records",
    text: "Every record with its outcome, the reason and its item.",
    files: [{ file: "records.csv", format: "CSV" }],
  },
  {
    title: "Scope document",
    text: "What the plan moves where, column by column, and what to set up.",
    files: [
      { file: "scope.html", format: "Page" },
      { file: "scope.json", format: "JSON" },
      { file: "scope.csv", format: "CSV" },
    ],
  },
  {
    title: "Audit trail",
    text: "Every operation on both sides in one chain: a changed line is found.",
    files: [{ file: "audit.jsonl", format: "JSONL" }],
  },
];
