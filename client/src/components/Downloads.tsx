import { Button } from "@vibe/core";
import { useDownload } from "../lib/queries/downloads.ts";
import styles from "./Downloads.module.css";
import { downloadEntries } from "./download-entries.ts";
import { ErrorNotice } from "./ErrorNotice.tsx";
import { FramedList } from "./FramedList.tsx";

/** Documents and lists to keep. */
export function Downloads({ migrationId }: { readonly migrationId: string }) {
  const download = useDownload(migrationId);
  return (
    <div className={styles.stack}>
      <FramedList label="Files to download" layout="row">
        {downloadEntries.map(({ title, text, files }) => (
          <li key={title}>
            <div className={styles.words}>
              <p className={styles.title}>{title}</p>
              <p className={styles.text}>{text}</p>
            </div>
            <div className={styles.buttons}>
              {files.map(({ file, format }) => (
                <Button
                  key={file}
                  size="small"
                  kind="secondary"
                  aria-label={`Download ${title}, ${format}`}
                  loading={download.isPending && download.variables === file}
                  disabled={download.isPending && download.variables !== file}
                  onClick={() => download.mutate(file)}
                >
                  {format}
                </Button>
              ))}
            </div>
          </li>
        ))}
      </FramedList>
      {download.error === null ? null : <ErrorNotice error={download.error} />}
    </div>
  );
}
