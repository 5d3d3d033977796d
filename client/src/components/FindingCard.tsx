import { Button } from "@vibe/core";
import { Alert, Check, Help, Info } from "@vibe/icons";
import type { ReactNode } from "react";
import { type Look, LookChip } from "./Chip.tsx";
import styles from "./FindingCard.module.css";

type Severity = "block" | "choice" | "accept" | "info";

interface FindingAction {
  readonly label: string;
  readonly onClick: () => void;
  readonly loading?: boolean;
  readonly disabled?: boolean;
}

export interface FindingCardProps {
  readonly severity: Severity;
  /** An answered choice stays to look at, marked as settled. */
  readonly answered?: boolean;
  readonly title: string;
  readonly detail: ReactNode;
  /** What can be done about it. */
  readonly remedy?: ReactNode;
  readonly actions?: readonly FindingAction[];
}

const looks: Readonly<Record<Severity, Look>> = {
  block: { text: "Must be solved", tone: "negative", icon: Alert },
  choice: { text: "Needs a choice", tone: "warning", icon: Help },
  accept: { text: "To accept at sign-off", tone: "warning", icon: Help },
  info: { text: "Good to know", tone: "progress", icon: Info },
};

/** Something noticed before the run: how serious, what it is, what to do, and the buttons that do it. */
export function FindingCard(props: FindingCardProps) {
  const answered = props.answered === true && props.severity !== "info";
  const look = answered
    ? { text: "Answered", tone: "positive" as const, icon: Check }
    : looks[props.severity];
  return (
    <article className={`${styles.card} ${answered ? styles.answered : styles[props.severity]}`}>
      <div className={styles.body}>
        <div className={styles.head}>
          <LookChip look={look} />
          <h3 className={styles.title}>{props.title}</h3>
        </div>
        <p className={styles.text}>{props.detail}</p>
        {props.remedy ? <p className={`${styles.text} ${styles.remedy}`}>{props.remedy}</p> : null}
        {props.actions && props.actions.length > 0 ? (
          <div className={styles.actions}>
            {props.actions.map((action) => (
              <Button
                key={action.label}
                kind="secondary"
                size="small"
                onClick={action.onClick}
                loading={action.loading ?? false}
                disabled={action.disabled ?? false}
              >
                {action.label}
              </Button>
            ))}
          </div>
        ) : null}
      </div>
    </article>
  );
}
