import { Button, Icon } from "@vibe/core";
import { Check, CloseSmall } from "@vibe/icons";
import type { FunctionComponent } from "react";
import { Facts } from "../../components/Facts.tsx";
import type { SourceView } from "../../lib/contract.ts";
import { navigate } from "../../lib/navigation.ts";
import styles from "./cards.module.css";

export interface SourceCardProps {
  readonly source: SourceView;
  readonly mayChange: boolean;
  /** True when starting is the one thing to do on the page. */
  readonly isPrimary: boolean;
}

/** A system that can be moved: what arrives, what cannot, how long it usually takes. */
export function SourceCard({ source, mayChange, isPrimary }: SourceCardProps) {
  return (
    <article className={styles.card}>
      <div className={styles.intro}>
        <h3 className={styles.title}>{source.title}</h3>
        <p className={styles.text}>{source.blurb}</p>
      </div>
      <div className={styles.columns}>
        <Points title="What moves" points={source.moves} icon={Check} markClass={styles.yes} />
        <Points title="What cannot move" points={source.cannotMove} icon={CloseSmall} markClass={styles.no} />
      </div>
      <div className={styles.foot}>
        <Facts facts={[`How long: ${source.usualDuration}`, "Nothing is written until you say so."]} />
        {mayChange ? (
          <Button
            kind={isPrimary ? "primary" : "secondary"}
            onClick={() => navigate({ name: "new", source: source.kind })}
          >
            {`Start with ${source.title}`}
          </Button>
        ) : null}
      </div>
    </article>
  );
}

interface PointsProps {
  readonly title: string;
  readonly points: readonly string[];
  readonly icon: FunctionComponent;
  readonly markClass: string | undefined;
}

function Points({ title, points, icon, markClass }: PointsProps) {
  if (points.length === 0) return null;
  return (
    <div>
      <h4 className={styles.listTitle}>{title}</h4>
      <ul className={styles.list}>
        {points.map((point) => (
          <li key={point} className={styles.item}>
            <span className={markClass} aria-hidden="true">
              <Icon icon={icon} size={16} useCurrentColor />
            </span>
            {point}
          </li>
        ))}
      </ul>
    </div>
  );
}
