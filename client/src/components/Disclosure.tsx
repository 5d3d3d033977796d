import { Icon } from "@vibe/core";
import { NavigationChevronRight } from "@vibe/icons";
import { type ReactNode, useState } from "react";
import styles from "./Disclosure.module.css";

export interface DisclosureProps {
  readonly summary: ReactNode;
  readonly startsOpen?: boolean;
  /** Rendered only once opened, so that a hundred closed ones cost nothing. */
  readonly children: () => ReactNode;
}

/** A row that opens into its details. */
export function Disclosure({ summary, startsOpen = false, children }: DisclosureProps) {
  const [wasOpened, setWasOpened] = useState(startsOpen);
  return (
    <details
      className={styles.details}
      open={startsOpen}
      onToggle={(event) => {
        if (event.currentTarget.open) setWasOpened(true);
      }}
    >
      <summary className={styles.summary}>
        <span className={styles.arrow} aria-hidden="true">
          <Icon icon={NavigationChevronRight} size={16} useCurrentColor />
        </span>
        <span className={styles.text}>{summary}</span>
      </summary>
      {wasOpened ? <div className={styles.body}>{children()}</div> : null}
    </details>
  );
}
