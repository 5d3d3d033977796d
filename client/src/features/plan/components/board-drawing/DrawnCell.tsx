import { Icon } from "@vibe/core";
import { Check } from "@vibe/icons";
import type { CSSProperties } from "react";
import type { PlanColumn } from "../../../../lib/contract.ts";
import {
  type Cell,
  isTicked,
  toDateText,
  toInitials,
  toLabelHex,
  toNames,
  toNumberText,
} from "../../lib/cells.ts";
import { textOn } from "../../lib/colors.ts";
import styles from "./DrawnCell.module.css";

/** Dark enough for white initials (WCAG AA); a person keeps one colour. */
const avatarColors = ["#225091", "#7e3b8a", "#175a63", "#bb3354", "#784bd1", "#037f4c", "#7f5347"];
const maxAvatars = 3;

function toAvatarColor(name: string): string | undefined {
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return avatarColors[sum % avatarColors.length];
}

function People({ names }: { readonly names: readonly string[] }) {
  return (
    <span className={styles.people}>
      {names.slice(0, maxAvatars).map((name) => {
        const color: CSSProperties = { backgroundColor: toAvatarColor(name) };
        return (
          <span key={name} className={styles.avatar} role="img" aria-label={name} title={name} style={color}>
            {toInitials(name)}
          </span>
        );
      })}
      {names.length === 1 ? (
        <span className={styles.personName} aria-hidden>
          {names[0]}
        </span>
      ) : null}
      {names.length > maxAvatars ? <span>+{names.length - maxAvatars}</span> : null}
    </span>
  );
}

function Chips({ names, tone }: { readonly names: readonly string[]; readonly tone: "link" | "plain" }) {
  return (
    <span className={styles.chips}>
      {names.map((name) => (
        <span key={name} className={tone === "link" ? styles.linkChip : styles.chip} title={name}>
          {name}
        </span>
      ))}
    </span>
  );
}

function StatusBlock({ cell, column }: DrawnCellProps) {
  const background = toLabelHex(cell, column);
  const colors: CSSProperties = { backgroundColor: background, color: textOn(background) };
  return (
    <span className={styles.status} style={colors} title={cell.text}>
      {cell.text}
    </span>
  );
}

function Rating({ text }: { readonly text: string }) {
  const stars = Math.min(5, Math.max(0, Number.parseInt(text, 10) || 0));
  return (
    <span className={styles.rating} role="img" aria-label={`${stars} of 5 stars`}>
      {"★".repeat(stars)}
      <span className={styles.noStar}>{"★".repeat(5 - stars)}</span>
    </span>
  );
}

export interface DrawnCellProps {
  readonly cell: Cell;
  readonly column: PlanColumn;
}

/** One value, drawn the way monday draws a cell of the column's type. */
export function DrawnCell({ cell, column }: DrawnCellProps) {
  if (column.type === "status") return <StatusBlock cell={cell} column={column} />;
  if (cell.text === "" && (cell.links ?? []).length === 0) return null;
  switch (column.type) {
    case "people":
      return <People names={toNames(cell)} />;
    case "board_relation":
      return <Chips names={toNames(cell)} tone="link" />;
    case "dropdown":
    case "tags":
      return <Chips names={toNames(cell)} tone="plain" />;
    case "numbers":
      return <span className={styles.number}>{toNumberText(cell.text, column.unit)}</span>;
    case "checkbox":
      return isTicked(cell.text) ? (
        <Icon icon={Check} label="Ticked" size={18} className={styles.tick} />
      ) : null;
    case "rating":
      return <Rating text={cell.text} />;
    case "timeline":
      return <span className={styles.timeline}>{toDateText(cell.text)}</span>;
    case "email":
    case "phone":
    case "link":
      return (
        <span className={styles.link} title={cell.text}>
          {cell.text}
        </span>
      );
    case "date":
      return <span className={styles.text}>{toDateText(cell.text)}</span>;
    case "text":
    case "long_text":
    case "hour":
    case "country":
      return (
        <span className={styles.text} title={cell.text}>
          {cell.text}
        </span>
      );
  }
}
