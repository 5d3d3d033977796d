import { Modal, ModalBasicLayout, ModalContent, ModalHeader } from "@vibe/core";
import { PreviewPanel, type PreviewPanelProps } from "./PreviewPanel.tsx";

export interface RollbackDialogProps extends Omit<PreviewPanelProps, "onStarted"> {
  /** What would be taken back: "Take Olivia Roy back". */
  readonly title: string;
  readonly onClose: () => void;
}

/** The preview of one record's rollback, opened from the list of records. */
export function RollbackDialog({ title, onClose, ...panel }: RollbackDialogProps) {
  return (
    <Modal id="rollback-record" show size="medium" closeButtonAriaLabel="Close" onClose={onClose}>
      <ModalBasicLayout>
        <ModalHeader title={title} />
        <ModalContent>
          <PreviewPanel {...panel} onStarted={onClose} />
        </ModalContent>
      </ModalBasicLayout>
    </Modal>
  );
}
