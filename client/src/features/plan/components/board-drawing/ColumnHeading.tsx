import { Icon } from "@vibe/core";
import { columnTypeTitles, type PlanColumn } from "../../../../lib/contract.ts";
import styles from "./BoardDrawing.module.css";
import { columnIcons } from "./column-icons.ts";

interface ColumnHeadingProps {
  readonly column: PlanColumn;
  readonly onOpen: () => void;
  /** Headings repeat with every group; only the first row of them is a stop for the Tab key. */
  readonly isTabStop: boolean;
}

/** A column's heading: its type icon and name; opens the column's card. */
export function ColumnHeading({ column, onOpen, isTabStop }: ColumnHeadingProps) {
  const type = columnTypeTitles[column.type];
  const hint = column.loss === null ? type : `${type}. ${column.loss}`;
  return (
    <button
      type="button"
      className={styles.heading}
      onClick={onOpen}
      tabIndex={isTabStop ? 0 : -1}
      title={hint}
    >
      <Icon icon={columnIcons[column.type]} label={type} size={14} className={styles.headingIcon} />
      <span className={styles.headingTitle}>{column.title}</span>
      {column.loss === null ? null : (
        <span className={styles.lossMark} role="img" aria-label="something would be lost">
          !
        </span>
      )}
    </button>
  );
}
