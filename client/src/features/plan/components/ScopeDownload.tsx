import { Button } from "@vibe/core";
import { ErrorNotice, type ShownFailure } from "../../../components/ErrorNotice.tsx";
import { Section } from "../../../components/Page.tsx";
import type { DownloadFile } from "../../../lib/queries/downloads.ts";
import styles from "./Tab.module.css";

export interface ScopeDownloadProps {
  readonly onDownload: (file: DownloadFile) => void;
  readonly isBusy: boolean;
  readonly error: ShownFailure | null;
}

const forms: ReadonlyArray<{ readonly file: DownloadFile; readonly text: string; readonly name: string }> = [
  { file: "scope.html", text: "As a page", name: "Scope document as a page" },
  { file: "scope.csv", text: "As CSV", name: "Scope document as CSV" },
  { file: "scope.json", text: "As JSON", name: "Scope document as JSON" },
];

/** The plan in writing, to read, to file, or to hand to whoever decides. */
export function ScopeDownload({ onDownload, isBusy, error }: ScopeDownloadProps) {
  return (
    <Section title="The plan in writing">
      <p className={styles.lead}>
        The scope document says what moves, what does not, and what to set up in monday by hand.
      </p>
      {error === null ? null : <ErrorNotice error={error} />}
      <div className={styles.buttons}>
        {forms.map(({ file, text, name }) => (
          <Button
            key={file}
            kind="secondary"
            size="small"
            aria-label={name}
            disabled={isBusy}
            onClick={() => onDownload(file)}
          >
            {text}
          </Button>
        ))}
      </div>
    </Section>
  );
}
