import { ConfirmDialog } from "../../../components/ConfirmDialog.tsx";
import type { ShownFailure } from "../../../components/ErrorNotice.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { SampleView } from "../../../lib/contract.ts";

export interface RemoveDialogProps {
  readonly open: boolean;
  readonly view: SampleView;
  readonly isBusy: boolean;
  readonly error: ShownFailure | null;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks before the sample is taken back, and says what goes and what stays. */
export function RemoveDialog({ open, view, isBusy, error, onConfirm, onCancel }: RemoveDialogProps) {
  const format = useFormat();
  const items = format.count(view.removable, "item");
  return (
    <ConfirmDialog
      open={open}
      title="Remove the sample?"
      confirmLabel="Remove the sample"
      cancelLabel="Keep it"
      destructive
      busy={isBusy}
      error={error}
      onConfirm={onConfirm}
      onCancel={onCancel}
    >
      {view.landing === "boards" ? (
        <p>
          {items} of the sample leave your boards, and what was changed on items of yours is put back as it
          was.
        </p>
      ) : (
        <p>
          The test workspace{view.workspaceName === null ? "" : ` “${view.workspaceName}”`} is removed with
          its boards and {items}. Your real boards are not touched.
        </p>
      )}
      <p>What somebody has changed or commented on since stays where it is.</p>
    </ConfirmDialog>
  );
}
