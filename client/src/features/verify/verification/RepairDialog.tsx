import { ConfirmDialog } from "../../../components/ConfirmDialog.tsx";
import type { ShownFailure } from "../../../components/ErrorNotice.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { Repair } from "../../../lib/contract.ts";
import { pluralOf } from "../../../lib/format.ts";

export interface AskedRepair {
  readonly repair: Repair;
  /** Of the differences it is about. */
  readonly count: number;
}

export interface RepairDialogProps {
  /** Null keeps it closed. */
  readonly asked: AskedRepair | null;
  readonly isStarting: boolean;
  readonly error: ShownFailure | null;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** What a repair does and overwrites, before it starts. */
export function RepairDialog({ asked, isStarting, error, onConfirm, onCancel }: RepairDialogProps) {
  const format = useFormat();
  return (
    <ConfirmDialog
      open={asked !== null}
      title={`Repair ${format.count(asked?.count ?? 0, "difference")}?`}
      confirmLabel="Repair"
      cancelLabel="Leave it"
      busy={isStarting}
      error={error}
      onConfirm={onConfirm}
      onCancel={onCancel}
    >
      <p>
        Portage reads each item once more, writes again what the import wrote, reads it back and compares.
        What somebody entered {pluralOf(asked?.count ?? 0, "there", "in these places")} since the import is
        overwritten.
      </p>
      <p>If it is right as it is now, say so instead: then nothing is written.</p>
    </ConfirmDialog>
  );
}
