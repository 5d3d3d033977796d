import { Button } from "@vibe/core";
import { type CSSProperties, useState } from "react";
import { EmptyState } from "../../../components/EmptyState.tsx";
import { Section } from "../../../components/Page.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { Plan, PlanBoard, PlanColumn } from "../../../lib/contract.ts";
import { textOn, toHex } from "../lib/colors.ts";
import { origins, type PlanEditing } from "../lib/editing.ts";
import { type MergeProposal, proposeMerges, toMergeEdits } from "../lib/near-duplicates.ts";
import { includedBoards } from "../lib/readiness.ts";
import { RefusalNote } from "./RefusalNote.tsx";
import tab from "./Tab.module.css";
import styles from "./ValuesTab.module.css";

export interface ValuesTabProps {
  readonly plan: Plan;
  readonly editing: PlanEditing;
  readonly onShow: (board: string, column: string) => void;
}

interface LabelledColumn {
  readonly board: PlanBoard;
  readonly column: PlanColumn;
}

function toLabelledColumns(plan: Plan): LabelledColumn[] {
  return includedBoards(plan).flatMap((board) =>
    board.columns
      .filter((column) => column.include && column.labels.length > 0)
      .map((column) => ({ board, column })),
  );
}

/** How many merges are proposed in the whole plan. */
export function countProposals(plan: Plan): number {
  return toLabelledColumns(plan).reduce((sum, { column }) => sum + proposeMerges(column.labels).length, 0);
}

const kindTexts: Readonly<Record<MergeProposal["kind"], string>> = {
  spelling: "are written differently and may mean the same",
  similar: "differ by one letter and may mean the same",
};

function Proposal({
  proposal,
  onMerge,
  onKeep,
}: {
  readonly proposal: MergeProposal;
  readonly onMerge: (() => void) | null;
  readonly onKeep: () => void;
}) {
  const format = useFormat();
  const names = [proposal.keep, ...proposal.merge].map(
    (label) => `“${label.label}” (${format.number(label.count)})`,
  );
  return (
    <li className={styles.proposal}>
      <p>
        {names.slice(0, -1).join(", ")} and {names.at(-1)} {kindTexts[proposal.kind]}.
      </p>
      {onMerge === null ? null : (
        <div className={styles.buttons}>
          <Button size="small" kind="secondary" onClick={onMerge}>
            Show all as “{proposal.keep.label}”
          </Button>
          <Button size="small" kind="tertiary" onClick={onKeep}>
            Keep apart
          </Button>
        </div>
      )}
    </li>
  );
}

function Labels({ column }: { readonly column: PlanColumn }) {
  const format = useFormat();
  return (
    <ul className={styles.labels} aria-label={`Labels of ${column.title}`}>
      {column.labels.map((label) => {
        const background = toHex(label.color);
        const colors: CSSProperties = { backgroundColor: background, color: textOn(background) };
        const others = label.values.filter((value) => value !== label.label);
        return (
          <li key={label.label} className={styles.row}>
            <span className={styles.label} style={colors}>
              {label.label}
            </span>
            <span className={tab.quiet}>
              {format.count(label.count, "record")}
              {others.length === 0 ? "" : `, from ${others.map((value) => `“${value}”`).join(", ")}`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function ColumnValues({ board, column, editing, onShow }: LabelledColumn & Omit<ValuesTabProps, "plan">) {
  const [kept, setKept] = useState<readonly string[]>([]);
  const origin = origins.values(board.key, column.key);
  const proposals = proposeMerges(column.labels).filter(({ keep }) => !kept.includes(keep.label));
  return (
    <Section title={`${board.title}: ${column.title}`}>
      <RefusalNote refusal={editing.refusal} origin={origin} />
      {proposals.length === 0 ? null : (
        <ul className={tab.list} aria-label={`Labels of ${column.title} that look alike`}>
          {proposals.map((proposal) => (
            <Proposal
              key={proposal.keep.label}
              proposal={proposal}
              onMerge={
                editing.mayEdit ? () => editing.edit(origin, toMergeEdits(board.key, column, proposal)) : null
              }
              onKeep={() => setKept([...kept, proposal.keep.label])}
            />
          ))}
        </ul>
      )}
      <Labels column={column} />
      {editing.mayEdit ? (
        <div>
          <Button size="small" kind="tertiary" onClick={() => onShow(board.key, column.key)}>
            Change value by value
          </Button>
        </div>
      ) : null}
    </Section>
  );
}

/** Every label of every board with the values behind it, and which of them look like the same. */
export function ValuesTab({ plan, ...props }: ValuesTabProps) {
  const columns = toLabelledColumns(plan);
  if (columns.length === 0) {
    return (
      <EmptyState
        title="No labels"
        text="No column of these boards turns values into labels, so there is nothing to map."
      />
    );
  }
  return (
    <div className={tab.tab}>
      {columns.map(({ board, column }) => (
        <ColumnValues key={`${board.key} ${column.key}`} board={board} column={column} {...props} />
      ))}
    </div>
  );
}
