import { Chip } from "../../../components/Chip.tsx";
import { type DataColumn, DataTable } from "../../../components/DataTable.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { VerifiedBoard } from "../../../lib/contract.ts";
import type { Format } from "../../../lib/format.ts";

/** What is not as it was written, on one board: fields, links, updates, items. */
function toDifferenceCount(board: VerifiedBoard): number {
  return (
    board.missing +
    board.doubled +
    board.fieldsDifferent +
    Math.max(0, board.links.expected - board.links.found) +
    Math.max(0, board.updates.expected - board.updates.found) +
    board.updates.different
  );
}

function ofAll(part: { readonly expected: number; readonly found: number }, format: Format): string {
  return part.expected === 0 ? "none" : `${format.number(part.found)} of ${format.number(part.expected)}`;
}

function toColumns(format: Format): readonly DataColumn<VerifiedBoard>[] {
  return [
    { key: "title", title: "Board", render: (board) => board.title },
    { key: "expected", title: "Expected", align: "number", render: (board) => format.number(board.expected) },
    { key: "found", title: "Found", align: "number", render: (board) => format.number(board.found) },
    {
      key: "differences",
      title: "Differences",
      render: (board) => {
        const count = toDifferenceCount(board);
        return (
          <Chip tone={count === 0 ? "positive" : "warning"}>
            {count === 0 ? "None" : format.number(count)}
          </Chip>
        );
      },
    },
    {
      key: "fields",
      title: "Fields compared",
      align: "number",
      render: (board) => format.number(board.fieldsChecked),
    },
    { key: "links", title: "Links", align: "number", render: (board) => ofAll(board.links, format) },
    { key: "updates", title: "Updates", align: "number", render: (board) => ofAll(board.updates, format) },
  ];
}

/** Every board with what was expected on it and what was read back. */
export function VerifiedBoards({ boards }: { readonly boards: readonly VerifiedBoard[] }) {
  const format = useFormat();
  return (
    <DataTable
      label="What was read back, board by board"
      columns={toColumns(format)}
      rows={boards}
      rowKey={(board) => board.board}
    />
  );
}
