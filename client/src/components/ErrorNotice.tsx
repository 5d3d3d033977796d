import { Button, Icon } from "@vibe/core";
import { Alert } from "@vibe/icons";
import { type ReactNode, useEffect, useRef } from "react";
import styles from "./ErrorNotice.module.css";

/** What an `ApiError` and a run's failure have in common. */
export interface ShownFailure {
  readonly userMessage: string;
  readonly remedy: string;
  readonly code?: string;
  readonly requestId?: string;
  readonly fields?: ReadonlyArray<{ readonly path: string; readonly message: string }>;
}

export interface ErrorNoticeProps {
  readonly error: ShownFailure;
  /** Offers "Try again". */
  readonly onRetry?: () => void;
  /** `warning` for something that can be lived with. */
  readonly tone?: "negative" | "warning";
  /** Further buttons beside "Try again". */
  readonly actions?: ReactNode;
  /** Leaves the page where it is scrolled to: for a part that failed to load, which nobody has just asked for. */
  readonly keepsPlace?: boolean;
}

/** Cause and remedy, in the place where the failure arose; brought into view, for the footer may cover that place. */
export function ErrorNotice({
  error,
  onRetry,
  tone = "negative",
  actions,
  keepsPlace = false,
}: ErrorNoticeProps) {
  const ref = useRef<HTMLDivElement>(null);
  const { userMessage, requestId } = error;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new failure is brought into view
  useEffect(() => {
    if (!keepsPlace) ref.current?.scrollIntoView?.({ block: "nearest" });
  }, [userMessage, requestId]);
  return (
    <div
      className={tone === "warning" ? `${styles.notice} ${styles.warning}` : styles.notice}
      role="alert"
      ref={ref}
    >
      <span className={styles.icon} aria-hidden="true">
        <Icon icon={Alert} size={20} useCurrentColor />
      </span>
      <div className={styles.body}>
        <p className={styles.cause}>{error.userMessage}</p>
        <p className={styles.remedy}>{error.remedy}</p>
        {error.fields && error.fields.length > 0 ? (
          <ul className={styles.fields}>
            {error.fields.map((field) => (
              <li key={`${field.path} ${field.message}`}>{field.message}</li>
            ))}
          </ul>
        ) : null}
        {error.requestId ? <p className={styles.request}>Request number {error.requestId}</p> : null}
        {onRetry || actions ? (
          <div className={styles.actions}>
            {onRetry ? (
              <Button size="small" kind="secondary" onClick={onRetry}>
                Try again
              </Button>
            ) : null}
            {actions}
          </div>
        ) : null}
      </div>
    </div>
  );
}
