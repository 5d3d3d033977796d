import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ItemView } from "../../lib/contract.ts";
import { useReportItem } from "../../lib/queries/item.ts";
import { keys } from "../../lib/queries/keys.ts";
import { useRun, useStartRun } from "../../lib/queries/runs.ts";
import { isRunOver } from "../../lib/run-state.ts";
import { Reports } from "./components/Reports.tsx";

export interface ItemReportsProps {
  readonly view: ItemView;
  /** The import the item came with; repairs run there. */
  readonly migrationId: string;
}

/** Saying that something is wrong on the item, and repairing it. */
export function ItemReports({ view, migrationId }: ItemReportsProps) {
  const queryClient = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const [repairRunId, setRepairRunId] = useState<string | null>(null);
  const report = useReportItem(view.itemId);
  const start = useStartRun(migrationId);
  const run = useRun(repairRunId);
  const isOver = run.data !== undefined && isRunOver(run.data);
  useEffect(() => {
    // What the repair has written shows only in a fresh comparison.
    if (isOver) void queryClient.invalidateQueries({ queryKey: keys.item(view.itemId) });
  }, [isOver, queryClient, view.itemId]);
  const repair = (reportId: string) =>
    start.mutate(
      { kind: "verify", options: { repair: { differences: [reportId] } } },
      { onSuccess: ({ id }) => setRepairRunId(id) },
    );
  return (
    <Reports
      view={view}
      form={
        isOpen
          ? {
              isSending: report.isPending,
              error: report.error,
              onSend: (body) => report.mutate(body, { onSuccess: () => setIsOpen(false) }),
              onCancel: () => setIsOpen(false),
            }
          : null
      }
      onOpenForm={() => {
        report.reset();
        setIsOpen(true);
      }}
      repair={{
        start: repair,
        isStarting: start.isPending,
        error: start.error ?? run.error,
        run: run.data ?? null,
        isUnderWay: repairRunId !== null && !isOver,
      }}
    />
  );
}
