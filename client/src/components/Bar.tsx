import { useFormat } from "../lib/client-context.tsx";
import { toWholePercent } from "../lib/format.ts";
import styles from "./Bar.module.css";
import type { Tone } from "./Chip.tsx";

export interface BarSegment {
  readonly tone: Tone;
  /** Share of the bar, 0-100. */
  readonly percent: number;
}

/** A drawn bar without meaning of its own to a screen reader: put the numbers beside it in words. */
export function Bar({
  segments,
  thin = false,
}: {
  readonly segments: readonly BarSegment[];
  readonly thin?: boolean;
}) {
  let x = 0;
  return (
    <svg className={thin ? `${styles.bar} ${styles.thin}` : styles.bar} aria-hidden="true" focusable="false">
      {segments.map((segment) => {
        const start = x;
        x += segment.percent;
        return (
          <rect
            key={segment.tone}
            className={`${styles.segment} ${styles[segment.tone]}`}
            x={`${start}%`}
            width={`${segment.percent}%`}
            height="100%"
            rx={segments.length === 1 ? 4 : 0}
          />
        );
      })}
    </svg>
  );
}

/** How many of all records have a value, as a bar and as a percentage. */
export function FillBar({ filled, total }: { readonly filled: number; readonly total: number }) {
  const format = useFormat();
  return (
    <span className={styles.fill}>
      <span className={styles.track}>
        <Bar thin segments={[{ tone: "progress", percent: toWholePercent(filled, total) }]} />
      </span>
      <span className={styles.text}>{format.percent(filled, total)}</span>
    </span>
  );
}
