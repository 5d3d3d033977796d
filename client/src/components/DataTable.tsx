import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useRef } from "react";
import styles from "./DataTable.module.css";

export interface DataColumn<Row> {
  readonly key: string;
  readonly title: ReactNode;
  readonly align?: "text" | "number";
  readonly render: (row: Row) => ReactNode;
}

export interface DataTableProps<Row> {
  /** What the table shows, for screen readers. */
  readonly label: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** All rows there are, when only a part has been loaded. */
  readonly total?: number;
  /** Under the last row, for "Show more". */
  readonly footer?: ReactNode;
}

const ROW_PX = 41;
const VIRTUAL_FROM = 100;

/**
 * A table whose first column names the row. It scrolls inside itself (focus it and use the arrow keys), and only the
 * rows in sight are in the page once there are more than a hundred.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const regionRef = useRef<HTMLElement>(null);
  const virtual = props.rows.length > VIRTUAL_FROM;
  return (
    // A scrolling region must be reachable by keyboard to be scrolled by it.
    <section
      className={virtual ? `${styles.region} ${styles.tall}` : styles.region}
      ref={regionRef}
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
      tabIndex={0}
    >
      <table
        className={styles.table}
        aria-label={props.label}
        aria-rowcount={(props.total ?? props.rows.length) + 1}
      >
        <thead>
          <tr aria-rowindex={1}>
            {props.columns.map((column) => (
              <th key={column.key} scope="col" className={withAlign(styles.head, column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {virtual ? (
            <VirtualRows {...props} regionRef={regionRef} />
          ) : (
            <Rows {...props} from={0} rows={props.rows} />
          )}
        </tbody>
      </table>
      {props.footer ? <div className={styles.more}>{props.footer}</div> : null}
    </section>
  );
}

interface VirtualRowsProps<Row> extends DataTableProps<Row> {
  readonly regionRef: { readonly current: HTMLElement | null };
}

function VirtualRows<Row>({ regionRef, ...props }: VirtualRowsProps<Row>) {
  const virtualizer = useVirtualizer({
    count: props.rows.length,
    getScrollElement: () => regionRef.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  const visible = virtualizer.getVirtualItems();
  const first = visible[0];
  const last = visible[visible.length - 1];
  if (first === undefined || last === undefined)
    return <Rows {...props} from={0} rows={props.rows.slice(0, 30)} />;
  return (
    <>
      <Gap px={first.start} columns={props.columns.length} />
      <Rows {...props} from={first.index} rows={props.rows.slice(first.index, last.index + 1)} />
      <Gap px={virtualizer.getTotalSize() - last.end} columns={props.columns.length} />
    </>
  );
}

/** Stands in for the rows that are not in the page; its height is the one thing a stylesheet cannot know. */
function Gap({ px, columns }: { readonly px: number; readonly columns: number }) {
  if (px <= 0) return null;
  return (
    <tr>
      <td className={styles.gap} colSpan={columns} style={{ height: px }} />
    </tr>
  );
}

interface RowsProps<Row> extends DataTableProps<Row> {
  readonly from: number;
}

function Rows<Row>({ rows, columns, rowKey, from }: RowsProps<Row>) {
  return rows.map((row, index) => (
    <tr key={rowKey(row)} className={styles.row} aria-rowindex={from + index + 2}>
      {columns.map((column, place) =>
        place === 0 ? (
          <th key={column.key} scope="row" className={withAlign(styles.cell, column)}>
            {column.render(row)}
          </th>
        ) : (
          <td key={column.key} className={withAlign(styles.cell, column)}>
            {column.render(row)}
          </td>
        ),
      )}
    </tr>
  ));
}

function withAlign<Row>(className: string | undefined, column: DataColumn<Row>): string {
  return column.align === "number" ? `${className} ${styles.number}` : (className ?? "");
}
