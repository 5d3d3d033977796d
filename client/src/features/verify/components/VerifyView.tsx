import type { ReactNode } from "react";
import { Disclosure } from "../../../components/Disclosure.tsx";
import { ErrorNotice, type ShownFailure } from "../../../components/ErrorNotice.tsx";
import { Note, ReadOnlyNote } from "../../../components/Note.tsx";
import { Page, Section, StepHeading } from "../../../components/Page.tsx";
import { type FooterAction, StickyFooter } from "../../../components/StickyFooter.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { Outcome, Plan, Reconciliation, VerificationView } from "../../../lib/contract.ts";
import { stepHash } from "../../../lib/route.ts";
import { isSameDecimal } from "../lib/summary.ts";
import { Readings } from "../verification/Readings.tsx";
import { VerifiedBoards } from "../verification/VerifiedBoards.tsx";
import { toEstimateNote, toReadWhen } from "../verification/verification-words.ts";
import { AcceptedClasses } from "./AcceptedClasses.tsx";
import { PhaseTable } from "./PhaseTable.tsx";
import { Reasons } from "./Reasons.tsx";
import { type SumRow, SumTable, toImportSums, toVerifiedSums } from "./SumTable.tsx";
import {
  type Attention,
  AttentionList,
  ImportDifferences,
  ImportVerdict,
  VerifiedVerdict,
} from "./Verdict.tsx";

export interface VerifyViewProps {
  readonly result: Reconciliation;
  /** Null while it is not known whether anything has been read back. */
  readonly verification: VerificationView | null;
  /** Why the readings could not be fetched. */
  readonly verificationError: { readonly error: ShownFailure; readonly onRetry: () => void } | null;
  readonly approval: Plan["approval"];
  /** False for everybody but admins. */
  readonly isAdmin: boolean;
  /** True while an import is under way: the numbers are of this moment. */
  readonly isImporting: boolean;
  /** Why nothing can be started now; null when it can. */
  readonly busyReason: string | null;
  readonly attention: readonly Attention[];
  /** The run under way, or why the last one stopped. */
  readonly run: ReactNode;
  /** Differences of the latest reading; null when there are none to show. */
  readonly differences: ReactNode;
  readonly delta: ReactNode;
  /** The list of records with its filters. */
  readonly records: ReactNode;
  readonly downloads: ReactNode;
  readonly rollback: ReactNode;
  readonly onShowRecords: (outcome: Outcome) => void;
  readonly verify: {
    readonly run: () => void;
    readonly isBusy: boolean;
    readonly error: ShownFailure | null;
  };
  /** Why failed records could not be tried again. */
  readonly retryError: ShownFailure | null;
}

function toPrimary({ isAdmin, busyReason, verification, verify }: VerifyViewProps): FooterAction | null {
  if (!isAdmin) return null;
  return {
    label: (verification?.latest ?? null) === null ? "Verify everything" : "Verify now",
    onClick: verify.run,
    loading: verify.isBusy,
    disabledReason: busyReason,
  };
}

/** The result: one sentence, then everything that stands behind it. */
export function VerifyView(props: VerifyViewProps) {
  const format = useFormat();
  const { result, verification } = props;
  const latest = verification?.latest ?? null;
  const lead = latest === null ? `As of ${format.dateTime(result.at)}.` : toReadWhen(latest, format);
  const sums = latest === null ? toImportSums(result.phases) : toVerifiedSums(latest);
  return (
    <>
      <Page width="wide">
        <StepHeading title="Is everything there?">{lead}</StepHeading>
        {props.isAdmin ? null : <ReadOnlyNote />}
        {props.isImporting ? (
          <Note tone="warning">
            <p>The import is still under way. These numbers grow until it ends.</p>
          </Note>
        ) : null}
        {props.run}
        {props.verify.error === null ? null : <ErrorNotice error={props.verify.error} />}
        {props.retryError === null ? null : <ErrorNotice error={props.retryError} />}
        {verification === null || latest === null ? (
          <ImportVerdict result={result} />
        ) : (
          <VerifiedVerdict verification={latest} open={verification} />
        )}
        {props.verificationError === null ? null : (
          <ErrorNotice
            keepsPlace
            tone="warning"
            error={props.verificationError.error}
            onRetry={props.verificationError.onRetry}
          />
        )}
        <AttentionList entries={props.attention} />
        {props.differences}
        <Section title="Board by board">
          {latest === null ? (
            <PhaseTable phases={result.phases} />
          ) : (
            <VerifiedBoards boards={latest.boards} />
          )}
          {latest === null ? null : (
            <Disclosure summary="What became of each record at the import">
              {() => (
                <>
                  <PhaseTable phases={result.phases} />
                  <ImportDifferences result={result} />
                </>
              )}
            </Disclosure>
          )}
          <Sums rows={sums} />
        </Section>
        {latest === null ? null : (
          <Section title="Fingerprint">
            <Readings latest={latest} history={verification?.history ?? []} />
          </Section>
        )}
        <Exceptions {...props} />
        {props.delta}
        <Section title="Record by record">{props.records}</Section>
        <Section title="To keep">{props.downloads}</Section>
        {props.rollback}
      </Page>
      <Footer {...props} />
    </>
  );
}

/** The sums; folded away while there is nothing to see in them. */
function Sums({ rows }: { readonly rows: readonly SumRow[] }) {
  const format = useFormat();
  if (rows.length === 0) return null;
  const different = rows.filter(
    ({ source, destination }) => destination === null || !isSameDecimal(source, destination),
  ).length;
  const verdict = different === 0 ? "all equal" : `${format.number(different)} not equal`;
  return (
    <Disclosure
      summary={`${format.count(rows.length, "sum")}, exact to the last digit: ${verdict}`}
      startsOpen={different > 0}
    >
      {() => <SumTable rows={rows} />}
    </Disclosure>
  );
}

/** Records without an item of their own, by class, and what was accepted of it. */
function Exceptions({ result, approval, onShowRecords }: VerifyViewProps) {
  if (result.reasons.length === 0) return null;
  return (
    <Section title="Why records were merged, skipped or failed">
      <Reasons reasons={result.reasons} onShow={onShowRecords} />
      {approval === null ? null : <AcceptedClasses approval={approval} />}
    </Section>
  );
}

function Footer(props: VerifyViewProps) {
  return (
    <StickyFooter
      back={{ label: "Back to the import", href: stepHash(props.result.migrationId, "import") }}
      note={props.isAdmin && props.verification !== null ? toEstimateNote(props.verification) : null}
      primary={toPrimary(props)}
    />
  );
}
