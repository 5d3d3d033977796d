// biome-ignore-all lint/a11y/useSemanticElements: see TableRow.tsx
// biome-ignore-all lint/a11y/useFocusableInteractive: see TableRow.tsx
import { useEffect } from "react";
import { useFormat } from "../../../../lib/client-context.tsx";
import { groupAt } from "../../lib/diff-layout.ts";
import { CardEntry } from "./DiffCard.tsx";
import { type EntryProps, GroupTitle } from "./DiffRow.tsx";
import styles from "./DiffTable.module.css";
import { COLUMNS, ROW_PX, TableRow } from "./TableRow.tsx";
import { type PlacesInput, type PlacesInSight, usePlacesInSight } from "./use-places-in-sight.ts";

export interface DiffTableProps extends Omit<EntryProps, "entry" | "place">, PlacesInput {
  /** Of all rows that match the filter; a very long list does not show them all. */
  readonly total: number;
  /** Another list is on its way. */
  readonly isBusy: boolean;
}

interface BodyProps {
  readonly props: DiffTableProps;
  readonly sight: PlacesInSight;
}

function toEntryProps({ props, sight }: BodyProps, place: number): EntryProps {
  const { sourceTitle, mayEdit, onOpen, onFix } = props;
  return { place, entry: sight.entryOf(place), sourceTitle, mayEdit, onOpen, onFix };
}

function Table({ props, sight }: BodyProps) {
  const { count } = props.layout;
  const titles = [
    "Record",
    `In ${props.sourceTitle}`,
    "What happens to it",
    "Written",
    "Read back",
    "Verdict",
  ] as const;
  return (
    <div
      role="table"
      className={styles.table}
      aria-label="Fields of the sample"
      aria-rowcount={count + 1}
      aria-colcount={COLUMNS}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.headRow}>
          {titles.map((title) => (
            <div key={title} role="columnheader" className={styles.headCell}>
              {title}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: count * ROW_PX }}>
        {sight.places.map((place) => (
          <TableRow key={place} {...toEntryProps({ props, sight }, place)} />
        ))}
      </div>
    </div>
  );
}

function Cards({ props, sight }: BodyProps) {
  return (
    <ul
      className={styles.cards}
      aria-label="Fields of the sample"
      style={{ paddingTop: sight.abovePx, paddingBottom: sight.belowPx }}
    >
      {sight.places.map((place) => (
        <li key={place} data-index={place} ref={sight.measure} className={styles.cardSlot}>
          <CardEntry {...toEntryProps({ props, sight }, place)} />
        </li>
      ))}
    </ul>
  );
}

/** How many values there are, and the field one is looking at. */
function Current({ props, top }: { readonly props: DiffTableProps; readonly top: number }) {
  const format = useFormat();
  const { layout, total, isBusy } = props;
  const group = groupAt(layout, top);
  const rest =
    layout.rows < total
      ? `; the first ${format.number(layout.rows)} are listed. Choose a board or field for the rest.`
      : "";
  return (
    <div className={styles.current}>
      <span role="status">{isBusy ? "Loading the fields" : `${format.count(total, "value")}${rest}`}</span>
      {group === null || group.at === top ? null : (
        <span aria-hidden="true">
          <GroupTitle group={group} />
        </span>
      )}
    </div>
  );
}

/**
 * The diff row by row, however many there are: only those in sight are in the page and loaded. The field one is
 * looking at stays named above the list. Change `key` when the list or the width class changes.
 */
export function DiffTable(props: DiffTableProps) {
  const { onSight } = props;
  const sight = usePlacesInSight(props);
  const { first, last } = sight.rows;
  useEffect(() => onSight({ first, last }), [onSight, first, last]);
  return (
    <div className={styles.frame}>
      <Current props={props} top={sight.top} />
      <section
        className={styles.region}
        ref={sight.regionRef}
        onFocus={sight.onFocus}
        onBlur={sight.onBlur}
        aria-label="Source and monday, field by field"
        aria-busy={props.isBusy}
        // What scrolls must be reachable by keyboard.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
      >
        {props.isNarrow ? <Cards props={props} sight={sight} /> : <Table props={props} sight={sight} />}
      </section>
    </div>
  );
}
