import styles from "./DataCards.module.css";
import type { DataTableProps } from "./DataTable.tsx";

/** The rows of a `DataTable` for a narrow page: a card each, headed by what names the row, nothing off-screen. */
export function DataCards<Row>({
  label,
  columns,
  rows,
  rowKey,
}: Pick<DataTableProps<Row>, "label" | "columns" | "rows" | "rowKey">) {
  const [heading, ...values] = columns;
  if (heading === undefined) return null;
  return (
    <ul className={styles.cards} aria-label={label}>
      {rows.map((row) => (
        <li key={rowKey(row)} className={styles.card}>
          <div className={styles.heading}>{heading.render(row)}</div>
          <dl className={styles.values}>
            {values.map((column) => {
              const value = column.render(row);
              // Nothing to tell needs no line of its own.
              return value === "" ? null : (
                <div key={column.key}>
                  <dt>{column.title}</dt>
                  <dd>{value}</dd>
                </div>
              );
            })}
          </dl>
        </li>
      ))}
    </ul>
  );
}
