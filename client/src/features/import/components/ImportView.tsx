import type { ReactNode } from "react";
import { ErrorNotice, type ShownFailure } from "../../../components/ErrorNotice.tsx";
import { ReadOnlyNote } from "../../../components/Note.tsx";
import { Page, Section, StepHeading } from "../../../components/Page.tsx";
import { PhaseList, RunHeadline, RunNotice, SafeToClose } from "../../../components/RunPanel.tsx";
import { type FooterAction, StickyFooter } from "../../../components/StickyFooter.tsx";
import type { RunView } from "../../../lib/contract.ts";
import { stepHash } from "../../../lib/route.ts";
import { isRunOver } from "../../../lib/run-state.ts";
import { isUnfinished, toHeadline, toPhaseGroups, toTitle, toUsableBoards } from "../lib/import-words.ts";

export interface ImportViewProps {
  readonly run: RunView;
  /** False for everybody but admins. */
  readonly isAdmin: boolean;
  /** Pause, resume and cancel. */
  readonly actions: ReactNode;
  readonly onSeeResult: () => void;
  readonly goOn: {
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

function toPrimary({ run, isAdmin, onSeeResult, goOn }: ImportViewProps): FooterAction | null {
  const seeResult = {
    label: "See the result",
    onClick: onSeeResult,
    disabledReason: isRunOver(run) ? null : "The result is there when the import has ended.",
  };
  if (!isUnfinished(run)) return seeResult;
  // A run that can be resumed has its button beside the progress.
  if (!isAdmin || run.can.includes("resume")) return seeResult;
  return { label: "Go on with the import", onClick: goOn.run, loading: goOn.isBusy };
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
        {props.goOn.error === null ? null : <ErrorNotice error={props.goOn.error} />}
        <Usable run={run} />
        {toPhaseGroups(run).map(({ title, phases }) => (
          <Section key={title} title={title}>
            <PhaseList run={{ ...run, phases: [...phases] }} label={title} />
          </Section>
        ))}
      </Page>
      <StickyFooter
        back={{ label: "Back to the plan", href: stepHash(run.migrationId, "plan") }}
        note={isUnfinished(run) ? "It goes on where it stopped and doubles nothing." : null}
        primary={toPrimary(props)}
      />
    </>
  );
}
