import { Icon } from "@vibe/core";
import type { FunctionComponent, ReactNode } from "react";
import styles from "./Chip.module.css";

export type Tone = "neutral" | "progress" | "positive" | "warning" | "negative";

export interface ChipProps {
  readonly tone: Tone;
  readonly icon?: FunctionComponent;
  readonly children: ReactNode;
}

/** A short state in words; the colour and icon only repeat what the words say. */
export function Chip({ tone, icon, children }: ChipProps) {
  return (
    <span className={`${styles.chip} ${styles[tone]}`}>
      {icon ? (
        <span className={styles.icon} aria-hidden="true">
          <Icon icon={icon} size={14} useCurrentColor />
        </span>
      ) : null}
      {children}
    </span>
  );
}

/** How one state of a kind is shown; a table of these covers them all. */
export interface Look {
  readonly text: string;
  readonly tone: Tone;
  readonly icon: FunctionComponent;
}

/** A chip that shows a state by its look. */
export function LookChip({ look }: { readonly look: Look }) {
  return (
    <Chip tone={look.tone} icon={look.icon}>
      {look.text}
    </Chip>
  );
}
