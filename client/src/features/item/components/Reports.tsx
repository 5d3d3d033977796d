import { Button } from "@vibe/core";
import { Alert, Check, Info } from "@vibe/icons";
import { type Look, LookChip } from "../../../components/Chip.tsx";
import { ErrorNotice, type ShownFailure } from "../../../components/ErrorNotice.tsx";
import { FramedList } from "../../../components/FramedList.tsx";
import { RunHeadline, RunNotice } from "../../../components/RunPanel.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { ItemView, RunView } from "../../../lib/contract.ts";
import { repairSentence } from "../lib/words.ts";
import { ReportForm, type ReportFormProps } from "./ReportForm.tsx";
import styles from "./Reports.module.css";

type Report = ItemView["reports"][number];

export interface ReportsProps {
  readonly view: ItemView;
  /** The form while it is open. */
  readonly form: Pick<ReportFormProps, "isSending" | "error" | "onSend" | "onCancel"> | null;
  readonly onOpenForm: () => void;
  readonly repair: {
    readonly start: (reportId: string) => void;
    readonly isStarting: boolean;
    readonly error: ShownFailure | null;
    /** The repair that was started from here, while it runs and after. */
    readonly run: RunView | null;
    readonly isUnderWay: boolean;
  };
}

const looks: Readonly<Record<Report["state"], Look>> = {
  open: { text: "Open", tone: "warning", icon: Alert },
  repaired: { text: "Repaired", tone: "positive", icon: Check },
  accepted: { text: "Right as it is", tone: "neutral", icon: Check },
  gone: { text: "No longer there", tone: "neutral", icon: Info },
};

/** What people have said is wrong here, saying so, and the repair. */
export function Reports({ view, form, onOpenForm, repair }: ReportsProps) {
  return (
    <div className={styles.stack}>
      {view.reports.length > 0 ? (
        <FramedList label="Reports" layout="stack">
          {view.reports.map((report) => (
            <Entry key={report.id} report={report} canRepair={view.can.includes("repair")} repair={repair} />
          ))}
        </FramedList>
      ) : null}
      {repair.run === null ? null : (
        <>
          <RunHeadline run={repair.run} sentence={repairSentence(repair.run, view)} />
          <RunNotice run={repair.run} />
        </>
      )}
      {repair.error === null ? null : <ErrorNotice error={repair.error} />}
      {form !== null ? (
        <ReportForm fields={view.fields} {...form} />
      ) : view.can.includes("report") ? (
        <div>
          <Button size="small" kind="secondary" onClick={onOpenForm}>
            Something is wrong here
          </Button>
        </div>
      ) : (
        <p className={styles.quiet}>
          {view.reports.length === 0 ? "Nobody has said that something is wrong here." : ""}
        </p>
      )}
    </div>
  );
}

interface EntryProps {
  readonly report: Report;
  readonly canRepair: boolean;
  readonly repair: ReportsProps["repair"];
}

function Entry({ report, canRepair, repair }: EntryProps) {
  const format = useFormat();
  const by = report.by === null ? "" : `, ${report.by}`;
  return (
    <li>
      <div className={styles.report}>
        <LookChip look={looks[report.state]} />
        <p className={styles.text}>{report.text}</p>
        <p className={styles.quiet}>
          {format.dateTime(report.at)}
          {by}
        </p>
        {canRepair && report.state === "open" ? (
          <Button
            size="small"
            kind="secondary"
            aria-label={`Repair now: ${report.text}`}
            loading={repair.isStarting}
            disabled={repair.isUnderWay}
            onClick={() => repair.start(report.id)}
          >
            Repair now
          </Button>
        ) : null}
      </div>
    </li>
  );
}
