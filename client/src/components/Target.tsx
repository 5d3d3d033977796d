import { type ReactNode, type RefObject, useRef } from "react";
import styles from "./Target.module.css";

export interface TargetHandle {
  readonly ref: RefObject<HTMLDivElement | null>;
  /** Brings the part into view; the next Tab goes to the first thing in it. */
  readonly show: () => void;
}

/** For a part of the page that something else on it leads to. */
export function useTarget(): TargetHandle {
  const ref = useRef<HTMLDivElement>(null);
  return {
    ref,
    show: () => {
      ref.current?.scrollIntoView?.({ block: "start" });
      ref.current?.focus({ preventScroll: true });
    },
  };
}

/** The part itself. */
export function Target({
  target,
  children,
}: {
  readonly target: TargetHandle;
  readonly children: ReactNode;
}) {
  return (
    <div ref={target.ref} className={styles.target} tabIndex={-1}>
      {children}
    </div>
  );
}
