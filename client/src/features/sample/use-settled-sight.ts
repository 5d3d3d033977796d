import { useCallback, useEffect, useRef, useState } from "react";
import { isNear, type Sight, toSight } from "./lib/diff-sight.ts";

/** While the scrollbar is dragged, nothing is loaded before it rests for so long. */
const SETTLE_MS = 80;
const top: Sight = { from: 0, to: 0 };

/**
 * The pages one looks at. Scrolling on is followed at once; after a jump the sight must rest, so that what is passed
 * over is not loaded. Another `list` starts at its top.
 */
export function useSettledSight(list: string, pageRows: number) {
  const [state, setState] = useState({ list, sight: top });
  const sight = state.list === list ? state.sight : top;
  const current = useRef(sight);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    current.current = sight;
  }, [sight]);
  // A jump that has not settled belongs to the list before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: to be done when the list changes
  useEffect(() => () => clearTimeout(timer.current), [list]);
  const see = useCallback(
    (rows: { readonly first: number; readonly last: number }) => {
      const next = toSight(rows, pageRows);
      clearTimeout(timer.current);
      if (next.from === current.current.from && next.to === current.current.to) return;
      const settle = () => {
        current.current = next;
        setState({ list, sight: next });
      };
      if (isNear(current.current, next)) settle();
      else timer.current = setTimeout(settle, SETTLE_MS);
    },
    [list, pageRows],
  );
  return { sight, see };
}
