import { useMutation } from "@tanstack/react-query";
import { useApi } from "../client-context.tsx";
import { saveFile } from "../save-file.ts";

/** Files of a migration: name in its folder of the API and type of its content. */
export const downloadTypes = {
  "report.html": "text/html",
  "report.json": "application/json",
  "report.csv": "text/csv",
  "scope.html": "text/html",
  "scope.json": "application/json",
  "scope.csv": "text/csv",
  "spot-check.html": "text/html",
  "ids.csv": "text/csv",
  "records.csv": "text/csv",
  "audit.jsonl": "application/x-ndjson",
} as const;
export type DownloadFile = keyof typeof downloadTypes;

/** Fetches a file with the session's token and hands it to the browser. */
export function useDownload(migrationId: string) {
  const api = useApi();
  return useMutation({
    mutationFn: async (file: DownloadFile) => {
      const path = `/migrations/${encodeURIComponent(migrationId)}/${file}`;
      await saveFile(await api.open(path, { accept: downloadTypes[file] }), `portage-${file}`);
    },
  });
}
