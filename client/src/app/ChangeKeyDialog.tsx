import { Modal, ModalBasicLayout, ModalContent, ModalHeader } from "@vibe/core";
import { ReplaceKey } from "../components/ReplaceKey.tsx";
import type { MigrationView } from "../lib/contract.ts";

export interface ChangeKeyDialogProps {
  readonly migration: MigrationView;
  readonly onClose: () => void;
}

/** Exchanges the key of an import that exists. */
export function ChangeKeyDialog({ migration, onClose }: ChangeKeyDialogProps) {
  return (
    <Modal id={`key-${migration.id}`} show size="medium" closeButtonAriaLabel="Close" onClose={onClose}>
      <ModalBasicLayout>
        <ModalHeader title={`Change the ${migration.sourceTitle} key`} />
        <ModalContent>
          <ReplaceKey migration={migration} />
        </ModalContent>
      </ModalBasicLayout>
    </Modal>
  );
}
