import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { useFormat } from "../../../../lib/client-context.tsx";
import { type DiffLayout, entryAt, groupAt, needsMore } from "../../lib/diff-layout.ts";
import styles from "./Diff.module.css";
import { CardEntry } from "./DiffCard.tsx";
import { type EntryProps, GroupTitle, TableEntry } from "./DiffRow.tsx";

/** Every row of the wide list is this high, so that its place is known without measuring. */
const ROW_PX = 64;
/** A guess at a card's height; cards are measured when they are drawn. */
const CARD_PX = 260;
/** Rows loaded beyond those in sight. */
const ROWS_AHEAD = 300;
const COLUMNS = 6;
/** Drawn before the height of the list is known. */
const FIRST_ROWS = 20;

export interface DiffTableProps extends Omit<EntryProps, "entry"> {
  readonly layout: DiffLayout;
  readonly total: number;
  readonly isNarrow: boolean;
  /** Null when everything is loaded. */
  readonly onMore: (() => void) | null;
}

interface Window {
  readonly from: number;
  readonly to: number;
  readonly abovePx: number;
  readonly belowPx: number;
}

/** The part of the list in sight, and the space the rest takes above and below it. */
function useWindow({ layout, isNarrow, onMore }: DiffTableProps) {
  const regionRef = useRef<HTMLElement>(null);
  const virtualizer = useVirtualizer({
    count: layout.count,
    getScrollElement: () => regionRef.current,
    estimateSize: () => (isNarrow ? CARD_PX : ROW_PX),
    overscan: isNarrow ? 3 : 6,
    useFlushSync: false,
  });
  const visible = virtualizer.getVirtualItems();
  const first = visible[0];
  const last = visible[visible.length - 1];
  const to = last?.index ?? Math.min(layout.count, FIRST_ROWS) - 1;
  const mustLoad = onMore !== null && needsMore(layout, to, ROWS_AHEAD);
  // A row far down is reached page by page: each page that arrives changes the layout and asks for the next.
  useEffect(() => {
    if (mustLoad) onMore?.();
  }, [mustLoad, onMore]);
  const window: Window = {
    from: first?.index ?? 0,
    to,
    abovePx: first?.start ?? 0,
    belowPx: last === undefined ? 0 : virtualizer.getTotalSize() - last.end,
  };
  return { regionRef, window, measure: virtualizer.measureElement, top: virtualizer.range?.startIndex ?? 0 };
}

function toPlaces({ from, to }: Window): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

function Gap({ px }: { readonly px: number }) {
  if (px <= 0) return null;
  return (
    <tr>
      <td className={styles.gap} colSpan={COLUMNS} style={{ height: px }} />
    </tr>
  );
}

interface BodyProps {
  readonly props: DiffTableProps;
  readonly window: Window;
}

function Table({ props, window }: BodyProps) {
  const { layout, total, sourceTitle } = props;
  return (
    <table className={styles.table} aria-label="Fields of the sample" aria-rowcount={total + 1}>
      <thead>
        <tr aria-rowindex={1}>
          <th scope="col">Record</th>
          <th scope="col">In {sourceTitle}</th>
          <th scope="col">What happens to it</th>
          <th scope="col">Written</th>
          <th scope="col">Read back</th>
          <th scope="col">Verdict</th>
        </tr>
      </thead>
      <tbody>
        <Gap px={window.abovePx} />
        {toPlaces(window).map((place) => (
          <TableEntry key={place} entry={entryAt(layout, place)} {...toEntryProps(props)} />
        ))}
        <Gap px={window.belowPx} />
      </tbody>
    </table>
  );
}

function Cards({
  props,
  window,
  measure,
}: BodyProps & { readonly measure: (element: Element | null) => void }) {
  return (
    <ul
      className={styles.cards}
      aria-label="Fields of the sample"
      style={{ paddingTop: window.abovePx, paddingBottom: window.belowPx }}
    >
      {toPlaces(window).map((place) => (
        <li key={place} data-index={place} ref={measure} className={styles.cardSlot}>
          <CardEntry entry={entryAt(props.layout, place)} {...toEntryProps(props)} />
        </li>
      ))}
    </ul>
  );
}

function toEntryProps({ sourceTitle, mayEdit, onOpen, onFix }: DiffTableProps): Omit<EntryProps, "entry"> {
  return { sourceTitle, mayEdit, onOpen, onFix };
}

/**
 * The diff row by row, however many there are: only those in sight are in the page, and they are loaded as one gets
 * near them. The field one is looking at stays named above the list. Change `key` when the width class changes.
 */
export function DiffTable(props: DiffTableProps) {
  const format = useFormat();
  const { regionRef, window, measure, top } = useWindow(props);
  const group = entryAt(props.layout, top).kind === "group" ? null : groupAt(props.layout, top);
  return (
    <div className={styles.frame}>
      <div className={styles.current}>
        <span role="status">{format.count(props.total, "value")}</span>
        {group === null ? null : (
          <span aria-hidden="true">
            <GroupTitle group={group} />
          </span>
        )}
      </div>
      <section
        className={styles.region}
        ref={regionRef}
        aria-label="Source and monday, field by field"
        // What scrolls must be reachable by keyboard.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
      >
        {props.isNarrow ? (
          <Cards props={props} window={window} measure={measure} />
        ) : (
          <Table props={props} window={window} />
        )}
      </section>
    </div>
  );
}
