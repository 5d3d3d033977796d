import { Checkbox } from "@vibe/core";
import { SelectField } from "../../../../components/SelectField.tsx";
import { useFormat } from "../../../../lib/client-context.tsx";
import { type SampleView, type VerdictCounts, verdicts } from "../../../../lib/contract.ts";
import type { DiffFilter } from "../../../../lib/queries/diff.ts";
import { isWithoutColumn } from "../../lib/diff-layout.ts";
import { verdictLooks } from "../../lib/words.ts";
import styles from "./Diff.module.css";

export interface DiffFiltersProps {
  readonly boards: SampleView["boards"];
  /** Of everything in the sample. */
  readonly counts: VerdictCounts;
  readonly filter: DiffFilter;
  readonly onFilter: (filter: DiffFilter) => void;
}

const all = "";

function sum(counts: VerdictCounts): number {
  return verdicts.reduce((total, verdict) => total + counts[verdict], 0);
}

/** Board, field, verdict, and whether it changed since the sample before. */
export function DiffFilters({ boards, counts, filter, onFilter }: DiffFiltersProps) {
  const { number } = useFormat();
  const board = boards.find((each) => each.board === filter.board);
  const column = board?.columns.find((each) => each.column === filter.column);
  const inView = column?.counts ?? board?.counts ?? counts;
  return (
    <div className={styles.filters}>
      <div className={styles.select}>
        <SelectField
          label="Board"
          value={filter.board ?? all}
          options={[
            { value: all, text: "All boards" },
            ...boards.map((each) => ({
              value: each.board,
              text: `${each.title} (${number(sum(each.counts))})`,
            })),
          ]}
          onChange={(value) =>
            onFilter({ ...filter, board: value === all ? undefined : value, column: undefined })
          }
        />
      </div>
      <div className={styles.select}>
        <SelectField
          label="Field"
          value={filter.column ?? all}
          disabled={board === undefined}
          options={[
            { value: all, text: board === undefined ? "Choose a board first" : "All fields" },
            ...(board?.columns ?? []).map((each) => ({
              value: each.column,
              text: `${each.title}${isWithoutColumn(each) ? ", no column" : ""} (${number(sum(each.counts))})`,
            })),
          ]}
          onChange={(value) => onFilter({ ...filter, column: value === all ? undefined : value })}
        />
      </div>
      <div className={styles.select}>
        <SelectField
          label="Verdict"
          value={filter.verdict ?? all}
          options={[
            { value: all, text: "All verdicts" },
            ...verdicts.map((verdict) => ({
              value: verdict,
              text: `${verdictLooks[verdict].text} (${number(inView[verdict])})`,
            })),
          ]}
          onChange={(value) => onFilter({ ...filter, verdict: verdicts.find((each) => each === value) })}
        />
      </div>
      <div className={styles.check}>
        <Checkbox
          label="Only what changed since the sample before"
          checked={filter.changed === true}
          onChange={(event) => onFilter({ ...filter, changed: event.target.checked ? true : undefined })}
        />
      </div>
    </div>
  );
}
