import type { CSSProperties } from "react";
import { useFormat } from "../../../../lib/client-context.tsx";
import type { ColumnType, PlanBoard, PlanColumn, SampleRow } from "../../../../lib/contract.ts";
import { toHex } from "../../lib/colors.ts";
import styles from "./BoardDrawing.module.css";
import { ColumnHeading } from "./ColumnHeading.tsx";
import { DrawnCell } from "./DrawnCell.tsx";
import { type DrawnGroup, toDrawnColumns, toDrawnGroups } from "./drawing.ts";

const wideTypes: ReadonlySet<ColumnType> = new Set([
  "email",
  "long_text",
  "board_relation",
  "timeline",
  "link",
]);
const narrowTypes: ReadonlySet<ColumnType> = new Set(["numbers", "checkbox", "hour", "date", "rating"]);

function widthOf(type: ColumnType): string | undefined {
  if (wideTypes.has(type)) return styles.wide;
  return narrowTypes.has(type) ? styles.narrow : styles.medium;
}

function Row({ row, columns }: { readonly row: SampleRow; readonly columns: readonly PlanColumn[] }) {
  return (
    <tr>
      <th scope="row" className={styles.name} title={row.name}>
        {row.name}
      </th>
      {columns.map((column) => (
        <td key={column.key}>
          <DrawnCell cell={row.cells[column.key] ?? { text: "" }} column={column} />
        </td>
      ))}
      <td className={styles.externalId}>{row.externalId}</td>
    </tr>
  );
}

interface GroupTableProps extends BoardDrawingProps {
  readonly drawn: DrawnGroup;
  readonly columns: readonly PlanColumn[];
  readonly isFirst: boolean;
}

function GroupTable({ board, drawn, columns, isFirst, onOpenColumn }: GroupTableProps) {
  const format = useFormat();
  const { group, rows } = drawn;
  const color: CSSProperties & { readonly "--group-color": string } = { "--group-color": toHex(group.color) };
  const more = group.count - rows.length;
  return (
    <table className={styles.group} style={color}>
      <caption className={styles.groupTitle}>
        <span className={styles.groupDot} aria-hidden />
        {group.title}
        <span className={styles.groupCount}>{format.count(group.count, "item")}</span>
      </caption>
      <colgroup>
        <col className={styles.nameWidth} />
        {columns.map((column) => (
          <col key={column.key} className={widthOf(column.type)} />
        ))}
        <col className={styles.wide} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col" className={styles.name}>
            {board.itemSingular.charAt(0).toUpperCase() + board.itemSingular.slice(1)}
          </th>
          {columns.map((column) => (
            <th scope="col" key={column.key}>
              <ColumnHeading column={column} isTabStop={isFirst} onOpen={() => onOpenColumn(column.key)} />
            </th>
          ))}
          <th scope="col" className={styles.externalId}>
            Source ID
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.externalId} row={row} columns={columns} />
        ))}
        {more > 0 ? (
          <tr className={styles.more}>
            <th scope="row" className={styles.name}>
              and {format.number(more)} more
            </th>
            <td colSpan={columns.length + 1} />
          </tr>
        ) : null}
      </tbody>
    </table>
  );
}

export interface BoardDrawingProps {
  readonly board: PlanBoard;
  readonly onOpenColumn: (columnKey: string) => void;
}

/** The board as monday will draw it: groups in colour, column headings with icons, up to five real rows. */
export function BoardDrawing({ board, onOpenColumn }: BoardDrawingProps) {
  const format = useFormat();
  const groups = toDrawnGroups(board);
  const shown = groups.filter((drawn) => drawn.rows.length > 0);
  const collapsed = groups.filter((drawn) => drawn.rows.length === 0);
  const columns = toDrawnColumns(board);
  return (
    // A region that scrolls sideways has to be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className={styles.scroll} aria-label={`${board.title} as it will look in monday`} tabIndex={0}>
      {(shown.length === 0 ? groups.slice(0, 1) : shown).map((drawn, index) => (
        <GroupTable
          key={drawn.group.key}
          board={board}
          drawn={drawn}
          columns={columns}
          isFirst={index === 0}
          onOpenColumn={onOpenColumn}
        />
      ))}
      {shown.length === 0 || collapsed.length === 0 ? null : (
        <ul className={styles.collapsed} aria-label="Groups without a row in this sample">
          {collapsed.map(({ group }) => {
            const color: CSSProperties = { borderColor: toHex(group.color) };
            return (
              <li key={group.key} style={color}>
                {group.title} <span className={styles.groupCount}>{format.count(group.count, "item")}</span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
