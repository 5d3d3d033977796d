import { Button } from "@vibe/core";
import { type ReactNode, useState } from "react";
import { useFormat } from "../lib/client-context.tsx";
import type { RunView } from "../lib/contract.ts";
import { durationInWords } from "../lib/format.ts";
import { useRunCommand } from "../lib/queries/runs.ts";
import { isRunOver } from "../lib/run-state.ts";
import { Bar } from "./Bar.tsx";
import type { Tone } from "./Chip.tsx";
import { ConfirmDialog } from "./ConfirmDialog.tsx";
import { ErrorNotice } from "./ErrorNotice.tsx";
import { Facts } from "./Facts.tsx";
import { Note } from "./Note.tsx";
import { ProgressRow } from "./ProgressRow.tsx";
import styles from "./RunPanel.module.css";
import { runPercent } from "./run-progress.ts";
import { StateChip } from "./StateChip.tsx";

export interface RunHeadlineProps {
  readonly run: RunView;
  /** One sentence: what is going on ("Reading your Bizstim account"). */
  readonly sentence: string;
  /** Pause, resume, cancel. */
  readonly children?: ReactNode;
}

/** State, overall progress and time left of a run. Changes are announced politely. */
export function RunHeadline({ run, sentence, children }: RunHeadlineProps) {
  const percent = runPercent(run);
  return (
    <div className={styles.headline}>
      <div className={styles.top}>
        <StateChip state={run.state} />
        <p className={styles.sentence} role="status">
          {sentence}
        </p>
      </div>
      <div
        role="progressbar"
        aria-label={sentence}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <Bar segments={[{ tone: barTone(run), percent }]} />
      </div>
      <RunFacts run={run} percent={percent} />
      {children}
    </div>
  );
}

function barTone(run: RunView): Tone {
  if (run.state === "succeeded" || run.state === "needs_attention") return "positive";
  return isRunOver(run) ? "neutral" : "progress";
}

function RunFacts({ run, percent }: { readonly run: RunView; readonly percent: number }) {
  const format = useFormat();
  const facts: string[] = [`${percent} % done`];
  if (run.state === "running" && run.etaSeconds !== null)
    facts.push(`${durationInWords(run.etaSeconds)} left`);
  if (run.startedAt !== null) facts.push(`started at ${format.when(run.startedAt, new Date())}`);
  if (run.endedAt !== null) facts.push(`ended at ${format.when(run.endedAt, new Date())}`);
  if (run.calls.source > 0) facts.push(`${format.count(run.calls.source, "call")} to the source`);
  if (run.calls.destination > 0) facts.push(`${format.count(run.calls.destination, "call")} to monday`);
  return <Facts facts={facts} />;
}

/** Why a run stands still and when it goes on, or why it stopped. Nothing while it simply runs. */
export function RunNotice({ run }: { readonly run: RunView }) {
  const format = useFormat();
  if (run.failure !== null) return <ErrorNotice error={run.failure} />;
  if (run.waiting !== null) {
    const until = run.waiting.until;
    return (
      <Note tone="wait">
        <p>
          {run.waiting.reason}{" "}
          {until === null
            ? "It goes on by itself."
            : `It goes on by itself at ${format.when(until, new Date())}.`}
        </p>
      </Note>
    );
  }
  if (run.state === "paused")
    return <Note>Paused. Nothing is lost; it goes on from here when you resume.</Note>;
  return null;
}

/** The phases of a run in their order. */
export function PhaseList({ run, label }: { readonly run: RunView; readonly label: string }) {
  return (
    <ul className={styles.phases} aria-label={label}>
      {run.phases.map((phase) => (
        <ProgressRow key={phase.key} phase={phase} isMoving={run.state === "running"} />
      ))}
    </ul>
  );
}

/** A run belongs to the server; people should not feel they have to watch it. */
export function SafeToClose({ run }: { readonly run: RunView }) {
  if (isRunOver(run) || run.state === "paused") return null;
  return (
    <Note>
      You can close this page. Portage goes on by itself, and this page shows where it stands when you return.
    </Note>
  );
}

export interface RunActionsProps {
  readonly run: RunView;
  /** What stays behind when the run is cancelled now, in words. */
  readonly cancelText: ReactNode;
}

/** Pause, resume and cancel, as far as the run allows them now. */
export function RunActions({ run, cancelText }: RunActionsProps) {
  const [confirming, setConfirming] = useState(false);
  const command = useRunCommand(run);
  const cancel = () => command.mutate("cancel", { onSuccess: () => setConfirming(false) });
  if (run.can.length === 0) return null;
  return (
    <>
      <div className={styles.actions}>
        {run.can.includes("pause") ? (
          <Button
            kind="secondary"
            size="small"
            disabled={command.isPending}
            onClick={() => command.mutate("pause")}
          >
            Pause
          </Button>
        ) : null}
        {run.can.includes("resume") ? (
          <Button
            kind="secondary"
            size="small"
            disabled={command.isPending}
            onClick={() => command.mutate("resume")}
          >
            {run.state === "waiting" ? "Try now" : "Resume"}
          </Button>
        ) : null}
        {run.can.includes("cancel") ? (
          <Button
            kind="tertiary"
            size="small"
            disabled={command.isPending}
            onClick={() => setConfirming(true)}
          >
            Cancel this run
          </Button>
        ) : null}
      </div>
      {command.error && !confirming ? <ErrorNotice error={command.error} /> : null}
      <ConfirmDialog
        open={confirming}
        title="Cancel this run?"
        confirmLabel="Cancel the run"
        cancelLabel="Let it go on"
        destructive
        busy={command.isPending}
        error={command.error}
        onConfirm={cancel}
        onCancel={() => setConfirming(false)}
      >
        {cancelText}
      </ConfirmDialog>
    </>
  );
}
