import { type DataColumn, DataTable } from "../../../components/DataTable.tsx";
import { Stat, Stats } from "../../../components/Stat.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { Forecast } from "../../../lib/contract.ts";
import { durationInWords } from "../../../lib/format.ts";
import styles from "./Tab.module.css";

type Phase = Forecast["phases"][number];

export interface ForecastTabProps {
  readonly forecast: Forecast;
  /** The moment the finish time is counted from. */
  readonly now: Date;
}

function toColumns(number: (value: number) => string): readonly DataColumn<Phase>[] {
  return [
    { key: "title", title: "Step", render: (phase) => phase.title },
    {
      key: "items",
      title: "Items",
      align: "number",
      // Making boards and checking them writes no items; a zero would look like something is missing.
      render: (phase) => (phase.kind === "board" ? number(phase.items) : ""),
    },
    { key: "calls", title: "Calls to monday", align: "number", render: (phase) => number(phase.calls) },
    { key: "time", title: "Time", render: (phase) => durationInWords(phase.seconds) },
  ];
}

/** How much will be written, how long it takes and what sets the pace. */
export function ForecastTab({ forecast, now }: ForecastTabProps) {
  const format = useFormat();
  const finish = new Date(now.getTime() + forecast.seconds * 1000).toISOString();
  return (
    <div className={styles.tab}>
      <Stats>
        <Stat label="Items" value={format.number(forecast.items)} />
        <Stat label="Updates" value={format.number(forecast.updates)} />
        <Stat label="Links" value={format.number(forecast.links)} />
        <Stat label="Calls to monday" value={format.number(forecast.calls)} />
        <Stat label="Time" value={durationInWords(forecast.seconds)} small />
        <Stat label="Done at, if started now" value={format.when(finish, now)} small />
      </Stats>
      <p className={styles.lead}>What sets the pace: {forecast.bound}</p>
      <p className={styles.lead}>
        Portage first makes the boards and columns, then fills board after board, and at the end reads
        everything back to check it. Calls are those to monday; if other apps use your account at the same
        time, it takes longer.
      </p>
      <DataTable
        label="Forecast for each step"
        columns={toColumns(format.number)}
        rows={forecast.phases}
        rowKey={(phase) => phase.board ?? phase.kind}
      />
    </div>
  );
}
