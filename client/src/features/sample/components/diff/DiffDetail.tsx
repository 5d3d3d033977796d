import { Button, Modal, ModalBasicLayout, ModalContent, ModalHeader } from "@vibe/core";
import type { DiffRow } from "../../../../lib/contract.ts";
import { hasMapping } from "../../lib/diff-layout.ts";
import styles from "./Diff.module.css";
import { type EntryProps, VerdictMark } from "./DiffRow.tsx";

export interface DiffDetailProps extends Pick<EntryProps, "sourceTitle" | "mayEdit" | "onFix"> {
  /** Null keeps it closed. */
  readonly row: DiffRow | null;
  readonly onClose: () => void;
}

function Body({ row, sourceTitle, mayEdit, onFix }: DiffDetailProps & { readonly row: DiffRow }) {
  const values = [
    [`In ${sourceTitle}`, row.source],
    ["What happens to it", row.transformation],
    ["Written", row.written],
    ["Read back", row.readBack],
  ] as const;
  return (
    <div className={styles.detail}>
      <div className={styles.verdict}>
        <VerdictMark row={row} />
      </div>
      <dl className={styles.full}>
        {values.map(([title, text]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{text === "" ? <span className={styles.quiet}>empty</span> : text}</dd>
          </div>
        ))}
        <div>
          <dt>Record</dt>
          <dd>{row.externalId}</dd>
        </div>
      </dl>
      <div className={styles.buttons}>
        {hasMapping(row) ? (
          <Button size="small" kind="secondary" onClick={() => onFix(row)}>
            {mayEdit ? "Change the mapping" : "Show the mapping"}
          </Button>
        ) : null}
        {row.itemUrl === null ? null : (
          <a className={styles.link} href={row.itemUrl} target="_blank" rel="noreferrer">
            Open in monday
          </a>
        )}
      </div>
    </div>
  );
}

/** One field of one record with its texts in full. */
export function DiffDetail(props: DiffDetailProps) {
  const { row, onClose } = props;
  return (
    <Modal
      id="diff-detail"
      className={styles.dialog ?? ""}
      show={row !== null}
      size="medium"
      onClose={onClose}
      closeButtonAriaLabel="Close this field"
    >
      <ModalBasicLayout>
        <ModalHeader
          title={row?.name ?? ""}
          description={row === null ? "" : `${row.columnTitle} on ${row.boardTitle}`}
        />
        <ModalContent>{row === null ? null : <Body {...props} row={row} />}</ModalContent>
      </ModalBasicLayout>
    </Modal>
  );
}
