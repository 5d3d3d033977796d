import { Modal, ModalBasicLayout, ModalContent, ModalHeader, Toggle } from "@vibe/core";
import { useFormat } from "../../../../lib/client-context.tsx";
import {
  columnTypeTitles,
  type PlanBoard,
  type PlanColumn,
  type PlanEdit,
} from "../../../../lib/contract.ts";
import { origins, type PlanEditing } from "../../lib/editing.ts";
import { fieldWords } from "../../lib/words.ts";
import dialog from "../Dialog.module.css";
import { RefusalNote } from "../RefusalNote.tsx";
import { RenameField } from "../RenameField.tsx";
import styles from "./ColumnCard.module.css";
import { TypeChoice } from "./TypeChoice.tsx";
import { ValueMap } from "./ValueMap.tsx";

const maxExamples = 3;

function Origin({ board, column }: { readonly board: PlanBoard; readonly column: PlanColumn }) {
  const format = useFormat();
  return (
    <dl className={styles.facts}>
      <div>
        <dt>Comes from</dt>
        <dd>
          {column.fields.map(fieldWords).join(", ")} <span className={styles.quiet}>({column.stream})</span>
        </dd>
      </div>
      <div>
        <dt>Filled</dt>
        <dd>
          {format.number(column.filled)} of {format.count(board.records, "record")}
        </dd>
      </div>
      <div>
        <dt>What happens to it</dt>
        <dd>{column.conversionText}</dd>
      </div>
      <div>
        <dt>What would be lost</dt>
        <dd className={column.loss === null ? undefined : styles.warning}>{column.loss ?? "Nothing."}</dd>
      </div>
    </dl>
  );
}

function Examples({ column }: { readonly column: PlanColumn }) {
  if (column.examples.length === 0) return null;
  return (
    <table className={styles.examples}>
      <caption>From your data</caption>
      <thead>
        <tr>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {column.examples.slice(0, maxExamples).map(({ before, after }) => (
          <tr key={`${before}\n${after}`}>
            <td>{before}</td>
            <td>{after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export interface ColumnCardProps {
  readonly board: PlanBoard;
  /** Null keeps the card closed. */
  readonly column: PlanColumn | null;
  readonly editing: PlanEditing;
  readonly onClose: () => void;
}

function CardBody({
  board,
  column,
  editing,
}: Omit<ColumnCardProps, "onClose"> & { readonly column: PlanColumn }) {
  const origin = origins.column(board.key, column.key);
  const at = { board: board.key, column: column.key };
  const send = (edit: PlanEdit) => editing.edit(origin, [edit]);
  const mayShape = editing.mayEdit && !column.existing;
  return (
    <div className={styles.card}>
      <RefusalNote refusal={editing.refusal} origin={origin} />
      <div className={styles.include}>
        <Toggle
          id={`include-${column.key}`}
          isSelected={column.include}
          disabled={!editing.mayEdit}
          onOverrideText="Moves"
          offOverrideText="Left out"
          aria-label={`Move ${column.title}`}
          onChange={(include) => send({ op: "column.include", ...at, include })}
        />
        <p className={styles.quiet}>{column.reason}</p>
      </div>
      {column.existing ? (
        <p className={styles.quiet}>
          This column is on the board already. Portage fills it for the records it moves and never changes the
          column itself.
        </p>
      ) : (
        <RenameField
          label="Name in monday"
          value={column.title}
          disabled={!mayShape}
          onRename={(title) => send({ op: "column.rename", ...at, title })}
        />
      )}
      <Origin board={board} column={column} />
      <Examples column={column} />
      {column.choices.length > 1 && !column.existing ? (
        <TypeChoice
          column={column}
          mayEdit={mayShape}
          onChange={(type) => send({ op: "column.type", ...at, type })}
        />
      ) : null}
      {column.type === "numbers" && !column.existing ? (
        <RenameField
          label="Unit (a currency code or a word; empty for none)"
          value={column.unit ?? ""}
          maxLength={10}
          disabled={!mayShape}
          onRename={(unit) => send({ op: "column.unit", ...at, unit })}
          onClear={() => send({ op: "column.unit", ...at, unit: null })}
        />
      ) : null}
      {column.labels.length > 0 ? (
        <section>
          <h3 className={styles.heading}>Values</h3>
          <ValueMap
            column={column}
            mayEdit={editing.mayEdit}
            onMap={(value, label) => send({ op: "column.map", ...at, value, label })}
          />
        </section>
      ) : null}
    </div>
  );
}

/** Everything about one column: where it comes from, what happens to it, and what can be changed. */
export function ColumnCard({ board, column, editing, onClose }: ColumnCardProps) {
  return (
    <Modal
      id="column-card"
      className={dialog.dialog ?? ""}
      show={column !== null}
      size="medium"
      onClose={onClose}
      closeButtonAriaLabel="Close this column"
    >
      <ModalBasicLayout>
        <ModalHeader
          title={column?.title ?? ""}
          description={column === null ? "" : `${columnTypeTitles[column.type]} column of ${board.title}`}
        />
        <ModalContent>
          {column === null ? null : <CardBody board={board} column={column} editing={editing} />}
        </ModalContent>
      </ModalBasicLayout>
    </Modal>
  );
}
