import type { ReactNode } from "react";
import { useFormat } from "../../../lib/client-context.tsx";
import type { RollbackPreview } from "../../../lib/contract.ts";
import { LeftAlone } from "./LeftAlone.tsx";
import styles from "./Rollback.module.css";
import { toEstimateSentence, toPreviewSentence, toRemovedLines } from "./rollback-words.ts";

/** What taking back would do: removed, restored, left alone and why, and what monday cannot undo. */
export function PreviewView({ preview }: { readonly preview: RollbackPreview }) {
  const format = useFormat();
  return (
    <div className={styles.panel}>
      <div className={styles.part}>
        <p className={styles.sentence}>{toPreviewSentence(preview, format)}</p>
        <p className={styles.quiet}>
          {toEstimateSentence(preview, format)}
          {preview.at === null ? "" : ` As monday was at ${format.when(preview.at, new Date())}.`}
        </p>
      </div>
      {preview.remove.length === 0 ? null : (
        <Part title="Will be removed">
          <ul className={styles.list} aria-label="Will be removed">
            {toRemovedLines(preview.remove, format).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Part>
      )}
      {preview.restore.length === 0 ? null : (
        <Part title="Gets its old values back">
          <ul className={styles.list} aria-label="Gets its old values back">
            {preview.restore.map((part) => (
              <li key={part.board}>
                {part.title}: {format.count(part.cells, "field")} of {format.count(part.items, "item")} that
                were there before the import
              </li>
            ))}
          </ul>
        </Part>
      )}
      {preview.leave.length === 0 ? null : (
        <Part title="Will be left alone">
          <LeftAlone left={preview.leave} />
        </Part>
      )}
      {preview.cannot.length === 0 ? null : (
        <Part title="What monday gives no way to take back">
          <ul className={styles.list} aria-label="What monday gives no way to take back">
            {preview.cannot.map(({ title, detail }) => (
              <li key={title}>
                <strong>{title}.</strong> {detail}
              </li>
            ))}
          </ul>
        </Part>
      )}
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={styles.part}>
      <p className={styles.title}>{title}</p>
      {children}
    </div>
  );
}
