import { Button } from "@vibe/core";
import { useCallback, useMemo, useState } from "react";
import { EmptyState } from "../../../../components/EmptyState.tsx";
import { ErrorNotice, type ShownFailure } from "../../../../components/ErrorNotice.tsx";
import { Skeletons } from "../../../../components/Skeletons.tsx";
import type { DiffRow } from "../../../../lib/contract.ts";
import { toLayout } from "../../lib/diff-layout.ts";
import styles from "./Diff.module.css";
import { DiffDetail } from "./DiffDetail.tsx";
import { DiffFilters, type DiffFiltersProps } from "./DiffFilters.tsx";
import type { EntryProps } from "./DiffRow.tsx";
import { DiffTable } from "./DiffTable.tsx";

export interface DiffProps extends DiffFiltersProps, Pick<EntryProps, "sourceTitle" | "mayEdit" | "onFix"> {
  /** Rows loaded so far, in order; null while the first page is loading. */
  readonly rows: readonly DiffRow[] | null;
  /** Of all rows that match the filter. */
  readonly total: number;
  readonly isNarrow: boolean;
  readonly error: ShownFailure | null;
  readonly onRetry: () => void;
  /** Null when everything is loaded or a page is on its way. */
  readonly onMore: (() => void) | null;
}

interface ListProps
  extends Omit<DiffProps, "boards" | "counts" | "filter" | "onFilter">,
    Pick<EntryProps, "onOpen"> {
  readonly isOnlyChanged: boolean;
  readonly onShowAll: () => void;
}

function List(props: ListProps) {
  const { rows, total, isNarrow } = props;
  const layout = useMemo(() => toLayout(rows ?? [], total), [rows, total]);
  if (props.error !== null && rows === null)
    return <ErrorNotice error={props.error} onRetry={props.onRetry} />;
  if (rows === null) return <Skeletons label="Loading the fields" shapes={["row", "row", "row", "row"]} />;
  if (rows.length === 0) {
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
        key={isNarrow ? "cards" : "table"}
        layout={layout}
        total={total}
        isNarrow={isNarrow}
        sourceTitle={props.sourceTitle}
        mayEdit={props.mayEdit}
        onOpen={props.onOpen}
        onFix={props.onFix}
        onMore={props.error === null ? props.onMore : null}
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
      <DiffFilters boards={boards} counts={counts} filter={filter} onFilter={onFilter} />
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
