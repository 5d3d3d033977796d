import type { ReactNode } from "react";
import styles from "./Spoken.module.css";

/** Words for screen readers only, where the eye has them from the place already. */
export function Spoken({ id, children }: { readonly id?: string; readonly children: ReactNode }) {
  return (
    <span className={styles.spoken} {...(id === undefined ? {} : { id })}>
      {children}
    </span>
  );
}
