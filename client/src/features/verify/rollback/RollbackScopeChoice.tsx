import { SelectField, type SelectOption } from "../../../components/SelectField.tsx";
import type { RollbackScope } from "../../../lib/contract.ts";
import styles from "./Rollback.module.css";

export interface RollbackScopeChoiceProps {
  readonly scope: RollbackScope;
  /** Boards of the import, by key. */
  readonly boards: readonly SelectOption[];
  /** Runs that have written something, newest first, by id. */
  readonly runs: readonly SelectOption[];
  readonly onChange: (scope: RollbackScope) => void;
}

/** How much is taken back: everything, what one run wrote, or one board. */
export function RollbackScopeChoice({ scope, boards, runs, onChange }: RollbackScopeChoiceProps) {
  const firstBoard = boards[0]?.value;
  const firstRun = runs[0]?.value;
  return (
    <div className={styles.scope}>
      <SelectField
        label="How much"
        value={scope.kind}
        options={[
          { value: "all", text: "Everything Portage wrote" },
          ...(firstRun === undefined ? [] : [{ value: "run", text: "What one run wrote" }]),
          ...(firstBoard === undefined ? [] : [{ value: "board", text: "One board" }]),
        ]}
        onChange={(kind) => {
          if (kind === "run" && firstRun !== undefined) onChange({ kind, runId: firstRun });
          else if (kind === "board" && firstBoard !== undefined) onChange({ kind, board: firstBoard });
          else onChange({ kind: "all" });
        }}
      />
      {scope.kind === "run" ? (
        <SelectField
          label="Run"
          value={scope.runId}
          options={runs}
          onChange={(runId) => onChange({ kind: "run", runId })}
        />
      ) : null}
      {scope.kind === "board" ? (
        <SelectField
          label="Board"
          value={scope.board}
          options={boards}
          onChange={(board) => onChange({ kind: "board", board })}
        />
      ) : null}
    </div>
  );
}
