import { Modal, ModalBasicLayout, ModalContent, ModalFooter, ModalHeader } from "@vibe/core";
import { type ReactNode, useId } from "react";
import styles from "./ConfirmDialog.module.css";
import { ErrorNotice, type ShownFailure } from "./ErrorNotice.tsx";

export interface ConfirmDialogProps {
  readonly open: boolean;
  readonly title: string;
  /** What will happen, what will stay, whether it can be undone. */
  readonly children: ReactNode;
  readonly confirmLabel: string;
  readonly cancelLabel?: string;
  /** Red for what cannot be undone. */
  readonly destructive?: boolean;
  readonly busy?: boolean;
  /** Why the last attempt failed; the dialog stays open to show it. */
  readonly error?: ShownFailure | null;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks before something with consequences. Focus returns to where it was when the dialog closes. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const id = useId();
  return (
    <Modal
      id={`confirm-${id}`}
      show={props.open}
      size="small"
      closeButtonAriaLabel="Close"
      onClose={props.onCancel}
    >
      <ModalBasicLayout>
        <ModalHeader title={props.title} />
        <ModalContent>
          <div className={styles.text}>
            {props.children}
            {props.error ? <ErrorNotice error={props.error} /> : null}
          </div>
        </ModalContent>
      </ModalBasicLayout>
      <ModalFooter
        primaryButton={{
          text: props.confirmLabel,
          onClick: props.onConfirm,
          loading: props.busy ?? false,
          color: props.destructive === true ? "negative" : "primary",
        }}
        secondaryButton={{ text: props.cancelLabel ?? "Keep it", onClick: props.onCancel }}
      />
    </Modal>
  );
}
