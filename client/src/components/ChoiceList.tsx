import { Checkbox, RadioButton } from "@vibe/core";
import { type ReactNode, useId } from "react";
import styles from "./ChoiceList.module.css";

interface Choice {
  readonly value: string;
  readonly title: string;
  readonly detail?: ReactNode;
  /** A chip beside the title. */
  readonly badge?: ReactNode;
}

export interface ChoiceListProps {
  readonly legend: string;
  readonly choices: readonly Choice[];
  /** Null while nothing has been chosen. */
  readonly value: string | null;
  readonly onChange: (value: string) => void;
  readonly disabled?: boolean;
}

/** One of several, each with a sentence that helps to choose. */
export function ChoiceList({ legend, choices, value, onChange, disabled = false }: ChoiceListProps) {
  const id = useId();
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{legend}</legend>
      {choices.map((choice) => (
        <div
          key={choice.value}
          className={value === choice.value ? `${styles.option} ${styles.chosen}` : styles.option}
        >
          <div className={styles.line}>
            <RadioButton
              name={`choice-${id}`}
              text={choice.title}
              value={choice.value}
              checked={value === choice.value}
              disabled={disabled}
              onSelect={() => onChange(choice.value)}
              noLabelAnimation
              {...(choice.detail ? { "aria-describedby": `${id}-${choice.value}` } : {})}
            />
            {choice.badge}
          </div>
          {choice.detail ? (
            <p className={`${styles.detail} ${styles.ofRadio}`} id={`${id}-${choice.value}`}>
              {choice.detail}
            </p>
          ) : null}
        </div>
      ))}
    </fieldset>
  );
}

export interface CheckListProps {
  readonly legend: string;
  readonly choices: readonly Choice[];
  readonly value: ReadonlySet<string>;
  readonly onChange: (value: string, checked: boolean) => void;
}

/** Any of several. */
export function CheckList({ legend, choices, value, onChange }: CheckListProps) {
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{legend}</legend>
      {choices.map((choice) => (
        <div
          key={choice.value}
          className={value.has(choice.value) ? `${styles.option} ${styles.chosen}` : styles.option}
        >
          <div className={styles.line}>
            <Checkbox
              label={choice.title}
              checked={value.has(choice.value)}
              onChange={(event) => onChange(choice.value, event.target.checked)}
            />
            {choice.badge}
          </div>
          {choice.detail ? <p className={styles.detail}>{choice.detail}</p> : null}
        </div>
      ))}
    </fieldset>
  );
}
