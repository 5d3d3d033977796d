import { useCallback, useMemo } from "react";
import type { SampleView } from "../../lib/contract.ts";
import {
  type DiffFilter,
  type DiffList,
  diffPageRows,
  useDiffHead,
  useDiffPages,
} from "../../lib/queries/diff.ts";
import { useIsNarrow } from "../../lib/use-is-narrow.ts";
import { Diff, type DiffProps } from "./components/diff/Diff.tsx";
import type { RowAt } from "./lib/diff-layout.ts";
import { toPages } from "./lib/diff-sight.ts";
import { useSettledSight } from "./use-settled-sight.ts";

interface LoadedDiffProps extends Pick<DiffProps, "sourceTitle" | "mayEdit" | "onFix"> {
  readonly migrationId: string;
  readonly view: SampleView;
  readonly filter: DiffFilter;
  readonly onFilter: (filter: DiffFilter) => void;
}

/** Loads the parts of the diff that are looked at. */
export function LoadedDiff({ migrationId, view, filter, onFilter, ...props }: LoadedDiffProps) {
  const isNarrow = useIsNarrow();
  const wanted: DiffList = { migrationId, version: `${view.runId} ${view.finishedAt}`, filter };
  const head = useDiffHead(wanted);
  const { list = wanted, page = null } = head.data ?? {};
  const listKey = JSON.stringify(list);
  const { sight, see } = useSettledSight(listKey, diffPageRows);
  const total = page?.total ?? 0;
  const pages = useMemo(
    () => (total === 0 ? [] : toPages(sight, Math.ceil(total / diffPageRows))),
    [sight, total],
  );
  const { items, error, retry } = useDiffPages(list, pages);
  const rowAt: RowAt = useCallback(
    (index) => items.get(Math.floor(index / diffPageRows))?.[index % diffPageRows],
    [items],
  );
  return (
    <Diff
      {...props}
      boards={view.boards}
      counts={view.counts}
      filter={filter}
      onFilter={onFilter}
      listKey={listKey}
      groups={page?.groups ?? null}
      total={total}
      rowAt={rowAt}
      onSight={see}
      isNarrow={isNarrow}
      isBusy={head.isPlaceholderData}
      error={head.error ?? error}
      onRetry={() => {
        if (head.error !== null) void head.refetch();
        retry();
      }}
    />
  );
}
