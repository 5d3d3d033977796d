import { z } from "zod";
import { ok, type Result } from "../../../../contract/result.ts";
import type { MondayClient } from "../api/client.ts";
import { emailsFirstDocument, emailsNextDocument } from "../api/documents.ts";
import { ITEMS_PAGE_SIZE } from "../limits.ts";

const pageSchema = z.looseObject({
  cursor: z.string().nullish(),
  items: z.array(
    z.looseObject({
      id: z.string(),
      column_values: z.array(z.looseObject({ email: z.string().nullish() })),
    }),
  ),
});
const firstSchema = z.looseObject({
  boards: z.array(z.looseObject({ items_page: pageSchema }).nullable()).nullable(),
});
const nextSchema = z.looseObject({ next_items_page: pageSchema });

export interface EmailCount {
  /** How many of the addresses some item of the board carries. */
  readonly found: number;
  /** How many of them several items carry. */
  readonly ambiguous: number;
}

/**
 * Counts which e-mail addresses a board already has, reading its e-mail cells once. monday's own matching is exact;
 * we trim and fold case, as everywhere in Portage.
 */
export async function countEmails(
  client: MondayClient,
  input: { boardId: string; columnIds: readonly string[]; emails: readonly string[] },
  signal: AbortSignal,
): Promise<Result<EmailCount>> {
  if (input.columnIds.length === 0 || input.emails.length === 0) return ok({ found: 0, ambiguous: 0 });
  const items = new Map<string, number>(input.emails.map((email) => [fold(email), 0]));
  const common = { columns: input.columnIds, limit: ITEMS_PAGE_SIZE };
  const variables = { ...common, board: [input.boardId] };
  const first = await client.query({ document: emailsFirstDocument, variables, signal }, firstSchema);
  if (!first.ok) return first;
  let page = first.value.boards?.[0]?.items_page ?? null;
  while (page) {
    for (const item of page.items) {
      const emails = new Set(item.column_values.flatMap(({ email }) => (email ? [fold(email)] : [])));
      for (const email of emails) {
        const count = items.get(email);
        if (count !== undefined) items.set(email, count + 1);
      }
    }
    if (!page.cursor) break;
    const next = await client.query(
      { document: emailsNextDocument, variables: { ...common, cursor: page.cursor }, signal },
      nextSchema,
    );
    if (!next.ok) return next;
    page = next.value.next_items_page;
  }
  const counts = [...items.values()];
  return ok({ found: counts.filter((n) => n > 0).length, ambiguous: counts.filter((n) => n > 1).length });
}

function fold(email: string): string {
  return email.trim().toLowerCase();
}
