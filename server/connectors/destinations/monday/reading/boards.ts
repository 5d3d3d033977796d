import { z } from "zod";
import { ok, type Result } from "../../../../contract/result.ts";
import type { BoardView, WorkspaceView } from "../../../../contract/setup.ts";
import type { MondayClient } from "../api/client.ts";
import { boardsDocument, workspacesDocument } from "../api/documents.ts";
import { LIST_PAGE_SIZE, LIST_PAGES_MAX } from "../limits.ts";

const workspaceSchema = z.looseObject({
  id: z.coerce.string().nullish(),
  name: z.string(),
  kind: z.string().nullish(),
  description: z.string().nullish(),
  is_default_workspace: z.boolean().nullish(),
  account_product: z.looseObject({ kind: z.string().nullish() }).nullish(),
});
const workspacesSchema = z.looseObject({ workspaces: z.array(workspaceSchema.nullable()).nullable() });

export interface FoundWorkspace extends WorkspaceView {
  readonly description: string;
  readonly isDefault: boolean;
}

/** All active workspaces, those of monday CRM first. */
export async function readWorkspaces(
  client: MondayClient,
  signal: AbortSignal,
): Promise<Result<readonly FoundWorkspace[]>> {
  const found: FoundWorkspace[] = [];
  for (let page = 1; page <= LIST_PAGES_MAX; page++) {
    const variables = { page, limit: LIST_PAGE_SIZE };
    const read = await client.query({ document: workspacesDocument, variables, signal }, workspacesSchema);
    if (!read.ok) return read;
    const listed = read.value.workspaces ?? [];
    for (const workspace of listed) {
      if (!workspace?.id || workspace.kind === "template") continue;
      const crm = workspace.account_product?.kind === "crm";
      found.push({
        id: workspace.id,
        name: workspace.name,
        crm,
        description: workspace.description ?? "",
        isDefault: workspace.is_default_workspace ?? false,
      });
    }
    if (listed.length < LIST_PAGE_SIZE) break;
  }
  return ok([...found.filter(({ crm }) => crm), ...found.filter(({ crm }) => !crm)]);
}

const boardSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  type: z.string().nullish(),
  items_count: z.number().nullish(),
  item_terminology: z.string().nullish(),
  columns: z.array(z.looseObject({ title: z.string(), type: z.string() }).nullable()).nullish(),
});
const boardsSchema = z.looseObject({ boards: z.array(boardSchema.nullable()).nullable() });

/** Active boards of a workspace, the likeliest Contacts board first. */
export async function readBoards(
  client: MondayClient,
  workspaceId: string,
  signal: AbortSignal,
): Promise<Result<readonly BoardView[]>> {
  const found: BoardView[] = [];
  for (let page = 1; page <= LIST_PAGES_MAX; page++) {
    const variables = { workspaces: [workspaceId], page, limit: LIST_PAGE_SIZE };
    const read = await client.query({ document: boardsDocument, variables, signal }, boardsSchema);
    if (!read.ok) return read;
    const listed = read.value.boards ?? [];
    for (const board of listed) if (board && (board.type ?? "board") === "board") found.push(toView(board));
    if (listed.length < LIST_PAGE_SIZE) break;
  }
  return ok(found.sort((a, b) => b.contactsScore - a.contactsScore));
}

function toView(board: z.infer<typeof boardSchema>): BoardView {
  const { score, reason } = contactsScore(board);
  return {
    id: board.id,
    name: board.name,
    itemsCount: board.items_count ?? null,
    contactsScore: score,
    contactsReason: reason,
  };
}

/**
 * How much a board looks like CRM contacts: no API says so (facts 10), so its name, its columns and what it calls
 * its items are weighed. The admin always decides.
 */
export function contactsScore(board: {
  name: string;
  item_terminology?: string | null | undefined;
  columns?: readonly ({ title: string; type: string } | null)[] | null | undefined;
}): { score: number; reason: string } {
  const columns = (board.columns ?? []).flatMap((column) => column ?? []);
  const has = (type: string) => columns.some((column) => column.type === type);
  const relates = columns.some(
    ({ type, title }) => type === "board_relation" && /account|deal|compan/i.test(title),
  );
  const signs: readonly (readonly [boolean, number, string])[] = [
    [/\bcontacts?\b/i.test(board.name), 45, "is named after contacts"],
    [/\b(people|persons?|clients?|customers?|leads?)\b/i.test(board.name), 20, "is named after people"],
    [has("email"), 25, "has an e-mail column"],
    [has("phone"), 15, "has a phone column"],
    [relates, 10, "is connected to accounts or deals"],
    [/contact|person|lead/i.test(board.item_terminology ?? ""), 5, "calls its items contacts"],
  ];
  const seen = signs.filter(([applies]) => applies);
  const score = Math.min(
    100,
    seen.reduce((sum, [, points]) => sum + points, 0),
  );
  const reason =
    seen.length === 0
      ? "Nothing about this board looks like contacts."
      : `It ${listed(seen.map(([, , text]) => text))}.`;
  return { score, reason };
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}
