import { Toggle } from "@vibe/core";
import { SelectField } from "../../../../components/SelectField.tsx";
import { useFormat } from "../../../../lib/client-context.tsx";
import type { BoardView, PlanBoard, PlanEdit } from "../../../../lib/contract.ts";
import { origins, type PlanEditing } from "../../lib/editing.ts";
import { dedupeTitles } from "../../lib/words.ts";
import { RenameField } from "../RenameField.tsx";
import styles from "./BoardPane.module.css";

const newBoard = "";

export interface BoardSettingsProps {
  readonly board: PlanBoard;
  readonly editing: PlanEditing;
  /** Existing boards the records may go to instead of a new one. */
  readonly targets: readonly BoardView[];
}

interface PartProps extends BoardSettingsProps {
  readonly send: (edit: PlanEdit) => void;
}

function Target({ board, editing, targets, send }: PartProps) {
  const chosen = board.target.mode === "existing" ? board.target : null;
  const known = targets.some((target) => target.id === chosen?.boardId);
  const options = targets.map((target) => ({ value: target.id, text: target.name }));
  if (chosen !== null && !known) options.unshift({ value: chosen.boardId, text: chosen.boardName });
  return (
    <SelectField
      label="Where it lands"
      value={chosen?.boardId ?? newBoard}
      disabled={!editing.mayEdit}
      options={[{ value: newBoard, text: "A new board" }, ...options]}
      onChange={(id) => send({ op: "board.target", board: board.key, boardId: id === newBoard ? null : id })}
    />
  );
}

function Duplicates({ board, editing, send }: PartProps) {
  const format = useFormat();
  const { dedupe } = board;
  if (dedupe === null) return null;
  return (
    <div className={styles.setting}>
      <SelectField
        label={`Same ${dedupe.title.toLowerCase()}: ${format.count(dedupe.records, "record")} in ${format.count(dedupe.groups, "group")}`}
        value={dedupe.policy}
        disabled={!editing.mayEdit}
        options={dedupe.choices.map((policy) => ({ value: policy, text: dedupeTitles[policy] }))}
        onChange={(value) => {
          const policy = dedupe.choices.find((choice) => choice === value);
          if (policy !== undefined) send({ op: "board.dedupe", board: board.key, policy });
        }}
      />
      <p className={styles.quiet}>{dedupe.reason}</p>
    </div>
  );
}

function Updates({ board, editing, send }: PartProps) {
  const format = useFormat();
  return board.updates.map((update) => (
    <div key={update.key} className={styles.setting}>
      <span>
        {update.title}: {format.number(update.count)}, written as updates of the item
      </span>
      <Toggle
        id={`update-${board.key}-${update.key}`}
        size="small"
        isSelected={update.include}
        disabled={!editing.mayEdit}
        onOverrideText="Moves"
        offOverrideText="Left out"
        aria-label={`Move ${update.title}`}
        onChange={(include) => send({ op: "update.include", board: board.key, update: update.key, include })}
      />
    </div>
  ));
}

/** What can be changed about the board as a whole. */
export function BoardSettings(props: BoardSettingsProps) {
  const { board, editing } = props;
  const send = (edit: PlanEdit) => editing.edit(origins.board(board.key), [edit]);
  const mayShape = editing.mayEdit && board.target.mode === "create";
  return (
    <div className={styles.settings}>
      {board.target.mode === "create" ? (
        <RenameField
          label="Name of the board"
          value={board.title}
          disabled={!mayShape}
          onRename={(title) => send({ op: "board.rename", board: board.key, title })}
        />
      ) : null}
      {board.target.mode === "existing" || props.targets.length > 0 ? (
        <Target {...props} send={send} />
      ) : null}
      <Duplicates {...props} send={send} />
      <Updates {...props} send={send} />
      {board.groups.map((group) => (
        <RenameField
          key={group.key}
          label={`Group “${group.title}”`}
          value={group.title}
          disabled={!mayShape}
          onRename={(title) => send({ op: "group.rename", board: board.key, group: group.key, title })}
        />
      ))}
    </div>
  );
}
