import { RadioButton } from "@vibe/core";
import { type ColumnType, columnTypeTitles, type PlanColumn } from "../../../../lib/contract.ts";
import styles from "./ColumnCard.module.css";

interface TypeChoiceProps {
  readonly column: PlanColumn;
  readonly mayEdit: boolean;
  readonly onChange: (type: ColumnType) => void;
}

/** The column types on offer, each with what it would lose. */
export function TypeChoice({ column, mayEdit, onChange }: TypeChoiceProps) {
  return (
    <fieldset className={styles.fieldset}>
      <legend>Type in monday</legend>
      {column.choices.map(({ type, loss }) => (
        <div key={type} className={styles.choice}>
          <RadioButton
            name={`type-${column.key}`}
            value={type}
            text={columnTypeTitles[type]}
            checked={type === column.type}
            disabled={!mayEdit}
            onSelect={() => (type === column.type ? undefined : onChange(type))}
          />
          <span className={styles.loss}>{loss ?? "Nothing is lost."}</span>
        </div>
      ))}
    </fieldset>
  );
}
