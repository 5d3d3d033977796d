import { Button, Icon, TextField } from "@vibe/core";
import { MoveArrowRightNarrow } from "@vibe/icons";
import { type CSSProperties, useId, useState } from "react";
import { SelectField } from "../../../../components/SelectField.tsx";
import type { PlanColumn } from "../../../../lib/contract.ts";
import { textOn, toHex } from "../../lib/colors.ts";
import { toMappedValues } from "../../lib/value-map.ts";
import styles from "./ColumnCard.module.css";

const leaveEmpty = "\u0000empty";
const newLabel = "\u0000new";

export interface ValueMapProps {
  readonly column: PlanColumn;
  readonly mayEdit: boolean;
  readonly onMap: (value: string, label: string | null) => void;
}

function NewLabel({ onDone }: { readonly onDone: (label: string | null) => void }) {
  const id = useId();
  const [label, setLabel] = useState("");
  return (
    <div className={styles.newLabel}>
      <TextField
        id={id}
        inputAriaLabel="New label"
        placeholder="New label"
        size="small"
        maxLength={255}
        value={label}
        onChange={(text) => setLabel(text)}
        autoFocus
      />
      <Button size="small" disabled={label.trim() === ""} onClick={() => onDone(label.trim())}>
        Add
      </Button>
      <Button size="small" kind="tertiary" onClick={() => onDone(null)}>
        Cancel
      </Button>
    </div>
  );
}

/** Source value by source value: the label it is shown under in monday. */
export function ValueMap({ column, mayEdit, onMap }: ValueMapProps) {
  const [naming, setNaming] = useState<string | null>(null);
  const options = [
    ...column.labels.map(({ label }) => ({ value: label, text: label })),
    { value: leaveEmpty, text: "Leave the cell empty" },
    { value: newLabel, text: "New label…" },
  ];
  const change = (value: string, choice: string) => {
    if (choice === newLabel) setNaming(value);
    else onMap(value, choice === leaveEmpty ? null : choice);
  };
  const finish = (value: string, label: string | null) => {
    setNaming(null);
    if (label !== null) onMap(value, label);
  };
  return (
    <ul className={styles.values} aria-label="Values and their labels">
      {toMappedValues(column).map(({ value, label }) => {
        const background = toHex(column.labels.find((each) => each.label === label)?.color);
        const colors: CSSProperties = { backgroundColor: background, color: textOn(background) };
        return (
          <li key={value} className={styles.value}>
            <span className={styles.sourceValue}>{value}</span>
            <span className={styles.arrow} aria-hidden>
              <Icon icon={MoveArrowRightNarrow} size={16} useCurrentColor />
            </span>
            {mayEdit && naming === value ? (
              <NewLabel onDone={(name) => finish(value, name)} />
            ) : (
              <>
                <span className={styles.label} style={colors}>
                  {label}
                </span>
                {mayEdit ? (
                  <SelectField
                    label={`Label of ${value}`}
                    isLabelHidden
                    value={label ?? leaveEmpty}
                    options={options}
                    onChange={(choice) => change(value, choice)}
                  />
                ) : null}
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
