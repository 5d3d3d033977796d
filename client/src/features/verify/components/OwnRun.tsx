import { useEffect, useRef } from "react";
import { Disclosure } from "../../../components/Disclosure.tsx";
import { Note } from "../../../components/Note.tsx";
import { PhaseList, RunActions, RunHeadline, RunNotice, SafeToClose } from "../../../components/RunPanel.tsx";
import type { MigrationView, RunView } from "../../../lib/contract.ts";
import { useRun } from "../../../lib/queries/runs.ts";
import {
  ownActiveRun,
  ownStoppedRun,
  toCancelText,
  toRunSentence,
  toStoppedTitle,
} from "../lib/run-words.ts";
import styles from "./Result.module.css";

export interface OwnRunProps {
  readonly migration: MigrationView;
  readonly isAdmin: boolean;
}

/** The check, look for changes or rollback that is under way; or why the last one stopped. */
export function OwnRun({ migration, isAdmin }: OwnRunProps) {
  const active = ownActiveRun(migration);
  const run = useRun(active?.id ?? null);
  const stopped = ownStoppedRun(migration);
  const ref = useRef<HTMLDivElement>(null);
  const activeId = active?.id ?? null;
  useEffect(() => {
    // It is started from all over the page; its progress should be seen.
    if (activeId !== null) ref.current?.scrollIntoView?.({ block: "center" });
  }, [activeId]);
  if (active !== null) {
    return (
      <div ref={ref}>
        <RunUnderWay run={run.data ?? active} sourceTitle={migration.sourceTitle} isAdmin={isAdmin} />
      </div>
    );
  }
  if (stopped === null) return null;
  return (
    <div className={styles.stack}>
      {stopped.failure === null ? (
        <Note tone="warning">
          <p>{toStoppedTitle(stopped)}</p>
        </Note>
      ) : (
        <RunNotice run={stopped} />
      )}
    </div>
  );
}

interface RunUnderWayProps {
  readonly run: RunView;
  readonly sourceTitle: string;
  readonly isAdmin: boolean;
}

function RunUnderWay({ run, sourceTitle, isAdmin }: RunUnderWayProps) {
  return (
    <div className={styles.stack}>
      <RunHeadline run={run} sentence={toRunSentence(run, sourceTitle)}>
        {isAdmin ? <RunActions run={run} cancelText={<p>{toCancelText(run)}</p>} /> : null}
      </RunHeadline>
      <RunNotice run={run} />
      <SafeToClose run={run} />
      {run.phases.length === 0 ? null : (
        <Disclosure summary="Step by step">{() => <PhaseList run={run} label="Step by step" />}</Disclosure>
      )}
    </div>
  );
}
