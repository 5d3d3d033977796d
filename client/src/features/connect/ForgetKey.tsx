import { Button } from "@vibe/core";
import { useState } from "react";
import { ConfirmDialog } from "../../components/ConfirmDialog.tsx";
import type { ConnectionView } from "../../lib/contract.ts";
import { useDeleteConnection } from "../../lib/queries/connections.ts";

export interface ForgetKeyProps {
  readonly connection: ConnectionView;
  readonly onForgotten: () => void;
}

/** Removes a stored key from Portage, after asking. */
export function ForgetKey({ connection, onForgotten }: ForgetKeyProps) {
  const [asking, setAsking] = useState(false);
  const remove = useDeleteConnection();
  const confirm = () =>
    remove.mutate(connection.id, {
      onSuccess: () => {
        setAsking(false);
        onForgotten();
      },
    });
  return (
    <div>
      <Button kind="tertiary" size="small" onClick={() => setAsking(true)}>
        Forget this key
      </Button>
      <ConfirmDialog
        open={asking}
        title={`Forget the key of ${connection.account.label}?`}
        confirmLabel="Forget it"
        destructive
        busy={remove.isPending}
        error={remove.error}
        onConfirm={confirm}
        onCancel={() => setAsking(false)}
      >
        <p>
          Portage deletes the stored key. In {connection.title} it stays valid until you switch it off there.
        </p>
      </ConfirmDialog>
    </div>
  );
}
