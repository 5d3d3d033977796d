import { useCallback, useMemo } from "react";
import type { SampleView } from "../../lib/contract.ts";
import { type DiffFilter, useDiff } from "../../lib/queries/diff.ts";
import { useIsNarrow } from "../../lib/use-is-narrow.ts";
import { Diff, type DiffProps } from "./components/diff/Diff.tsx";

interface LoadedDiffProps extends Pick<DiffProps, "sourceTitle" | "mayEdit" | "onFix"> {
  readonly migrationId: string;
  readonly view: SampleView;
  readonly filter: DiffFilter;
  readonly onFilter: (filter: DiffFilter) => void;
}

/** Loads the diff page by page as it is looked at. */
export function LoadedDiff({ migrationId, view, filter, onFilter, ...props }: LoadedDiffProps) {
  const isNarrow = useIsNarrow();
  const diff = useDiff(migrationId, `${view.runId} ${view.finishedAt}`, filter);
  const pages = diff.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.items) ?? null, [pages]);
  const { fetchNextPage } = diff;
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  return (
    <Diff
      {...props}
      boards={view.boards}
      counts={view.counts}
      filter={filter}
      onFilter={onFilter}
      rows={rows}
      total={pages?.[0]?.total ?? 0}
      isNarrow={isNarrow}
      error={diff.error}
      onRetry={() => void (rows === null ? diff.refetch() : fetchNextPage())}
      onMore={diff.hasNextPage && !diff.isFetching ? more : null}
    />
  );
}
