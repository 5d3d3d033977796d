import { Button } from "@vibe/core";
import { memo, useCallback, useMemo, useState } from "react";
import { EmptyState } from "../../../../components/EmptyState.tsx";
import { ErrorNotice, type ShownFailure } from "../../../../components/ErrorNotice.tsx";
import { Skeletons } from "../../../../components/Skeletons.tsx";
import type { DiffGroup, DiffRow } from "../../../../lib/contract.ts";
import { type RowAt, toLayout } from "../../lib/diff-layout.ts";
import styles from "./Diff.module.css";
import { DiffDetail } from "./DiffDetail.tsx";
import { DiffFilters, type DiffFiltersProps } from "./DiffFilters.tsx";
import type { EntryProps } from "./DiffRow.tsx";
import { DiffTable } from "./DiffTable.tsx";

/**
 * A browser draws nothing higher than about 17 million pixels, which is so many rows of the table or of cards. A
 * rehearsal of a very large account has more.
 */
const LISTED = { table: 250_000, cards: 50_000 } as const;

const Filters = memo(DiffFilters);

export interface DiffProps extends DiffFiltersProps, Pick<EntryProps, "sourceTitle" | "mayEdit" | "onFix"> {
  /** Names sample and filter; another list starts at its top. */
  readonly listKey: string;
  /** Which rows belong to which field, in order; null while they are loading. */
  readonly groups: readonly DiffGroup[] | null;
  /** Of all rows that match the filter. */
  readonly total: number;
  readonly rowAt: RowAt;
  /** Told the first and last row in sight, by index. */
  readonly onSight: (rows: { readonly first: number; readonly last: number }) => void;
  readonly isNarrow: boolean;
  /** The list before is shown until the one of the filter has come. */
  readonly isBusy: boolean;
  readonly error: ShownFailure | null;
  readonly onRetry: () => void;
}

interface ListProps
  extends Omit<DiffProps, "boards" | "counts" | "filter" | "onFilter">,
    Pick<EntryProps, "onOpen"> {
  readonly isOnlyChanged: boolean;
  readonly onShowAll: () => void;
}

function List(props: ListProps) {
  const { groups, total, isNarrow } = props;
  const listed = isNarrow ? LISTED.cards : LISTED.table;
  const layout = useMemo(() => toLayout(groups ?? [], listed), [groups, listed]);
  if (props.error !== null && groups === null)
    return <ErrorNotice error={props.error} onRetry={props.onRetry} />;
  if (groups === null) return <Skeletons label="Loading the fields" shapes={["row", "row", "row", "row"]} />;
  if (layout.count === 0) {
    return props.isOnlyChanged ? (
      <EmptyState
        title="Nothing changed since the sample before"
        text="Every value, and its verdict, is what it was."
        action={
          <Button kind="secondary" size="small" onClick={props.onShowAll}>
            Show everything
          </Button>
        }
      />
    ) : (
      <EmptyState title="No such fields" text="Choose another board, field or verdict." />
    );
  }
  return (
    <>
      {props.error === null ? null : <ErrorNotice error={props.error} onRetry={props.onRetry} />}
      <DiffTable
        key={`${isNarrow ? "cards" : "table"} ${props.listKey}`}
        layout={layout}
        rowAt={props.rowAt}
        onSight={props.onSight}
        total={total}
        isNarrow={isNarrow}
        isBusy={props.isBusy}
        sourceTitle={props.sourceTitle}
        mayEdit={props.mayEdit}
        onOpen={props.onOpen}
        onFix={props.onFix}
      />
    </>
  );
}

/** Every field of every sampled record: from the source to monday and back, with its verdict. */
export function Diff(props: DiffProps) {
  const { boards, counts, filter, onFilter, onFix } = props;
  const [open, setOpen] = useState<DiffRow | null>(null);
  const fix = useCallback(
    (place: Parameters<typeof onFix>[0]) => {
      setOpen(null);
      onFix(place);
    },
    [onFix],
  );
  return (
    <div className={styles.stack}>
      <Filters boards={boards} counts={counts} filter={filter} onFilter={onFilter} />
      <List
        {...props}
        isOnlyChanged={filter.changed === true}
        onShowAll={() => onFilter({})}
        onFix={fix}
        onOpen={setOpen}
      />
      <DiffDetail
        row={open}
        sourceTitle={props.sourceTitle}
        mayEdit={props.mayEdit}
        onFix={fix}
        onClose={() => setOpen(null)}
      />
    </div>
  );
}
