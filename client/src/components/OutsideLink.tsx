import type { ReactNode } from "react";
import styles from "./OutsideLink.module.css";

export interface OutsideLinkProps {
  readonly href: string;
  /** Names the thing behind the link, where the visible words stand beside many others of the same. */
  readonly label?: string;
  readonly children: ReactNode;
}

/** A link to a page outside Portage; it opens in a tab of its own, so that nothing is lost here. */
export function OutsideLink({ href, label, children }: OutsideLinkProps) {
  return (
    <a
      className={styles.link}
      href={href}
      target="_blank"
      rel="noreferrer"
      {...(label === undefined ? {} : { "aria-label": label })}
    >
      {children}
    </a>
  );
}
