import type { ReactNode } from "react";
import styles from "./Stat.module.css";

export interface StatProps {
  readonly label: string;
  readonly value: ReactNode;
  /** For values that are words rather than figures. */
  readonly small?: boolean;
}

/** A row of figures. */
export function Stats({ children }: { readonly children: ReactNode }) {
  return <dl className={styles.stats}>{children}</dl>;
}

/** One figure with its name. */
export function Stat({ label, value, small = false }: StatProps) {
  return (
    <div className={small ? `${styles.stat} ${styles.small}` : styles.stat}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>{value}</dd>
    </div>
  );
}
