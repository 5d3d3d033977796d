import { useIsNarrow } from "../lib/use-is-narrow.ts";
import { DataCards } from "./DataCards.tsx";
import { DataTable, type DataTableProps } from "./DataTable.tsx";

/** A table; where the page is too narrow for its columns, the same rows as cards. For tables of some hundred rows. */
export function AnyWidthTable<Row>(props: DataTableProps<Row>) {
  return useIsNarrow() ? <DataCards {...props} /> : <DataTable {...props} />;
}
