import { Icon } from "@vibe/core";
import { Home, MoveArrowRightNarrow } from "@vibe/icons";
import type { ReactNode } from "react";
import styles from "./Header.module.css";

export interface HeaderProps {
  readonly sourceTitle: string;
  readonly name: string;
  readonly chip?: ReactNode;
  readonly menu?: ReactNode;
}

/** Where from, where to, which import, how it stands. */
export function Header({ sourceTitle, name, chip, menu }: HeaderProps) {
  return (
    <header className={styles.header}>
      <a className={styles.home} href="#/home" aria-label="All imports">
        <Icon icon={Home} size={20} useCurrentColor />
      </a>
      <div className={styles.names}>
        <p className={styles.name}>{name}</p>
        {name === `${sourceTitle} to monday CRM` ? null : (
          <span className={styles.pair}>
            {sourceTitle}
            <Icon icon={MoveArrowRightNarrow} size={16} useCurrentColor label="to" />
            monday CRM
          </span>
        )}
        {chip}
      </div>
      {menu}
    </header>
  );
}
