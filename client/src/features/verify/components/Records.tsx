import { Button } from "@vibe/core";
import { Chip } from "../../../components/Chip.tsx";
import { type DataColumn, DataTable } from "../../../components/DataTable.tsx";
import { EmptyState } from "../../../components/EmptyState.tsx";
import { ErrorNotice, type ShownFailure } from "../../../components/ErrorNotice.tsx";
import { OutsideLink } from "../../../components/OutsideLink.tsx";
import { SelectField } from "../../../components/SelectField.tsx";
import { Skeletons } from "../../../components/Skeletons.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import { type LedgerEntry, type Outcome, outcomes } from "../../../lib/contract.ts";
import { isUpdatesPhase } from "../lib/summary.ts";
import { outcomeTitles, outcomeTones } from "../lib/words.ts";
import styles from "./Result.module.css";

export interface RecordsFilter {
  readonly phase: string | null;
  readonly outcome: Outcome | null;
}

export interface RecordsProps {
  readonly filter: RecordsFilter;
  readonly onFilter: (filter: RecordsFilter) => void;
  /** Boards to filter by. */
  readonly phases: readonly { readonly key: string; readonly title: string }[];
  /** Null while the first page is loading. */
  readonly entries: readonly LedgerEntry[] | null;
  readonly total: number;
  readonly error: ShownFailure | null;
  readonly onRetry: () => void;
  /** Null when everything is loaded. */
  readonly onMore: (() => void) | null;
  readonly isLoadingMore: boolean;
  /** Opens the preview of taking one record back; null for those who may only look. */
  readonly onTakeBack: ((entry: LedgerEntry) => void) | null;
  readonly download: {
    readonly run: () => void;
    readonly isBusy: boolean;
    readonly error: ShownFailure | null;
  };
}

const all = "";

function Filters({ filter, onFilter, phases, download }: RecordsProps) {
  return (
    <div className={styles.filters}>
      <SelectField
        label="Board"
        value={filter.phase ?? all}
        options={[
          { value: all, text: "All boards" },
          ...phases.map(({ key, title }) => ({ value: key, text: title })),
        ]}
        onChange={(phase) => onFilter({ ...filter, phase: phase === all ? null : phase })}
      />
      <SelectField
        label="Outcome"
        value={filter.outcome ?? all}
        options={[
          { value: all, text: "All outcomes" },
          ...outcomes.map((outcome) => ({ value: outcome, text: outcomeTitles[outcome] })),
        ]}
        onChange={(value) =>
          onFilter({ ...filter, outcome: outcomes.find((outcome) => outcome === value) ?? null })
        }
      />
      <Button kind="secondary" size="small" loading={download.isBusy} onClick={download.run}>
        Download as CSV
      </Button>
    </div>
  );
}

function Why({ entry }: { readonly entry: LedgerEntry }) {
  return (
    <div className={styles.why}>
      {entry.reason === null ? null : <p>{entry.reason}</p>}
      {entry.remedy === null ? null : <p className={styles.quiet}>{entry.remedy}</p>}
      {entry.notes.map((note) => (
        <p key={`${note.code} ${note.column ?? ""}`} className={styles.quiet}>
          {note.text}
        </p>
      ))}
    </div>
  );
}

/** Only records have an item of their own to take back; texts go with theirs. */
function canTakeBack({ phase, itemId }: LedgerEntry): boolean {
  return itemId !== null && !isUpdatesPhase({ key: phase });
}

function toColumns(
  titles: ReadonlyMap<string, string>,
  onTakeBack: RecordsProps["onTakeBack"],
): readonly DataColumn<LedgerEntry>[] {
  return [
    {
      key: "name",
      title: "Record",
      render: (entry) => (
        <span className={styles.record}>
          {entry.name}
          <span className={styles.quiet}>{entry.externalId}</span>
        </span>
      ),
    },
    { key: "board", title: "Board", render: (entry) => titles.get(entry.phase) ?? entry.phase },
    {
      key: "outcome",
      title: "Outcome",
      render: ({ outcome }) =>
        outcome === null ? (
          <Chip tone="neutral">Not finished</Chip>
        ) : (
          <Chip tone={outcomeTones[outcome]}>{outcomeTitles[outcome]}</Chip>
        ),
    },
    { key: "why", title: "Why, and what to do", render: (entry) => <Why entry={entry} /> },
    {
      key: "item",
      title: "In monday",
      render: ({ itemUrl, name }) =>
        itemUrl === null ? null : (
          <OutsideLink href={itemUrl} label={`Open ${name} in monday`}>
            Open
          </OutsideLink>
        ),
    },
    ...(onTakeBack === null ? [] : [takeBackColumn(onTakeBack)]),
  ];
}

function takeBackColumn(onTakeBack: (entry: LedgerEntry) => void): DataColumn<LedgerEntry> {
  return {
    key: "takeBack",
    title: "Undo",
    render: (entry) =>
      canTakeBack(entry) ? (
        <Button
          size="xs"
          kind="tertiary"
          aria-label={`Take back ${entry.name}`}
          onClick={() => onTakeBack(entry)}
        >
          Take back
        </Button>
      ) : null,
  };
}

function List(props: RecordsProps) {
  const format = useFormat();
  const { entries, total, onMore, isLoadingMore } = props;
  if (props.error !== null) return <ErrorNotice error={props.error} onRetry={props.onRetry} />;
  if (entries === null) return <Skeletons label="Loading the records" shapes={["row", "row", "row"]} />;
  if (entries.length === 0) {
    return <EmptyState title="No such records" text="Choose another board or outcome." />;
  }
  return (
    <DataTable
      label="Records of this import"
      columns={toColumns(new Map(props.phases.map(({ key, title }) => [key, title])), props.onTakeBack)}
      rows={entries}
      rowKey={(entry) => `${entry.phase} ${entry.externalId}`}
      total={total}
      footer={
        onMore === null ? null : (
          <Button kind="tertiary" size="small" loading={isLoadingMore} onClick={onMore}>
            {`Show more (${format.number(entries.length)} of ${format.number(total)})`}
          </Button>
        )
      }
    />
  );
}

/** The ledger record by record, with filters, reasons and a link to each item. */
export function Records(props: RecordsProps) {
  return (
    <div className={styles.stack}>
      <Filters {...props} />
      {props.download.error === null ? null : <ErrorNotice error={props.download.error} />}
      <List {...props} />
    </div>
  );
}
