import { Icon } from "@vibe/core";
import { type CSSProperties, useState } from "react";
import { TextButton } from "../../../../components/TextButton.tsx";
import { useFormat } from "../../../../lib/client-context.tsx";
import { columnTypeTitles, type PlanColumn, type SampleRow } from "../../../../lib/contract.ts";
import { toHex } from "../../lib/colors.ts";
import styles from "./BoardCards.module.css";
import type { BoardDrawingProps } from "./BoardDrawing.tsx";
import { columnIcons } from "./column-icons.ts";
import { DrawnCell } from "./DrawnCell.tsx";
import { toDrawnColumns, toDrawnGroups } from "./drawing.ts";

/** Enough to recognise a record by; the next one should not be a long way off. */
const firstShown = 8;

interface CardProps {
  readonly row: SampleRow;
  readonly columns: readonly PlanColumn[];
  readonly color: CSSProperties;
}

/** One row; what it has nothing in is left out. */
function Card({ row, columns, color }: CardProps) {
  const [showsAll, setShowsAll] = useState(false);
  const filled = columns.flatMap((column) => {
    const cell = row.cells[column.key];
    return cell === undefined || cell.text === "" ? [] : [{ column, cell }];
  });
  const hidden = showsAll ? 0 : Math.max(0, filled.length - firstShown);
  return (
    <article className={styles.card} style={color}>
      <h4 className={styles.name}>{row.name}</h4>
      <dl className={styles.values}>
        {filled.slice(0, filled.length - hidden).map(({ column, cell }) => (
          <div key={column.key}>
            <dt>{column.title}</dt>
            <dd>
              <DrawnCell cell={cell} column={column} />
            </dd>
          </div>
        ))}
      </dl>
      {hidden === 0 ? null : (
        <TextButton label={`Show ${hidden} more fields of ${row.name}`} onClick={() => setShowsAll(true)}>
          Show {hidden} more fields
        </TextButton>
      )}
    </article>
  );
}

/** The same board for a narrow page: one card for each sample row, and the columns as a list to open. */
export function BoardCards({ board, onOpenColumn }: BoardDrawingProps) {
  const format = useFormat();
  const columns = toDrawnColumns(board);
  return (
    <section className={styles.cards} aria-label={`${board.title} as it will look in monday`}>
      {toDrawnGroups(board).map(({ group, rows }) => {
        const color: CSSProperties = { borderColor: toHex(group.color) };
        return (
          <div key={group.key}>
            <h3 className={styles.groupTitle}>
              {group.title} <span className={styles.count}>{format.count(group.count, "item")}</span>
            </h3>
            {rows.map((row) => (
              <Card key={row.externalId} row={row} columns={columns} color={color} />
            ))}
          </div>
        );
      })}
      <h3 className={styles.groupTitle}>Columns</h3>
      <ul className={styles.columns}>
        {columns.map((column) => (
          <li key={column.key}>
            <button type="button" className={styles.column} onClick={() => onOpenColumn(column.key)}>
              <Icon icon={columnIcons[column.type]} label={columnTypeTitles[column.type]} size={16} />
              <span className={styles.columnTitle}>{column.title}</span>
              <span className={styles.count}>{format.number(column.filled)} filled</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
