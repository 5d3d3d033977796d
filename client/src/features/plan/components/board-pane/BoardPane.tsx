import { Chip } from "../../../../components/Chip.tsx";
import { Disclosure } from "../../../../components/Disclosure.tsx";
import { useFormat } from "../../../../lib/client-context.tsx";
import type { PlanBoard, PlanColumn } from "../../../../lib/contract.ts";
import { durationInWords } from "../../../../lib/format.ts";
import { origins } from "../../lib/editing.ts";
import { IncludeSwitch } from "../BoardList.tsx";
import { BoardCards } from "../board-drawing/BoardCards.tsx";
import { BoardDrawing } from "../board-drawing/BoardDrawing.tsx";
import { toLeftOutColumns } from "../board-drawing/drawing.ts";
import { RefusalNote } from "../RefusalNote.tsx";
import styles from "./BoardPane.module.css";
import { BoardSettings, type BoardSettingsProps } from "./BoardSettings.tsx";

const laneTexts: Readonly<Record<PlanBoard["lane"], string>> = {
  aliased: "written in batches",
  single: "written one by one",
};

function Target({ board }: { readonly board: PlanBoard }) {
  if (board.target.mode === "create") return <Chip tone="progress">New board</Chip>;
  return <Chip tone="neutral">Goes to your board “{board.target.boardName}”</Chip>;
}

function LeftOut({
  columns,
  onOpen,
}: {
  readonly columns: readonly PlanColumn[];
  readonly onOpen: (key: string) => void;
}) {
  if (columns.length === 0) return null;
  return (
    <section className={styles.leftOut}>
      <h3>Left out on this board</h3>
      <ul>
        {columns.map((column) => (
          <li key={column.key}>
            <button type="button" onClick={() => onOpen(column.key)}>
              {column.title}
            </button>
            <span className={styles.quiet}>{column.reason}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export interface BoardPaneProps extends BoardSettingsProps {
  readonly isNarrow: boolean;
  readonly onOpenColumn: (columnKey: string) => void;
}

/** One board: what it is for, how it will look in monday, and what can be changed. */
export function BoardPane({ board, editing, targets, isNarrow, onOpenColumn }: BoardPaneProps) {
  const format = useFormat();
  const Drawing = isNarrow ? BoardCards : BoardDrawing;
  return (
    <div className={styles.pane}>
      <RefusalNote refusal={editing.refusal} origin={origins.board(board.key)} />
      <div className={styles.head}>
        <h2>{board.title}</h2>
        <Target board={board} />
        {board.part === null ? null : (
          <Chip tone="neutral">
            Part {board.part.index} of {board.part.count}
          </Chip>
        )}
        {isNarrow ? <IncludeSwitch board={board} editing={editing} isLabelHidden={false} /> : null}
      </div>
      <p className={styles.purpose}>
        {board.purpose} {board.include ? null : board.reason}
      </p>
      <p className={styles.quiet}>
        {format.count(board.items, "item")} from {format.count(board.records, "record")},{" "}
        {durationInWords(board.seconds)}, {laneTexts[board.lane]}.
        {board.target.mode === "existing"
          ? " The board gets columns added; what is on it is never changed."
          : ""}{" "}
        {isNarrow ? "Choose a column below" : "Choose a column's heading"} to see where it comes from
        {editing.mayEdit ? " and to change it." : "."}
      </p>
      <div className={board.include ? undefined : styles.faded}>
        <Drawing board={board} onOpenColumn={onOpenColumn} />
      </div>
      <LeftOut columns={toLeftOutColumns(board)} onOpen={onOpenColumn} />
      <Disclosure summary="Names, duplicates and notes of this board">
        {() => <BoardSettings board={board} editing={editing} targets={targets} />}
      </Disclosure>
    </div>
  );
}
