import { Button, Modal, ModalBasicLayout, ModalContent, ModalHeader } from "@vibe/core";
import { OutsideLink } from "../../../../components/OutsideLink.tsx";
import type { DiffRow } from "../../../../lib/contract.ts";
import { hasMapping } from "../../lib/diff-layout.ts";
import styles from "./DiffDetail.module.css";
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
      <VerdictMark row={row} />
      <dl className={styles.full}>
        {values.map(([title, text]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{text === "" ? <span className={styles.quiet}>empty</span> : text}</dd>
          </div>
        ))}
        <div>
          <dt>Record</dt>
          <dd>{row.name}</dd>
        </div>
        <div>
          <dt>Source ID</dt>
          <dd>{row.externalId}</dd>
        </div>
      </dl>
      <div className={styles.buttons}>
        {hasMapping(row) ? (
          <Button size="small" kind="secondary" onClick={() => onFix(row)}>
            {mayEdit ? "Change the mapping" : "Show the mapping"}
          </Button>
        ) : null}
        {row.itemUrl === null ? null : <OutsideLink href={row.itemUrl}>Open in monday</OutsideLink>}
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
