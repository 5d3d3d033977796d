import styles from "./Skeletons.module.css";
import { Spoken } from "./Spoken.tsx";

type Shape = "heading" | "line" | "short" | "row" | "card";

export interface SkeletonsProps {
  /** What is loading, for screen readers: "Loading the inventory". */
  readonly label: string;
  /** The layout to come, top to bottom. */
  readonly shapes: readonly Shape[];
}

/** Grey shapes in the layout of what is about to appear. */
export function Skeletons({ label, shapes }: SkeletonsProps) {
  return (
    <div className={styles.lines} role="status">
      <Spoken>{label}</Spoken>
      {shapes.map((shape, index) => (
        // The shapes never change order; their place is their identity.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <span key={index} className={`${styles.block} ${styles[shape]}`} aria-hidden="true" />
      ))}
    </div>
  );
}

/** A whole screen on its way. */
export function ScreenSkeleton({ label }: { readonly label: string }) {
  return <Skeletons label={label} shapes={["heading", "short", "card", "row", "row", "row"]} />;
}
