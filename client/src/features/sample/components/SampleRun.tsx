import { Section } from "../../../components/Page.tsx";
import { PhaseList, RunActions, RunHeadline, RunNotice, SafeToClose } from "../../../components/RunPanel.tsx";
import type { RunView } from "../../../lib/contract.ts";
import { isRunOver } from "../../../lib/run-state.ts";
import { toCancelSentences, toHeadline, toPhaseGroups } from "../lib/words.ts";

/** How far the sample, or its removal, is; once it has ended early, why. */
export function SampleRun({ run, isAdmin }: { readonly run: RunView; readonly isAdmin: boolean }) {
  return (
    <>
      <RunHeadline run={run} sentence={toHeadline(run)}>
        {isAdmin ? (
          <RunActions
            run={run}
            cancelText={toCancelSentences(run).map((sentence) => <p key={sentence}>{sentence}</p>)}
          />
        ) : null}
      </RunHeadline>
      <RunNotice run={run} />
      <SafeToClose run={run} />
      {isRunOver(run)
        ? null
        : toPhaseGroups(run).map(({ title, phases }) => (
            <Section key={title} title={title}>
              <PhaseList run={{ ...run, phases: [...phases] }} label={title} />
            </Section>
          ))}
    </>
  );
}
