import { Button } from "@vibe/core";
import { ErrorNotice, type ShownFailure } from "../../../components/ErrorNotice.tsx";
import { SelectField } from "../../../components/SelectField.tsx";
import { type DeltaView, deltaHours, deltaMinutes } from "../../../lib/contract.ts";
import styles from "../components/Result.module.css";
import { toIntervalWords } from "./delta-words.ts";

export interface DeltaChange {
  readonly hours?: number;
  readonly intervalMinutes?: number;
  readonly state?: "open" | "closed";
}

export interface DeltaSettingsProps {
  readonly view: DeltaView;
  readonly isBusy: boolean;
  readonly error: ShownFailure | null;
  readonly onChange: (change: DeltaChange) => void;
}

const hoursOffered = [deltaHours.least, 30, 36, 42, deltaHours.most];
const minutesOffered = [deltaMinutes.least, 30, 60, 120, 240, 480, 720, deltaMinutes.most];

/** The offered values with the present one among them, in order. */
function withPresent(offered: readonly number[], present: number): number[] {
  return [...new Set([...offered, present])].sort((a, b) => a - b);
}

/** How long and how often Portage looks for changes, and the end of it. */
export function DeltaSettings({ view, isBusy, error, onChange }: DeltaSettingsProps) {
  const isOpen = view.state === "open" || view.state === "stopped";
  return (
    <div className={styles.stack}>
      <div className={styles.filters}>
        <SelectField
          label="Look for changes"
          value={String(view.intervalMinutes)}
          disabled={isBusy}
          options={withPresent(minutesOffered, view.intervalMinutes).map((minutes) => ({
            value: String(minutes),
            text: toIntervalWords(minutes),
          }))}
          onChange={(value) => onChange({ intervalMinutes: Number(value) })}
        />
        <SelectField
          label="For how long"
          value={String(view.hours)}
          disabled={isBusy}
          options={withPresent(hoursOffered, view.hours).map((hours) => ({
            value: String(hours),
            text: `${hours} hours after the import`,
          }))}
          onChange={(value) => onChange({ hours: Number(value) })}
        />
        <Button
          size="small"
          kind="tertiary"
          disabled={isBusy}
          onClick={() => onChange({ state: isOpen ? "closed" : "open" })}
        >
          {isOpen ? "Stop looking by itself" : "Look by itself again"}
        </Button>
      </div>
      {error === null ? null : <ErrorNotice error={error} />}
    </div>
  );
}
