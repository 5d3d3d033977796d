import { Icon } from "@vibe/core";
import { Check, Play, Time } from "@vibe/icons";
import { useFormat } from "../lib/client-context.tsx";
import type { RunPhase } from "../lib/contract.ts";
import { durationInWords, paceInWords, toWholePercent } from "../lib/format.ts";
import { Bar } from "./Bar.tsx";
import styles from "./ProgressRow.module.css";

const marks = { pending: Time, active: Play, done: Check } as const;
const stateTexts = { pending: "not started", active: "in progress", done: "done" } as const;

export interface ProgressRowProps {
  readonly phase: RunPhase;
  /** False while the run waits or is paused: pace and time left would be untrue then. */
  readonly isMoving: boolean;
}

/** One phase of a run: how far, how fast, how long still, what failed or was skipped. */
export function ProgressRow({ phase, isMoving }: ProgressRowProps) {
  const format = useFormat();
  const percent =
    phase.state === "done" ? 100 : phase.total === null ? 0 : toWholePercent(phase.done, phase.total);
  const counts = countsOf(phase, format.number);
  const unit = counts === "" ? null : unitOf(phase);
  const spoken = unit === null ? counts : `${counts} ${unit}`;
  const details = [...(unit === null ? [] : [unit]), ...detailsOf(phase, isMoving, format.number)];
  return (
    <li className={`${styles.row} ${styles[phase.state]}`}>
      <span className={styles.title}>
        <span className={styles.mark} aria-hidden="true">
          <Icon icon={marks[phase.state]} size={16} useCurrentColor />
        </span>
        {phase.title}
      </span>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={phase.title}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(phase.total === null && phase.state === "active" ? {} : { "aria-valuenow": percent })}
        aria-valuetext={counts === "" ? stateTexts[phase.state] : `${spoken}, ${stateTexts[phase.state]}`}
      >
        <Bar segments={[{ tone: phase.state === "done" ? "positive" : "progress", percent }]} />
      </div>
      <span className={styles.counts}>{counts}</span>
      {details.length > 0 ? (
        <span className={styles.detail}>
          {details.map((detail) => (
            <span key={detail}>{detail}</span>
          ))}
        </span>
      ) : null}
    </li>
  );
}

/** What is counted, where it is not records: nobody could tell from the title. */
function unitOf(phase: RunPhase): string | null {
  return phase.kind === "schema" ? "boards, groups and columns" : null;
}

function countsOf(phase: RunPhase, number: (value: number) => string): string {
  if (phase.state === "pending" && phase.done === 0) return phase.total === null ? "" : number(phase.total);
  if (phase.total === null || (phase.state === "done" && phase.done === phase.total))
    return number(phase.done);
  return `${number(phase.done)} of ${number(phase.total)}`;
}

function detailsOf(phase: RunPhase, isMoving: boolean, number: (value: number) => string): string[] {
  const details: string[] = [];
  if (phase.state === "active" && isMoving) {
    if (phase.ratePerSecond !== null && phase.ratePerSecond > 0)
      details.push(paceInWords(phase.ratePerSecond, number));
    if (phase.etaSeconds !== null) details.push(`${durationInWords(phase.etaSeconds)} left`);
  }
  if (phase.skipped > 0) details.push(`${number(phase.skipped)} skipped`);
  if (phase.failed > 0) details.push(`${number(phase.failed)} failed`);
  return details;
}
