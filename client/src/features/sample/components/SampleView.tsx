import { Button } from "@vibe/core";
import { type ReactNode, useRef } from "react";
import { Disclosure } from "../../../components/Disclosure.tsx";
import { ErrorNotice, type ShownFailure } from "../../../components/ErrorNotice.tsx";
import { Note, ReadOnlyNote } from "../../../components/Note.tsx";
import { Page, Section, StepHeading } from "../../../components/Page.tsx";
import { type FooterAction, StickyFooter } from "../../../components/StickyFooter.tsx";
import { Target, useTarget } from "../../../components/Target.tsx";
import { TextButton } from "../../../components/TextButton.tsx";
import type { RunView, SampleView as SampleViewOf, Verdict } from "../../../lib/contract.ts";
import { stepHash } from "../../../lib/route.ts";
import { isRunOver } from "../../../lib/run-state.ts";
import { Coverage } from "./Coverage.tsx";
import styles from "./Sample.module.css";
import { SampleChoice, type SampleChoiceProps } from "./SampleChoice.tsx";
import { SampleRun } from "./SampleRun.tsx";

export interface SampleViewProps {
  readonly migrationId: string;
  readonly view: SampleViewOf;
  /** The sample's run, or its removal, while it is under way or when it needs a look; else null. */
  readonly run: RunView | null;
  readonly isAdmin: boolean;
  readonly choice: Pick<SampleChoiceProps, "wish" | "onWish" | "isImported">;
  /** Why no sample can be run now; null when one can. */
  readonly whyNotRun: string | null;
  readonly onRun: () => void;
  readonly isStarting: boolean;
  /** A second sample is offered beside the first, unless it is the next thing to do anyway. */
  readonly mayRepeat: boolean;
  readonly error: ShownFailure | null;
  /** Null when there is nothing to remove. */
  readonly onRemove: (() => void) | null;
  readonly onShowVerdict: (verdict: Verdict) => void;
  readonly diff: ReactNode;
  readonly spotCheck: ReactNode;
  readonly signOff: ReactNode;
  /** True when the sign-off is the next thing to do, or has been done. */
  readonly isSignOffDue: boolean;
  /** There are classes to accept, and the footer says so. */
  readonly mayShowSignOff: boolean;
  readonly primary: FooterAction | null;
  readonly note: ReactNode;
}

interface BodyProps extends SampleViewProps {
  /** The short way to the sign-off, which lies far below; null when nothing is to accept there. */
  readonly onShowSignOff: (() => void) | null;
}

/** The last sample with everything that can be looked at in it. */
function Result(props: BodyProps) {
  const { view } = props;
  const diffRef = useRef<HTMLDivElement>(null);
  const show = (verdict: Verdict) => {
    props.onShowVerdict(verdict);
    diffRef.current?.scrollIntoView?.({ block: "start" });
  };
  return (
    <>
      {view.state === "stale" ? (
        <Note tone="warning">
          <p>
            The plan was changed after this sample. Run it again: the same records are written anew where they
            differ, and you see only what changed.
          </p>
        </Note>
      ) : null}
      <Coverage view={view} isImported={props.choice.isImported} onShow={show} />
      {props.onShowSignOff === null ? null : (
        <div>
          <TextButton onClick={props.onShowSignOff}>Go to the sign-off</TextButton>
        </div>
      )}
      <div ref={diffRef}>
        <Section title="Field by field" note="from the source to monday and back">
          {props.diff}
        </Section>
      </div>
      {/* Records picked from a sample that is about to be another one would be looked at in vain. */}
      {view.state === "stale" ? null : (
        <Section title="Spot check" note="picked at random, for your own eyes">
          {props.spotCheck}
        </Section>
      )}
      {props.isAdmin ? <Another {...props} /> : null}
    </>
  );
}

function Another({ view, choice, whyNotRun, onRun, isStarting, onRemove, mayRepeat }: SampleViewProps) {
  return (
    <Section title="Run it again or remove it">
      <Disclosure summary="Another size or another place">
        {() => <SampleChoice {...choice} estimate={view.estimate} disabled={whyNotRun !== null} />}
      </Disclosure>
      <div className={styles.buttons}>
        {mayRepeat ? (
          <Button
            kind="secondary"
            size="small"
            loading={isStarting}
            disabled={whyNotRun !== null}
            onClick={onRun}
          >
            Run the sample again
          </Button>
        ) : null}
        {onRemove === null ? null : (
          <Button kind="tertiary" size="small" onClick={onRemove}>
            Remove the sample
          </Button>
        )}
      </div>
    </Section>
  );
}

/** Before the first sample: what it is, where it lands, how large. */
function Before({ view, choice, isAdmin, whyNotRun, onRemove }: SampleViewProps) {
  if (!isAdmin) return <p className={styles.text}>There is no finished sample yet.</p>;
  return (
    <>
      <SampleChoice {...choice} estimate={view.estimate} disabled={whyNotRun !== null} />
      {onRemove === null ? null : (
        <Section title="What the last sample has left">
          <p className={styles.text}>
            It ended early. The next one goes on from there, or you remove what was written.
          </p>
          <div>
            <Button kind="secondary" size="small" onClick={onRemove}>
              Remove the sample
            </Button>
          </div>
        </Section>
      )}
    </>
  );
}

function Body(props: BodyProps) {
  const { view, run, isSignOffDue } = props;
  if (view.state === "running" || (run !== null && !isRunOver(run))) return null;
  const hasResult = view.state === "ready" || view.state === "stale";
  return (
    <>
      {hasResult ? <Result {...props} /> : <Before {...props} />}
      {isSignOffDue ? (
        <Section title="Sign-off">{props.signOff}</Section>
      ) : (
        <Disclosure
          summary={view.state === "stale" ? "Sign off without a new sample" : "Sign off without a sample"}
        >
          {() => props.signOff}
        </Disclosure>
      )}
    </>
  );
}

/** The step between plan and import: a part of the data, moved and compared, and the approval that follows from it. */
export function SampleView(props: SampleViewProps) {
  const signOff = useTarget();
  return (
    <>
      <Page width="wide">
        <StepHeading title="See it work on your own data first">
          A sample moves a few well-chosen records and compares every field with the source, before anything
          else is touched.
        </StepHeading>
        {props.isAdmin ? null : <ReadOnlyNote />}
        {props.error === null ? null : <ErrorNotice error={props.error} />}
        {props.run === null ? null : <SampleRun run={props.run} isAdmin={props.isAdmin} />}
        <Body
          {...props}
          signOff={<Target target={signOff}>{props.signOff}</Target>}
          onShowSignOff={props.mayShowSignOff ? signOff.show : null}
        />
      </Page>
      <StickyFooter
        back={{ label: "Back to the plan", href: stepHash(props.migrationId, "plan") }}
        note={props.note}
        secondary={
          props.mayShowSignOff ? (
            <Button kind="secondary" onClick={signOff.show}>
              Show them
            </Button>
          ) : null
        }
        primary={props.primary}
      />
    </>
  );
}
