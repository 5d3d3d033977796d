import { ConfirmDialog } from "../components/ConfirmDialog.tsx";
import type { MigrationView } from "../lib/contract.ts";
import { navigate } from "../lib/navigation.ts";
import { useDeleteMigration } from "../lib/queries/migrations.ts";

export interface DeleteDialogProps {
  readonly migration: MigrationView;
  readonly onClose: () => void;
}

/** Asks before an import is forgotten, and says what stays. */
export function DeleteDialog({ migration, onClose }: DeleteDialogProps) {
  const remove = useDeleteMigration();
  const confirm = () =>
    remove.mutate(migration.id, { onSuccess: () => navigate({ name: "home" }, { replace: true }) });
  return (
    <ConfirmDialog
      open
      title={`Delete “${migration.name}”?`}
      confirmLabel="Delete"
      destructive
      busy={remove.isPending}
      error={remove.error}
      onConfirm={confirm}
      onCancel={onClose}
    >
      <p>
        Portage forgets what it read, the plan, its record of what was written and the audit trail: it can no
        longer verify or take anything back. Download the report and the audit trail first. This cannot be
        undone.
      </p>
      <p>Boards and items in monday stay as they are, and so does your data in {migration.sourceTitle}.</p>
    </ConfirmDialog>
  );
}
