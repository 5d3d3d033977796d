import { Icon } from "@vibe/core";
import type { CSSProperties } from "react";
import { useFormat } from "../../../../lib/client-context.tsx";
import { columnTypeTitles } from "../../../../lib/contract.ts";
import { toHex } from "../../lib/colors.ts";
import styles from "./BoardCards.module.css";
import type { BoardDrawingProps } from "./BoardDrawing.tsx";
import { columnIcons } from "./column-icons.ts";
import { DrawnCell } from "./DrawnCell.tsx";
import { toDrawnColumns, toDrawnGroups } from "./drawing.ts";

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
              <article key={row.externalId} className={styles.card} style={color}>
                <h4 className={styles.name}>{row.name}</h4>
                <dl className={styles.values}>
                  {columns.map((column) => {
                    const cell = row.cells[column.key];
                    return cell === undefined || cell.text === "" ? null : (
                      <div key={column.key}>
                        <dt>{column.title}</dt>
                        <dd>
                          <DrawnCell cell={cell} column={column} />
                        </dd>
                      </div>
                    );
                  })}
                </dl>
              </article>
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
