import { Button } from "@vibe/core";
import { type ReactNode, useId } from "react";
import styles from "./StickyFooter.module.css";

export interface FooterAction {
  readonly label: string;
  readonly onClick: () => void;
  readonly loading?: boolean;
  /** Why it cannot be pressed now; shown beside the button. */
  readonly disabledReason?: string | null;
}

export interface StickyFooterProps {
  readonly back?: { readonly label: string; readonly href: string };
  /** The one thing this screen is for. Left out for those who may only look. */
  readonly primary?: FooterAction | null;
  /** Shown beside the action while it can be pressed ("Takes about 3 minutes. Nothing is written."). */
  readonly note?: ReactNode;
  /** A quieter action before the primary one (pause, download). */
  readonly secondary?: ReactNode;
}

/** Back at the left, one primary action at the right, and always a reason when it is switched off. */
export function StickyFooter({ back, primary, note, secondary }: StickyFooterProps) {
  const id = useId();
  const reason = primary?.disabledReason ?? null;
  return (
    <footer className={styles.footer}>
      <div className={styles.row}>
        {back ? (
          <a className={styles.back} href={back.href}>
            {back.label}
          </a>
        ) : null}
        <div className={styles.middle} id={id} aria-live="polite">
          {reason === null ? note : <p>{reason}</p>}
        </div>
        <div className={styles.actions}>
          {secondary}
          {primary ? (
            <Button
              onClick={primary.onClick}
              loading={primary.loading ?? false}
              disabled={reason !== null}
              aria-describedby={id}
            >
              {primary.label}
            </Button>
          ) : null}
        </div>
      </div>
    </footer>
  );
}
