import { z } from "zod";
import { type TypedValue, typedValueSchema } from "../../contract/values.ts";
import { canonicalJson, compareTexts, sha256 } from "../../core/canonical.ts";
import type { ExistingCell } from "../../core/mapping/fill-empty.ts";
import type { ConflictRow, LedgerKey } from "../../store/store.ts";

const cellSchema = z.object({
  text: z.string().nullable(),
  value: z.string().nullable(),
  linkedItemIds: z.array(z.string()).optional(),
});

/** What a conflict shows, and what its decision was made about. */
const bodySchema = z.object({
  boardTitle: z.string(),
  boardId: z.string(),
  name: z.string(),
  columnTitle: z.string().nullable(),
  /** Id the plan has for the column; null for a name and for a deleted record. */
  columnId: z.string().nullable(),
  was: z.string(),
  sourceNow: z.string(),
  mondayNow: z.string(),
  /** The source's value, null for an empty one. */
  source: typedValueSchema.nullable(),
  /** The cell as read back; null for a deleted record. */
  monday: cellSchema.nullable(),
});
export type ConflictBody = z.infer<typeof bodySchema>;

/** Key under which the name of an item is a column like any other. */
export const nameKey = "name";

/** The same record and column always make the same conflict. */
export function conflictId({ phase, externalId }: LedgerKey, columnKey: string | null): string {
  return sha256(canonicalJson([phase, externalId, columnKey])).slice(0, 32);
}

/** What a stored conflict says; throws on a body Portage has not written. */
export function parseConflictBody({ body }: Pick<ConflictRow, "body">): ConflictBody {
  return bodySchema.parse(JSON.parse(body));
}

/** True while the source still says what the conflict was decided about. */
export function isSameSource(body: ConflictBody, source: TypedValue | null): boolean {
  return canonicalJson(body.source) === canonicalJson(source);
}

/** True while monday still holds what the conflict was decided about. */
export function isSameCell(body: ConflictBody, cell: ExistingCell | undefined): boolean {
  return cellKey(body.monday ?? undefined) === cellKey(cell);
}

type Cell = Pick<ExistingCell, "text" | "value"> & { readonly linkedItemIds?: readonly string[] | undefined };

function cellKey(cell: Cell | undefined): string {
  const links = [...(cell?.linkedItemIds ?? [])].sort(compareTexts);
  return canonicalJson([cell?.text ?? "", cell?.value ?? "", links]);
}
