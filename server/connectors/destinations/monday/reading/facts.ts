import { z } from "zod";
import { toFailure } from "../../../../contract/errors.ts";
import { err, ok, type Result } from "../../../../contract/result.ts";
import type { DestinationFacts, DestinationLimits } from "../../../../core/planning/facts.ts";
import type { MondayClient } from "../api/client.ts";
import { itemsLimitDocument } from "../api/documents.ts";
import {
  ITEMS_PER_BOARD,
  LINKS_PER_CELL_MAX,
  LIST_PAGE_SIZE,
  LONG_TEXT_LENGTH_MAX,
  NAME_LENGTH_MAX,
  STATUS_LABEL_LENGTH_MAX,
  STATUS_LABELS_MAX,
} from "../limits.ts";
import type { MondayAccount } from "./account.ts";
import { readWorkspaces } from "./boards.ts";
import { readContactsBoard } from "./contacts-board.ts";
import { type PaceDeps, readPace } from "./pace.ts";
import { readUsers } from "./users.ts";

export interface FactsInput {
  readonly workspaceId: string | null;
  readonly contactsBoardId: string | null;
  readonly emails: readonly string[];
  readonly peopleEmails: readonly string[];
}

/** Name of the workspace Portage makes when none was chosen and the account has none. */
const NEW_WORKSPACE_NAME = "Imported by Portage";

/** Everything planning must know about the account, read live. */
export async function readFacts(
  deps: PaceDeps,
  account: MondayAccount,
  input: FactsInput,
  signal: AbortSignal,
): Promise<Result<DestinationFacts>> {
  const workspace = await readWorkspace(deps.client, input.workspaceId, signal);
  if (!workspace.ok) return workspace;
  const users = await readUsers(deps.client, input.peopleEmails, signal);
  if (!users.ok) return users;
  const contacts = await readContactsBoard(deps.client, input, signal);
  if (!contacts.ok) return contacts;
  const itemsPerBoard =
    contacts.value?.itemsLimit ?? (await readItemsLimit(deps.client, input.workspaceId, signal));
  return ok({
    accountId: account.accountId,
    planName: account.plan,
    workspace: workspace.value,
    users: users.value,
    contactsBoard: contacts.value,
    limits: limitsWith(itemsPerBoard),
    pace: await readPace(deps, signal),
  });
}

/** The chosen workspace; without a choice the one of monday CRM, else the account's own default. */
async function readWorkspace(
  client: MondayClient,
  id: string | null,
  signal: AbortSignal,
): Promise<Result<DestinationFacts["workspace"]>> {
  const workspaces = await readWorkspaces(client, signal);
  if (!workspaces.ok) return workspaces;
  const listed = workspaces.value;
  if (id === null) {
    const usual = listed.find(({ crm }) => crm) ?? listed.find(({ isDefault }) => isDefault);
    return ok(usual ? { id: usual.id, name: usual.name } : { id: null, name: NEW_WORKSPACE_NAME });
  }
  const found = listed.find((workspace) => workspace.id === id);
  if (found) return ok({ id, name: found.name });
  return err(
    toFailure("monday.schema_conflict", {
      message: "The chosen workspace is not among the active ones",
      userMessage: "The chosen workspace no longer exists in monday.",
      remedy: "Choose another workspace.",
      where: { workspaceId: id },
    }),
  );
}

const itemsLimitSchema = z.looseObject({
  boards: z
    .array(z.looseObject({ type: z.string().nullish(), items_limit: z.number().nullish() }).nullable())
    .nullable(),
});

/** The smallest limit any board of the workspace names; monday's documented one when none does. */
async function readItemsLimit(
  client: MondayClient,
  workspaceId: string | null,
  signal: AbortSignal,
): Promise<number> {
  const variables = { workspaces: workspaceId === null ? null : [workspaceId], limit: LIST_PAGE_SIZE };
  const read = await client.query({ document: itemsLimitDocument, variables, signal }, itemsLimitSchema);
  if (!read.ok) return ITEMS_PER_BOARD;
  const limits = (read.value.boards ?? [])
    .flatMap((board) => board?.items_limit ?? [])
    .filter((limit) => limit > 0);
  return limits.length === 0 ? ITEMS_PER_BOARD : Math.min(...limits);
}

function limitsWith(itemsPerBoard: number): DestinationLimits {
  return {
    itemsPerBoard,
    nameLength: NAME_LENGTH_MAX,
    longTextLength: LONG_TEXT_LENGTH_MAX,
    statusLabels: STATUS_LABELS_MAX,
    labelLength: STATUS_LABEL_LENGTH_MAX,
    linksPerCell: LINKS_PER_CELL_MAX,
  };
}
