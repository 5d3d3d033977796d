import type { ReactNode } from "react";
import styles from "./FramedList.module.css";

export interface FramedListProps {
  /** Names the list where its heading does not. */
  readonly label?: string;
  /** `row`: what belongs to an entry stands side by side while there is room. `stack`: below each other. */
  readonly layout: "row" | "stack";
  /** True when the order means something. */
  readonly isOrdered?: boolean;
  /** Short lines stand closer together. */
  readonly isDense?: boolean;
  /** Hundreds of entries cost nothing while they are out of sight. */
  readonly isLong?: boolean;
  /** The entries, each a `li`. */
  readonly children: ReactNode;
}

/** Entries in one frame, with a line between them. */
export function FramedList(props: FramedListProps) {
  const { label, layout, isOrdered = false, isDense = false, isLong = false, children } = props;
  const classes = [styles.list, styles[layout]];
  if (isDense) classes.push(styles.dense);
  if (isLong) classes.push(styles.long);
  const List = isOrdered ? "ol" : "ul";
  return (
    <List className={classes.join(" ")} {...(label === undefined ? {} : { "aria-label": label })}>
      {children}
    </List>
  );
}
