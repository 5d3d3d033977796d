import type { ReactNode } from "react";
import { useFormat } from "../../../lib/client-context.tsx";
import type { RollbackPreview } from "../../../lib/contract.ts";
import { LeftAlone } from "./LeftAlone.tsx";
import styles from "./Rollback.module.css";
import {
  partLeft,
  toEstimateSentence,
  toPreviewSentence,
  toRemovedLines,
  toWholePreviewSentence,
} from "./rollback-words.ts";

export interface PreviewViewProps {
  readonly preview: RollbackPreview;
  /** What people have touched is taken back as well. */
  readonly includeTouched?: boolean;
}

/** What taking back would do: removed, restored, left alone and why, and what monday cannot undo. */
export function PreviewView({ preview, includeTouched = false }: PreviewViewProps) {
  const format = useFormat();
  return (
    <div className={styles.panel}>
      <div className={styles.part}>
        <p className={styles.sentence} role="status">
          {(includeTouched ? toWholePreviewSentence : toPreviewSentence)(preview, format)}
        </p>
        <p className={styles.quiet}>
          {toEstimateSentence(preview, format)}
          {preview.at === null ? "" : ` Read from monday at ${format.when(preview.at, new Date())}.`}
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
      {includeTouched ? (
        <LeftWithoutTouched left={preview.leave} />
      ) : (
        <LeftPart title="Will be left alone" left={preview.leave} />
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

type Left = RollbackPreview["leave"];

function LeftPart({ title, left }: { readonly title: string; readonly left: Left }) {
  if (left.length === 0) return null;
  return (
    <Part title={title}>
      <LeftAlone left={left} />
    </Part>
  );
}

/** What becomes of the rest once the work of people goes too: it kept boards and columns in use. */
function LeftWithoutTouched({ left }: { readonly left: Left }) {
  const { touched, inUse, always } = partLeft(left);
  return (
    <>
      <LeftPart title="Will be taken back although people have touched it" left={touched} />
      <LeftPart title="Will be removed too, unless something stays on it" left={inUse} />
      <LeftPart title="Will be left alone" left={always} />
    </>
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
