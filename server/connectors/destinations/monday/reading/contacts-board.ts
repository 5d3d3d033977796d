import { z } from "zod";
import { toFailure } from "../../../../contract/errors.ts";
import { err, ok, type Result } from "../../../../contract/result.ts";
import type { ExistingBoard } from "../../../../core/planning/facts.ts";
import { columnSchema, groupSchema, presentColumns, presentGroups } from "../api/board-parts.ts";
import type { MondayClient } from "../api/client.ts";
import { boardFactsDocument } from "../api/documents.ts";
import { ITEMS_PER_BOARD } from "../limits.ts";
import { labelsOf } from "../schema/column-settings.ts";
import { countEmails } from "./emails.ts";

const boardSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  items_count: z.number().nullish(),
  items_limit: z.number().nullish(),
  columns: z.array(columnSchema.nullable()).nullish(),
  groups: z.array(groupSchema.nullable()).nullish(),
});
const boardFactsSchema = z.looseObject({ boards: z.array(boardSchema.nullable()).nullable() });

/** The board of the customer that contacts go to, and which of its items they match; null when none was chosen. */
export async function readContactsBoard(
  client: MondayClient,
  input: { readonly contactsBoardId: string | null; readonly emails: readonly string[] },
  signal: AbortSignal,
): Promise<Result<ExistingBoard | null>> {
  const boardId = input.contactsBoardId;
  if (boardId === null) return ok(null);
  const call = { document: boardFactsDocument, variables: { ids: [boardId] }, signal };
  const read = await client.query(call, boardFactsSchema);
  if (!read.ok) return read;
  const board = read.value.boards?.[0];
  if (!board) {
    const message = "The chosen Contacts board is gone or out of reach";
    return err(toFailure("monday.board_missing", { message, where: { boardId } }));
  }
  const columns = presentColumns(board.columns);
  const emailColumns = columns.filter(({ type }) => type === "email").map(({ id }) => id);
  const matches = await countEmails(
    client,
    { boardId, columnIds: emailColumns, emails: input.emails },
    signal,
  );
  if (!matches.ok) return matches;
  return ok({
    id: board.id,
    name: board.name,
    itemsCount: board.items_count ?? 0,
    itemsLimit: board.items_limit ?? ITEMS_PER_BOARD,
    columns: columns.map(({ id, title, type, settings }) => ({
      id,
      title,
      type,
      labels: labelsOf(settings),
    })),
    groups: presentGroups(board.groups).map(({ id, title }) => ({ id, title })),
    emailMatches: matches.value.found,
    emailAmbiguous: matches.value.ambiguous,
  });
}
