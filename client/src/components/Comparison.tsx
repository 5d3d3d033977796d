import type { ReactNode } from "react";
import styles from "./Comparison.module.css";
import { FramedList } from "./FramedList.tsx";

interface ComparedValue {
  readonly label: string;
  /** Null when there is no such value at all; an empty text is a value. */
  readonly value: string | null;
  /** Said in place of null. */
  readonly missing?: string;
}

export interface ComparisonProps {
  /** Names the thing compared: "Olivia Roy, City". */
  readonly title: ReactNode;
  /** A chip or a link beside the title. */
  readonly aside?: ReactNode;
  readonly values: readonly ComparedValue[];
  /** Cause, remedy, whatever explains the difference. */
  readonly children?: ReactNode;
  /** Buttons under it. */
  readonly actions?: ReactNode;
}

/** Values of one thing side by side; below each other where the page is narrow. */
export function Comparison({ title, aside, values, children, actions }: ComparisonProps) {
  return (
    <div className={styles.comparison}>
      <div className={styles.top}>
        <div className={styles.title}>{title}</div>
        {aside}
      </div>
      <dl className={styles.values}>
        {values.map(({ label, value, missing }) => (
          <div key={label} className={styles.value}>
            <dt>{label}</dt>
            <dd className={value === null || value === "" ? styles.quiet : undefined}>
              {value === null ? (missing ?? "not known") : value === "" ? "empty" : value}
            </dd>
          </div>
        ))}
      </dl>
      {children}
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </div>
  );
}

/** A list of comparisons in a frame. */
export function ComparisonList({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
}) {
  return (
    <FramedList label={label} layout="stack" isLong>
      {children}
    </FramedList>
  );
}
