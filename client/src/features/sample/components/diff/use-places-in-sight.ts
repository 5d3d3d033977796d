import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { type FocusEvent, type RefObject, useCallback, useRef, useState } from "react";
import { type DiffEntry, type DiffLayout, entryAt, type RowAt, rowsBetween } from "../../lib/diff-layout.ts";
import { ROW_PX } from "./TableRow.tsx";

/** A guess at a card's height; cards are measured when they are drawn. */
const CARD_PX = 260;
/** Drawn before the height of the list is known. */
const FIRST_PLACES = 20;
const OVERSCAN = { rows: 5, cards: 3 } as const;

export interface PlacesInput {
  readonly layout: DiffLayout;
  readonly rowAt: RowAt;
  readonly onSight: (rows: { readonly first: number; readonly last: number }) => void;
  readonly isNarrow: boolean;
}

export interface PlacesInSight {
  readonly regionRef: RefObject<HTMLElement | null>;
  /** Places to draw, ascending. */
  readonly places: readonly number[];
  /** Space that the places above and below take. */
  readonly abovePx: number;
  readonly belowPx: number;
  /** The uppermost place in sight. */
  readonly top: number;
  /** First and last row drawn, by index. */
  readonly rows: { readonly first: number; readonly last: number };
  readonly measure: (element: Element | null) => void;
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
  readonly onBlur: (event: FocusEvent<HTMLElement>) => void;
  /** What to draw at a place. */
  readonly entryOf: (place: number) => DiffEntry;
}

function placeOf(element: Element): number | null {
  const index = element.closest("[data-index]")?.getAttribute("data-index") ?? null;
  return index === null ? null : Number(index);
}

/**
 * The row whose link or button has the focus stays in the page when it is scrolled away, though its page of rows is
 * given up: without it the focus, and with it the keys that scroll, would leave the list.
 */
function useFocused({ layout, rowAt, isNarrow }: PlacesInput) {
  const [focused, setFocused] = useState<{ readonly place: number; readonly entry: DiffEntry } | null>(null);
  const kept = isNarrow ? null : (focused?.place ?? null);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const places = defaultRangeExtractor(range);
      if (kept === null || kept >= range.count || places.includes(kept)) return places;
      return kept < (places[0] ?? 0) ? [kept, ...places] : [...places, kept];
    },
    [kept],
  );
  const onFocus = ({ target }: FocusEvent<HTMLElement>) => {
    const place = placeOf(target);
    if (place !== null && place === focused?.place) return;
    setFocused(place === null ? null : { place, entry: entryAt(layout, rowAt, place) });
  };
  // From one link to the next of the same row, the row must not go in between.
  const onBlur = ({ relatedTarget }: FocusEvent<HTMLElement>) => {
    if (relatedTarget === null || placeOf(relatedTarget) !== focused?.place) setFocused(null);
  };
  const entryOf = (place: number): DiffEntry => {
    const entry = entryAt(layout, rowAt, place);
    return entry.kind === "pending" && focused?.place === place ? focused.entry : entry;
  };
  return { rangeExtractor, onFocus, onBlur, entryOf };
}

/** The part of the list in sight. Rows of the table have a fixed height; cards are measured. */
export function usePlacesInSight(input: PlacesInput): PlacesInSight {
  const { layout, isNarrow } = input;
  const regionRef = useRef<HTMLElement>(null);
  const { rangeExtractor, onFocus, onBlur, entryOf } = useFocused(input);
  const overscan = isNarrow ? OVERSCAN.cards : OVERSCAN.rows;
  const virtualizer = useVirtualizer({
    count: layout.count,
    getScrollElement: () => regionRef.current,
    estimateSize: () => (isNarrow ? CARD_PX : ROW_PX),
    overscan,
    rangeExtractor,
    useFlushSync: false,
  });
  const items = virtualizer.getVirtualItems();
  const firstPlaces = Math.min(layout.count, FIRST_PLACES);
  const places =
    items.length > 0
      ? items.map(({ index }) => index)
      : Array.from({ length: firstPlaces }, (_, index) => index);
  const { startIndex, endIndex } = virtualizer.range ?? { startIndex: 0, endIndex: firstPlaces - 1 };
  const last = items.at(-1);
  return {
    regionRef,
    places,
    abovePx: items[0]?.start ?? 0,
    belowPx: last === undefined ? 0 : virtualizer.getTotalSize() - last.end,
    top: startIndex,
    rows: rowsBetween(
      layout,
      Math.max(0, startIndex - overscan),
      Math.min(layout.count - 1, endIndex + overscan),
    ),
    measure: virtualizer.measureElement,
    onFocus,
    onBlur,
    entryOf,
  };
}
