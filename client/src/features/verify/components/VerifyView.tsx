import type { ReactNode } from "react";
import { ErrorNotice, type ShownFailure } from "../../../components/ErrorNotice.tsx";
import { Note, ReadOnlyNote } from "../../../components/Note.tsx";
import { Page, Section, StepHeading } from "../../../components/Page.tsx";
import { type FooterAction, StickyFooter } from "../../../components/StickyFooter.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { Outcome, Reconciliation } from "../../../lib/contract.ts";
import { stepHash } from "../../../lib/route.ts";
import { type Summary, toDetails, toSentence, toSummary } from "../lib/summary.ts";
import { PhaseTable } from "./PhaseTable.tsx";
import { Reasons } from "./Reasons.tsx";
import styles from "./Result.module.css";
import { SumTable } from "./SumTable.tsx";

export interface VerifyViewProps {
  readonly result: Reconciliation;
  /** False for everybody but admins. */
  readonly isAdmin: boolean;
  /** True while an import is under way: the numbers are of this moment. */
  readonly isRunning: boolean;
  /** The list of records with its filters. */
  readonly records: ReactNode;
  readonly onShowRecords: (outcome: Outcome) => void;
  readonly retry: {
    readonly run: () => void;
    readonly isBusy: boolean;
    readonly error: ShownFailure | null;
  };
  readonly download: FooterAction;
}

function Verdict({ result, summary }: { readonly result: Reconciliation; readonly summary: Summary }) {
  const format = useFormat();
  return (
    <div className={styles.stack}>
      <p className={styles.sentence} role="status">
        {toSentence(summary, format)}
      </p>
      <ul className={styles.details}>
        {toDetails(summary, format).map((detail) => (
          <li key={detail}>{detail}</li>
        ))}
      </ul>
      {result.addsUp ? (
        <Note tone="positive">
          <p>Everything adds up. Every record that was read has an outcome and a reason.</p>
        </Note>
      ) : null}
      {summary.differences.length === 0 ? null : (
        <Note tone="warning">
          <p>What does not add up yet:</p>
          <ul className={styles.differences}>
            {summary.differences.map((difference) => (
              <li key={difference}>{difference}</li>
            ))}
          </ul>
        </Note>
      )}
    </div>
  );
}

function toPrimary(props: VerifyViewProps, summary: Summary): FooterAction {
  const { isAdmin, isRunning, retry, download } = props;
  if (!isAdmin || summary.failed === 0) return download;
  return {
    label: "Try failed records again",
    onClick: retry.run,
    loading: retry.isBusy,
    disabledReason: isRunning ? "An import is under way." : null,
  };
}

/** The result: one sentence, then everything that stands behind it. */
export function VerifyView(props: VerifyViewProps) {
  const format = useFormat();
  const { result } = props;
  const summary = toSummary(result);
  const hasSums = result.phases.some((phase) => phase.sums.length > 0);
  return (
    <>
      <Page width="wide">
        <StepHeading title="Is everything there?">{`As of ${format.dateTime(result.at)}.`}</StepHeading>
        {props.isAdmin ? null : <ReadOnlyNote />}
        {props.isRunning ? (
          <Note tone="warning">
            <p>The import is still under way. These numbers grow until it ends.</p>
          </Note>
        ) : null}
        {props.retry.error === null ? null : <ErrorNotice error={props.retry.error} />}
        <Verdict result={result} summary={summary} />
        <Section title="Board by board">
          <PhaseTable phases={result.phases} />
        </Section>
        {result.reasons.length === 0 ? null : (
          <Section title="Why records were merged, skipped or failed">
            <Reasons reasons={result.reasons} onShow={props.onShowRecords} />
          </Section>
        )}
        <Section title="Record by record">{props.records}</Section>
        {hasSums ? (
          <Section title="Sums" note="exact to the last digit">
            <SumTable phases={result.phases} />
          </Section>
        ) : null}
      </Page>
      <StickyFooter
        back={{ label: "Back to the import", href: stepHash(result.migrationId, "import") }}
        note={
          summary.failed > 0
            ? `${format.count(summary.failed, "record")} failed. Those that arrived are not touched again.`
            : "The list holds every record with its outcome and its item in monday."
        }
        primary={toPrimary(props, summary)}
      />
    </>
  );
}
