import { type ReactNode, useEffect, useId, useRef } from "react";
import styles from "./Page.module.css";

export interface PageProps {
  /** `narrow` for reading and forms, `wide` for tables and boards. */
  readonly width?: "narrow" | "wide";
  readonly children: ReactNode;
}

/** The column a screen is laid out in. */
export function Page({ width = "narrow", children }: PageProps) {
  return <div className={`${styles.page} ${styles[width]}`}>{children}</div>;
}

export interface StepHeadingProps {
  readonly title: string;
  readonly children?: ReactNode;
}

/**
 * The heading of a screen. Focus moves here when the screen opens, so that a screen reader starts at the new
 * content; on the very first load it stays with monday, which has the focus then.
 */
export function StepHeading({ title, children }: StepHeadingProps) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.hasFocus()) ref.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={styles.heading}>
      <h1 className={styles.title} tabIndex={-1} ref={ref}>
        {title}
      </h1>
      {children ? <p className={styles.lead}>{children}</p> : null}
    </div>
  );
}

export interface SectionProps {
  readonly title: string;
  /** A short remark beside the title. */
  readonly note?: ReactNode;
  /** Draws a border around the section. */
  readonly card?: boolean;
  readonly children: ReactNode;
}

/** A titled part of a screen. */
export function Section({ title, note, card = false, children }: SectionProps) {
  const id = useId();
  return (
    <section className={card ? `${styles.section} ${styles.card}` : styles.section} aria-labelledby={id}>
      <div className={styles.sectionHead}>
        <h2 className={styles.sectionTitle} id={id}>
          {title}
        </h2>
        {note ? <span className={styles.sectionNote}>{note}</span> : null}
      </div>
      {children}
    </section>
  );
}
