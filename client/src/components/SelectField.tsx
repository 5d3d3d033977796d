import { useId } from "react";
import styles from "./SelectField.module.css";
import { Spoken } from "./Spoken.tsx";

export interface SelectOption {
  readonly value: string;
  readonly text: string;
}

interface SelectFieldProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly SelectOption[];
  readonly onChange: (value: string) => void;
  readonly disabled?: boolean;
  /** The label is read out but not drawn: for selects in a table whose heading already says it. */
  readonly isLabelHidden?: boolean;
}

/**
 * A select of the browser in monday's dress. Value maps show dozens of them at once and phones draw them as their
 * own picker, which a list of Vibe dropdowns in a dialog does not give.
 */
export function SelectField(props: SelectFieldProps) {
  const id = useId();
  const label = (
    <label htmlFor={id} className={styles.label}>
      {props.label}
    </label>
  );
  return (
    <div className={styles.field}>
      {props.isLabelHidden === true ? <Spoken>{label}</Spoken> : label}
      <select
        id={id}
        className={styles.select}
        value={props.value}
        disabled={props.disabled === true}
        onChange={(event) => props.onChange(event.target.value)}
      >
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </div>
  );
}
