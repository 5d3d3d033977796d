import { Modal, ModalBasicLayout, ModalContent, ModalHeader } from "@vibe/core";
import { Downloads } from "../components/Downloads.tsx";
import type { MigrationView } from "../lib/contract.ts";

export interface ReportDialogProps {
  readonly migration: MigrationView;
  readonly onClose: () => void;
}

/** The report and the lists of an import, wherever in it one is. */
export function ReportDialog({ migration, onClose }: ReportDialogProps) {
  return (
    <Modal id={`report-${migration.id}`} show size="medium" closeButtonAriaLabel="Close" onClose={onClose}>
      <ModalBasicLayout>
        <ModalHeader title="Report and lists" />
        <ModalContent>
          <Downloads migrationId={migration.id} />
        </ModalContent>
      </ModalBasicLayout>
    </Modal>
  );
}
