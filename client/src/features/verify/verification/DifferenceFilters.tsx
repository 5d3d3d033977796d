import { SelectField } from "../../../components/SelectField.tsx";
import { differenceKinds, differenceStates, type VerificationView } from "../../../lib/contract.ts";
import type { DifferencesFilter } from "../../../lib/queries/verification.ts";
import styles from "../components/Result.module.css";
import { toKindWords, toStateWords } from "./verification-words.ts";

/** Up to here a list is looked through without filters. */
const fewDifferences = 10;

export interface DifferenceFiltersProps {
  readonly filter: DifferencesFilter;
  readonly view: VerificationView;
  readonly onFilter: (filter: DifferencesFilter) => void;
}

const all = "";

/** Which differences are listed. */
export function DifferenceFilters({ filter, view, onFilter }: DifferenceFiltersProps) {
  return (
    <div className={styles.filters}>
      <SelectField
        label="State"
        value={filter.state ?? all}
        options={[
          ...differenceStates.map((state) => ({ value: state, text: toStateWords(state) })),
          { value: all, text: "All" },
        ]}
        onChange={(value) =>
          onFilter({ ...filter, state: differenceStates.find((state) => state === value) })
        }
      />
      {view.open > fewDifferences ? <Further filter={filter} view={view} onFilter={onFilter} /> : null}
    </div>
  );
}

/** Filters that are worth their place only when there is much to look through. */
function Further({ filter, view, onFilter }: DifferenceFiltersProps) {
  return (
    <>
      <SelectField
        label="Board"
        value={filter.board ?? all}
        options={[
          { value: all, text: "All boards" },
          ...(view.latest?.boards ?? []).map(({ board, title }) => ({ value: board, text: title })),
        ]}
        onChange={(value) => onFilter({ ...filter, board: value === all ? undefined : value })}
      />
      <SelectField
        label="Kind"
        value={filter.kind ?? all}
        options={[
          { value: all, text: "All kinds" },
          ...differenceKinds.map((kind) => ({ value: kind, text: toKindWords(kind) })),
        ]}
        onChange={(value) => onFilter({ ...filter, kind: differenceKinds.find((kind) => kind === value) })}
      />
    </>
  );
}
