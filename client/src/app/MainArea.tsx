import type { ReactNode } from "react";
import styles from "./App.module.css";

/** The screen's own part of the page, as tall as the window at least so that its footer sits at the bottom. */
export function MainArea({ children }: { readonly children: ReactNode }) {
  return <main className={styles.main}>{children}</main>;
}
