import type { ReactNode } from "react";
import styles from "./TextButton.module.css";

export interface TextButtonProps {
  readonly onClick: () => void;
  /** What it does and to what, where the visible words alone would not say it. */
  readonly label?: string;
  /** Underlined, where nothing else tells it from the text around it. */
  readonly isUnderlined?: boolean;
  readonly children: ReactNode;
}

/** An action that looks like a link: within a text, a card or a row that has no room for a button. */
export function TextButton({ onClick, label, isUnderlined = false, children }: TextButtonProps) {
  return (
    <button
      type="button"
      className={isUnderlined ? `${styles.button} ${styles.underlined}` : styles.button}
      onClick={onClick}
      {...(label === undefined ? {} : { "aria-label": label })}
    >
      {children}
    </button>
  );
}
