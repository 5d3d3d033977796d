import { Toggle } from "@vibe/core";
import { SelectField } from "../../../components/SelectField.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { PlanBoard } from "../../../lib/contract.ts";
import { durationInWords } from "../../../lib/format.ts";
import { origins, type PlanEditing } from "../lib/editing.ts";
import styles from "./BoardList.module.css";

export interface BoardListProps {
  readonly boards: readonly PlanBoard[];
  readonly selected: string;
  readonly onSelect: (key: string) => void;
  readonly editing: PlanEditing;
}

interface IncludeSwitchProps {
  readonly board: PlanBoard;
  readonly editing: PlanEditing;
  readonly isLabelHidden: boolean;
}

/** Moves a board or leaves it out. */
export function IncludeSwitch({ board, editing, isLabelHidden }: IncludeSwitchProps) {
  return (
    <Toggle
      id={`include-board-${board.key}`}
      size="small"
      isSelected={board.include}
      disabled={!editing.mayEdit}
      areLabelsHidden={isLabelHidden}
      onOverrideText="Moves"
      offOverrideText="Left out"
      aria-label={`Move the board ${board.title}`}
      onChange={(include) =>
        editing.edit(origins.board(board.key), [{ op: "board.include", board: board.key, include }])
      }
    />
  );
}

/** The boards of the plan with their size and time, each with a switch to leave it out. */
export function BoardList({ boards, selected, onSelect, editing }: BoardListProps) {
  const format = useFormat();
  return (
    <nav className={styles.list} aria-label="Boards of this plan">
      <ul>
        {boards.map((board) => (
          <li key={board.key} className={board.key === selected ? styles.selected : styles.row}>
            <button
              type="button"
              className={styles.open}
              aria-current={board.key === selected}
              onClick={() => onSelect(board.key)}
            >
              <span className={board.include ? styles.title : styles.leftOut}>{board.title}</span>
              <span className={styles.detail}>
                {board.include ? format.count(board.items, "item") : format.count(board.records, "record")}
              </span>
              <span className={styles.detail}>
                {board.include ? durationInWords(board.seconds) : "Left out"}
              </span>
            </button>
            <IncludeSwitch board={board} editing={editing} isLabelHidden />
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The same choice for a narrow page. */
export function BoardSelect({ boards, selected, onSelect }: Omit<BoardListProps, "editing">) {
  const format = useFormat();
  return (
    <SelectField
      label="Board"
      value={selected}
      onChange={onSelect}
      options={boards.map((board) => ({
        value: board.key,
        text: board.include
          ? `${board.title} (${format.count(board.items, "item")})`
          : `${board.title} (left out)`,
      }))}
    />
  );
}
