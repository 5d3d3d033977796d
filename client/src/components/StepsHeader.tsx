import { Icon } from "@vibe/core";
import { Check } from "@vibe/icons";
import { type Step, stepHash, steps, stepTitles } from "../lib/route.ts";
import { Spoken } from "./Spoken.tsx";
import styles from "./StepsHeader.module.css";

export interface StepsHeaderProps {
  /** Null before the migration exists (the very first Connect). */
  readonly migrationId: string | null;
  readonly current: Step;
  /** Where things stand; the steps before it are done. */
  readonly stands: Step;
  /** The furthest step that can be opened. */
  readonly reached: Step;
}

/** The way from Connect to Verify: where one is, what is done, what can be opened again. */
export function StepsHeader({ migrationId, current, stands, reached }: StepsHeaderProps) {
  const reachedIndex = steps.indexOf(reached);
  const standsIndex = steps.indexOf(stands);
  const currentIndex = steps.indexOf(current);
  return (
    <nav className={styles.nav} aria-label="Steps of the import">
      <p className={styles.compact} aria-hidden="true">
        Step {currentIndex + 1} of {steps.length}: {stepTitles[current]}
      </p>
      <ol className={styles.list}>
        {steps.map((step, index) => (
          <li key={step} className={styles.item}>
            <StepLink
              step={step}
              number={index + 1}
              href={migrationId !== null && index <= reachedIndex ? stepHash(migrationId, step) : null}
              isCurrent={index === currentIndex}
              isDone={index < standsIndex}
            />
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface StepLinkProps {
  readonly step: Step;
  readonly number: number;
  readonly href: string | null;
  readonly isCurrent: boolean;
  readonly isDone: boolean;
}

function StepLink({ step, number, href, isCurrent, isDone }: StepLinkProps) {
  const classes = [styles.step];
  if (isCurrent) classes.push(styles.current);
  else if (isDone) classes.push(styles.done);
  if (href !== null) classes.push(styles.reached);
  const content = (
    <>
      <span className={styles.mark} aria-hidden="true">
        {isDone && !isCurrent ? <Icon icon={Check} size={14} useCurrentColor /> : number}
      </span>
      <span className={styles.name}>{stepTitles[step]}</span>
      {isDone ? <Spoken> (done)</Spoken> : null}
    </>
  );
  const className = classes.join(" ");
  if (href === null) {
    return (
      <span className={className} {...(isCurrent ? { "aria-current": "step" as const } : {})}>
        {content}
      </span>
    );
  }
  return (
    <a className={className} href={href} {...(isCurrent ? { "aria-current": "step" as const } : {})}>
      {content}
    </a>
  );
}
