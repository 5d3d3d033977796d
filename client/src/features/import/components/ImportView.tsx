import { Button } from "@vibe/core";
import type { ReactNode } from "react";
import { ErrorNotice, type ShownFailure } from "../../../components/ErrorNotice.tsx";
import { Note, ReadOnlyNote } from "../../../components/Note.tsx";
import { Page, Section, StepHeading } from "../../../components/Page.tsx";
import { PhaseList, RunHeadline, RunNotice, SafeToClose } from "../../../components/RunPanel.tsx";
import { type FooterAction, StickyFooter } from "../../../components/StickyFooter.tsx";
import type { RunView } from "../../../lib/contract.ts";
import { stepHash } from "../../../lib/route.ts";
import { isRunOver } from "../../../lib/run-state.ts";
import {
  isUnfinished,
  type StartKind,
  startLabels,
  toHeadline,
  toPhaseGroups,
  toTitle,
  toUsableBoards,
} from "../lib/import-words.ts";

export interface ImportViewProps {
  readonly run: RunView;
  /** False for everybody but admins. */
  readonly isAdmin: boolean;
  /** Pause, resume and cancel. */
  readonly actions: ReactNode;
  readonly onSeeResult: () => void;
  /** What another import would be for. */
  readonly startKind: StartKind;
  /** True while any run of this migration is under way. */
  readonly isRunning: boolean;
  readonly start: {
    readonly run: () => void;
    readonly isBusy: boolean;
    readonly error: ShownFailure | null;
  };
}

function Usable({ run }: { readonly run: RunView }) {
  const boards = toUsableBoards(run);
  if (boards.length === 0 || isRunOver(run)) return null;
  return <p>Complete and ready to use in monday: {boards.join(", ")}.</p>;
}

/** The approved plan was changed after this import: what it would not write, and the way to a new approval. */
function NotApproved({ run }: { readonly run: RunView }) {
  return (
    <Note tone="warning">
      <p>
        The plan was changed and is not approved. This import is of the plan before.{" "}
        <a href={stepHash(run.migrationId, "sample")}>Go to the sample and sign-off</a>
      </p>
    </Note>
  );
}

function toPrimary(props: ImportViewProps): FooterAction | null {
  const { run, isAdmin, onSeeResult, start, startKind, isRunning } = props;
  const seeResult = {
    label: "See the result",
    onClick: onSeeResult,
    disabledReason: isRunOver(run) ? null : "The result is there when the import has ended.",
  };
  // A run that can be resumed has its button beside the progress.
  if (!isAdmin || !isRunOver(run) || run.can.includes("resume")) return seeResult;
  const label = startLabels[startKind];
  if (label === null || startKind === "again") return seeResult;
  return {
    label,
    onClick: start.run,
    loading: start.isBusy,
    disabledReason: isRunning ? "A run is under way." : null,
  };
}

/** After an import that ended well: once more, which writes only what is new or changed. */
function Again({ isAdmin, run, startKind, isRunning, start }: ImportViewProps) {
  if (!isAdmin || !isRunOver(run) || startKind !== "again") return null;
  return (
    <Button kind="secondary" loading={start.isBusy} disabled={isRunning} onClick={start.run}>
      {startLabels.again}
    </Button>
  );
}

/** How far the import is, how long it takes and what it waits for. */
export function ImportView(props: ImportViewProps) {
  const { run } = props;
  return (
    <>
      <Page>
        <StepHeading title={toTitle(run)} />
        {props.isAdmin ? null : <ReadOnlyNote />}
        <RunHeadline run={run} sentence={toHeadline(run)}>
          {props.isAdmin ? props.actions : null}
        </RunHeadline>
        <RunNotice run={run} />
        <SafeToClose run={run} />
        {props.start.error === null ? null : <ErrorNotice error={props.start.error} />}
        {props.startKind === "not_approved" && isRunOver(run) ? <NotApproved run={run} /> : null}
        <Usable run={run} />
        {toPhaseGroups(run).map(({ title, phases }) => (
          <Section key={title} title={title}>
            <PhaseList run={{ ...run, phases: [...phases] }} label={title} />
          </Section>
        ))}
      </Page>
      <StickyFooter
        back={{ label: "Back to the sample", href: stepHash(run.migrationId, "sample") }}
        secondary={<Again {...props} />}
        note={
          props.startKind === "go_on" && isUnfinished(run)
            ? "It goes on where it stopped and doubles nothing."
            : null
        }
        primary={toPrimary(props)}
      />
    </>
  );
}
