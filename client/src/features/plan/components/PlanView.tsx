import { Button } from "@vibe/core";
import { useState } from "react";
import { ErrorNotice } from "../../../components/ErrorNotice.tsx";
import { ReadOnlyNote } from "../../../components/Note.tsx";
import { Page, StepHeading } from "../../../components/Page.tsx";
import { StickyFooter } from "../../../components/StickyFooter.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { BoardView, Plan } from "../../../lib/contract.ts";
import { durationInWords } from "../../../lib/format.ts";
import { stepHash } from "../../../lib/route.ts";
import type { PlanEditing } from "../lib/editing.ts";
import { BoardList, BoardSelect } from "./BoardList.tsx";
import { BoardPane } from "./board-pane/BoardPane.tsx";
import { ColumnCard } from "./column-card/ColumnCard.tsx";
import { ForecastTab } from "./ForecastTab.tsx";
import { NotMovingTab } from "./NotMovingTab.tsx";
import { PeopleTab } from "./PeopleTab.tsx";
import { PlanTabs, type TabKey, useTabTitles } from "./PlanTabs.tsx";
import styles from "./PlanView.module.css";
import { QuestionsTab } from "./QuestionsTab.tsx";
import { ScopeDownload, type ScopeDownloadProps } from "./ScopeDownload.tsx";
import { ValuesTab } from "./ValuesTab.tsx";
import { WorkspaceLine } from "./WorkspaceLine.tsx";

export interface PlanViewProps {
  readonly plan: Plan;
  readonly editing: PlanEditing;
  /** monday's id of the user who looks at the plan. */
  readonly viewerId: string;
  /** False for everybody but admins. */
  readonly isAdmin: boolean;
  readonly isNarrow: boolean;
  /** Why the way does not lead on yet; null when it does. */
  readonly whyNotGoOn: string | null;
  /** The plan was changed elsewhere; the phrases are the admin's own changes that were not taken. */
  readonly conflict: { readonly lost: readonly string[]; readonly onDismiss: () => void } | null;
  /** The existing board the admin confirmed for the contacts, if there is one. */
  readonly targets: readonly BoardView[];
  readonly now: Date;
  readonly onGoOn: () => void;
  /** The scope document. */
  readonly scope: ScopeDownloadProps;
}

function Conflict({ lost, onDismiss }: NonNullable<PlanViewProps["conflict"]>) {
  const what = lost.length === 0 ? "" : ` Not taken: ${lost.join("; ")}.`;
  return (
    <ErrorNotice
      tone="warning"
      error={{
        userMessage: "The plan was changed in another tab or by somebody else. You now see the current plan.",
        remedy: `Look at it and make your change again if it is still needed.${what}`,
      }}
      actions={
        <Button size="small" kind="tertiary" onClick={onDismiss}>
          I have seen it
        </Button>
      }
    />
  );
}

interface Place {
  readonly tab: TabKey;
  readonly board: string;
  readonly column: string | null;
}

interface BoardsTabProps {
  readonly props: PlanViewProps;
  readonly place: Place;
  readonly onGo: (place: Partial<Place>) => void;
}

function BoardsTab({ props: { plan, editing, isNarrow, targets }, place, onGo }: BoardsTabProps) {
  const board = plan.boards.find((each) => each.key === place.board) ?? plan.boards[0];
  if (board === undefined) return null;
  const list = { boards: plan.boards, selected: board.key, onSelect: (key: string) => onGo({ board: key }) };
  return (
    <div className={styles.boards}>
      {isNarrow ? <BoardSelect {...list} /> : <BoardList {...list} editing={editing} />}
      <BoardPane
        key={board.key}
        board={board}
        editing={editing}
        targets={board.target.mode === "existing" || board.key === "contacts" ? targets : []}
        isNarrow={isNarrow}
        onOpenColumn={(column) => onGo({ board: board.key, column })}
      />
    </div>
  );
}

function Panel({ props, place, onGo }: BoardsTabProps) {
  const { plan, editing } = props;
  switch (place.tab) {
    case "boards":
      return <BoardsTab props={props} place={place} onGo={onGo} />;
    case "questions":
      return (
        <QuestionsTab
          plan={plan}
          editing={editing}
          onShow={(board, column) => onGo({ tab: "boards", board, column })}
        />
      );
    case "people":
      return <PeopleTab plan={plan} editing={editing} viewerId={props.viewerId} isNarrow={props.isNarrow} />;
    case "values":
      return <ValuesTab plan={plan} editing={editing} onShow={(board, column) => onGo({ board, column })} />;
    case "notMoving":
      return <NotMovingTab entries={plan.notMoving} />;
    case "forecast":
      return <ForecastTab forecast={plan.forecast} now={props.now} />;
  }
}

function Footer({
  props,
  onQuestions,
}: {
  readonly props: PlanViewProps;
  /** Null when there are none or they are in sight. */
  readonly onQuestions: (() => void) | null;
}) {
  const format = useFormat();
  const { plan } = props;
  const { items, seconds } = plan.forecast;
  const approval = plan.approval?.current === true ? plan.approval : null;
  return (
    <StickyFooter
      back={{ label: "Back to Discover", href: stepHash(plan.migrationId, "discover") }}
      note={
        approval === null
          ? `${format.count(items, "item")}, ${durationInWords(seconds)}. Nothing is imported before you approve.`
          : `Approved by ${approval.byName} on ${format.dateTime(approval.at)}. A change asks for a new approval.`
      }
      secondary={
        onQuestions === null ? null : (
          <Button kind="secondary" onClick={onQuestions}>
            {props.isNarrow ? "Questions" : "Show the questions"}
          </Button>
        )
      }
      primary={{ label: "Go on to the sample", onClick: props.onGoOn, disabledReason: props.whyNotGoOn }}
    />
  );
}

/** The plan: every board as it will look, what is to be decided, and the way on to the sample. */
export function PlanView(props: PlanViewProps) {
  const { plan, editing } = props;
  const titles = useTabTitles(plan);
  const [place, setPlace] = useState<Place>({ tab: "boards", board: "", column: null });
  const go = (next: Partial<Place>) => setPlace({ ...place, ...next });
  const board = plan.boards.find((each) => each.key === place.board) ?? plan.boards[0];
  const column = board?.columns.find((each) => each.key === place.column) ?? null;
  return (
    <>
      <Page width="wide">
        <StepHeading title="What your boards will look like">
          Until you approve, everything here can be changed.
        </StepHeading>
        {props.isAdmin ? null : <ReadOnlyNote />}
        {props.conflict === null ? null : <Conflict {...props.conflict} />}
        <WorkspaceLine plan={plan} editing={editing} />
        <PlanTabs titles={titles} current={place.tab} onChange={(tab) => go({ tab })}>
          <Panel props={props} place={place} onGo={go} />
        </PlanTabs>
        <ScopeDownload {...props.scope} />
      </Page>
      <Footer
        props={props}
        onQuestions={
          plan.openQuestions > 0 && place.tab !== "questions" ? () => go({ tab: "questions" }) : null
        }
      />
      {board === undefined ? null : (
        <ColumnCard board={board} column={column} editing={editing} onClose={() => go({ column: null })} />
      )}
    </>
  );
}
