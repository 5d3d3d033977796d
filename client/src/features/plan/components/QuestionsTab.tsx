import { Disclosure } from "../../../components/Disclosure.tsx";
import { EmptyState } from "../../../components/EmptyState.tsx";
import { FindingCard } from "../../../components/FindingCard.tsx";
import { Section } from "../../../components/Page.tsx";
import { isAsPlanned } from "../../../lib/apply-edits.ts";
import { useFormat } from "../../../lib/client-context.tsx";
import type { Finding, Plan } from "../../../lib/contract.ts";
import { origins, type PlanEditing } from "../lib/editing.ts";
import { isOpen, sortFindings } from "../lib/readiness.ts";
import { RefusalNote } from "./RefusalNote.tsx";
import styles from "./Tab.module.css";

export interface QuestionsTabProps {
  readonly plan: Plan;
  readonly editing: PlanEditing;
  /** Opens the board (and column) a finding is about. */
  readonly onShow: (board: string, column: string | null) => void;
}

function toActions(finding: Finding, { plan, editing, onShow }: QuestionsTabProps) {
  const origin = origins.finding(finding.id);
  const accept = [{ op: "finding.accept" as const, finding: finding.id }];
  const offered =
    finding.severity === "choice" && finding.actions.length === 0
      ? [{ label: "I have read this, go on", edits: accept }]
      : finding.actions;
  const answers = editing.mayEdit
    ? offered.map(({ label, edits }) => ({
        label: isAsPlanned(plan, edits) ? `${label} (${finding.answered ? "chosen" : "proposed"})` : label,
        onClick: () => editing.edit(origin, edits),
      }))
    : [];
  const { board, column } = finding;
  if (board === null) return answers;
  const label = column === null ? "Show the board" : "Show the column";
  return [...answers, { label, onClick: () => onShow(board, column) }];
}

function Card({ finding, ...props }: QuestionsTabProps & { readonly finding: Finding }) {
  return (
    <li className={styles.stack}>
      <FindingCard
        severity={finding.severity}
        answered={finding.answered}
        title={finding.title}
        detail={finding.detail}
        remedy={finding.remedy}
        actions={toActions(finding, props)}
      />
      <RefusalNote refusal={props.editing.refusal} origin={origins.finding(finding.id)} />
    </li>
  );
}

/** What was noticed: what blocks and what needs a choice first, then what is accepted later; the rest is folded away. */
export function QuestionsTab(props: QuestionsTabProps) {
  const format = useFormat();
  const findings = sortFindings(props.plan.findings);
  const open = findings.filter(isOpen);
  const accepted = findings.filter((finding) => finding.severity === "accept");
  const answered = findings.filter((finding) => !isOpen(finding) && finding.severity === "choice");
  const remarks = findings.filter((finding) => finding.severity === "info");
  const list = (shown: readonly Finding[]) => (
    <ul className={styles.list}>
      {shown.map((finding) => (
        <Card key={finding.id} finding={finding} {...props} />
      ))}
    </ul>
  );
  return (
    <div className={styles.tab}>
      {open.length === 0 ? (
        <EmptyState
          title="No open questions"
          text="Nothing keeps you from going on. Look through the boards, then try a sample of your data."
        />
      ) : (
        <Section title="To answer before the import">{list(open)}</Section>
      )}
      {accepted.length === 0 ? null : (
        <Section
          title="To accept at sign-off"
          note="Nothing to do here: you accept each by name when you approve, after the sample."
        >
          {list(accepted)}
        </Section>
      )}
      {answered.length === 0 ? null : (
        <Disclosure summary={`${format.count(answered.length, "question")} answered`}>
          {() => list(answered)}
        </Disclosure>
      )}
      {remarks.length === 0 ? null : (
        <Disclosure
          summary={`${format.count(remarks.length, "remark")}, nothing to do`}
          startsOpen={open.length === 0}
        >
          {() => list(remarks)}
        </Disclosure>
      )}
    </div>
  );
}
