import { DataTable } from "../../../components/DataTable.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { DeltaRound } from "../../../lib/contract.ts";
import { durationInWords } from "../../../lib/format.ts";
import { newestFirst, toRoundWords } from "./delta-words.ts";

/** Every look at the source since the import, newest first. */
export function Rounds({ rounds }: { readonly rounds: readonly DeltaRound[] }) {
  const format = useFormat();
  return (
    <DataTable
      label="Looks for changes"
      rows={newestFirst(rounds)}
      rowKey={({ runId }) => runId}
      columns={[
        { key: "at", title: "Looked", render: ({ at }) => format.dateTime(at) },
        {
          key: "why",
          title: "Why",
          render: ({ trigger, final }) =>
            final ? "final round" : trigger === "schedule" ? "by schedule" : "by hand",
        },
        { key: "read", title: "Records read", align: "number", render: ({ read }) => format.number(read) },
        { key: "found", title: "Found", render: (round) => toRoundWords(round, format) },
        { key: "took", title: "Took", render: ({ seconds }) => durationInWords(seconds) },
      ]}
    />
  );
}
