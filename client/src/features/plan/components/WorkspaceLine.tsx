import { Button } from "@vibe/core";
import { useState } from "react";
import { ConfirmDialog } from "../../../components/ConfirmDialog.tsx";
import { ErrorNotice } from "../../../components/ErrorNotice.tsx";
import { SelectField } from "../../../components/SelectField.tsx";
import { Skeletons } from "../../../components/Skeletons.tsx";
import type { Plan } from "../../../lib/contract.ts";
import { useWorkspaces } from "../../../lib/queries/workspaces.ts";
import { origins, type PlanEditing } from "../lib/editing.ts";
import { RefusalNote } from "./RefusalNote.tsx";
import styles from "./WorkspaceLine.module.css";

interface ChoiceProps {
  readonly plan: Plan;
  /** Id of the workspace chosen so far. */
  readonly value: string;
  readonly onChange: (id: string) => void;
}

function Choice({ plan, value, onChange }: ChoiceProps) {
  const workspaces = useWorkspaces();
  if (workspaces.isPending) return <Skeletons label="Loading the workspaces" shapes={["line"]} />;
  if (workspaces.isError) {
    return <ErrorNotice error={workspaces.error} onRetry={() => void workspaces.refetch()} />;
  }
  const options = workspaces.data.map(({ id, name, crm }) => ({
    value: id,
    text: crm ? `${name} (CRM)` : name,
  }));
  const current = plan.workspace.id ?? "";
  if (!options.some((option) => option.value === current)) {
    options.unshift({ value: current, text: plan.workspace.name });
  }
  return (
    <SelectField label="Workspace for the new boards" value={value} options={options} onChange={onChange} />
  );
}

interface WorkspaceLineProps {
  readonly plan: Plan;
  readonly editing: PlanEditing;
}

/** Where the new boards will be, with the way to choose another workspace as long as there are none yet. */
export function WorkspaceLine({ plan, editing }: WorkspaceLineProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const current = plan.workspace.id ?? "";
  const close = () => setChosen(null);
  const confirm = () => {
    if (chosen !== null && chosen !== "" && chosen !== current) {
      editing.edit(origins.workspace, [{ op: "workspace", workspaceId: chosen }]);
    }
    close();
  };
  return (
    <>
      <div className={styles.line}>
        <span>
          Lands in the workspace <strong>{plan.workspace.name}</strong>
        </span>
        {editing.mayEdit ? (
          <Button
            size="small"
            kind="tertiary"
            aria-label="Change the workspace"
            onClick={() => setChosen(current)}
          >
            Change
          </Button>
        ) : null}
      </div>
      <RefusalNote refusal={editing.refusal} origin={origins.workspace} />
      <ConfirmDialog
        open={chosen !== null}
        title="Where should the new boards be?"
        confirmLabel="Use this workspace"
        cancelLabel="Cancel"
        onConfirm={confirm}
        onCancel={close}
      >
        <Choice plan={plan} value={chosen ?? current} onChange={setChosen} />
        <p>
          All new boards are made there. A board of your own that records go to stays where it is. A plan that
          was approved has to be approved again.
        </p>
      </ConfirmDialog>
    </>
  );
}
