import { Icon } from "@vibe/core";
import { Alert, Check, Info, Time } from "@vibe/icons";
import type { ReactNode } from "react";
import styles from "./Note.module.css";

export interface NoteProps {
  /** `wait` for what passes by itself, `warning` for what asks for attention. */
  readonly tone?: "info" | "wait" | "warning" | "positive";
  readonly children: ReactNode;
}

const icons = { info: Info, wait: Time, warning: Alert, positive: Check } as const;

/** A remark worth seeing that asks for nothing: a wait, a hint, good news. */
export function Note({ tone = "info", children }: NoteProps) {
  return (
    <div className={tone === "info" ? styles.note : `${styles.note} ${styles[tone]}`}>
      <span className={styles.icon} aria-hidden="true">
        <Icon icon={icons[tone]} size={18} useCurrentColor />
      </span>
      <div className={styles.body}>{children}</div>
    </div>
  );
}

/** Why there are no buttons, for those who may look but not act. */
export function ReadOnlyNote() {
  return (
    <Note>
      You can look at everything here. Connecting, approving and importing is for admins of this monday
      account.
    </Note>
  );
}
