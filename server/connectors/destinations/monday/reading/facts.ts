import { z } from "zod";
import { toFailure } from "../../../../contract/errors.ts";
import { err, ok, type Result } from "../../../../contract/result.ts";
import type {
  CallCosts,
  DestinationFacts,
  DestinationLimits,
  ExistingBoard,
} from "../../../../core/planning/facts.ts";
import type { MondayClient } from "../api/client.ts";
import {
  boardFactsDocument,
  createColumnDocument,
  dailyLimitDocument,
  itemsLimitDocument,
} from "../api/documents.ts";
import {
  ASSUMED_WRITE_COMPLEXITY,
  BATCH_SIZE_STEP,
  CALLS_PER_BOARD,
  CALLS_PER_BOARD_WITH_PEOPLE,
  CALLS_PER_COLUMN,
  CALLS_PER_FIRST_GROUP,
  CALLS_PER_GROUP,
  CALLS_PER_RUN,
  CREATE_BOARD_PER_MINUTE,
  FORECAST_COMPLEXITY_PER_MINUTE,
  FORECAST_REQUESTS_PER_MINUTE,
  IDS_PER_QUERY,
  ITEMS_PAGE_SIZE,
  ITEMS_PER_BOARD,
  LINKS_PER_CELL_MAX,
  LIST_PAGE_SIZE,
  LONG_TEXT_LENGTH_MAX,
  NAME_LENGTH_MAX,
  PEOPLE_PER_CALL,
  STATUS_LABEL_LENGTH_MAX,
  STATUS_LABELS_MAX,
} from "../limits.ts";
import { mostPerCall } from "../pacing/batch-size.ts";
import type { CostBook } from "../pacing/cost-book.ts";
import type { Pacer } from "../pacing/pacer.ts";
import { labelsOf } from "../schema/column-settings.ts";
import type { MondayAccount } from "./account.ts";
import { readWorkspaces } from "./boards.ts";
import { countEmails } from "./emails.ts";
import { readUsers } from "./users.ts";

export interface FactsDeps {
  readonly client: MondayClient;
  readonly pacer: Pacer;
  readonly costs: CostBook;
  readonly batchSize: () => number;
}

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
  deps: FactsDeps,
  account: MondayAccount,
  input: FactsInput,
  signal: AbortSignal,
): Promise<Result<DestinationFacts>> {
  const workspace = await readWorkspace(deps.client, input.workspaceId, signal);
  if (!workspace.ok) return workspace;
  const users = await readUsers(deps.client, input.peopleEmails, signal);
  if (!users.ok) return users;
  const contacts = await readContacts(deps.client, input, signal);
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

const columnSchema = z.looseObject({
  id: z.string(),
  title: z.string(),
  type: z.string(),
  archived: z.boolean().nullish(),
  settings: z.unknown(),
});
const boardFactsSchema = z.looseObject({
  boards: z
    .array(
      z
        .looseObject({
          id: z.string(),
          name: z.string(),
          items_count: z.number().nullish(),
          items_limit: z.number().nullish(),
          columns: z.array(columnSchema.nullable()).nullish(),
          groups: z
            .array(
              z
                .looseObject({
                  id: z.string(),
                  title: z.string(),
                  archived: z.boolean().nullish(),
                  deleted: z.boolean().nullish(),
                })
                .nullable(),
            )
            .nullish(),
        })
        .nullable(),
    )
    .nullable(),
});

async function readContacts(
  client: MondayClient,
  input: FactsInput,
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
  const columns = (board.columns ?? []).flatMap((column) =>
    column && column.archived !== true ? [column] : [],
  );
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
    groups: (board.groups ?? []).flatMap((group) =>
      group && group.archived !== true && group.deleted !== true
        ? [{ id: group.id, title: group.title }]
        : [],
    ),
    emailMatches: matches.value.found,
    emailAmbiguous: matches.value.ambiguous,
  });
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

const dailySchema = z.looseObject({
  platform_api: z
    .looseObject({ daily_limit: z.looseObject({ total: z.number().nullish() }).nullish() })
    .nullish(),
});

async function readPace(deps: FactsDeps, signal: AbortSignal): Promise<DestinationFacts["pace"]> {
  const daily = await deps.client.query({ document: dailyLimitDocument, variables: {}, signal }, dailySchema);
  const { requestsPerMinute, complexityPerMinute } = deps.pacer.limits();
  const complexityPerCreate = Math.ceil(deps.costs.of("create_item") ?? ASSUMED_WRITE_COMPLEXITY);
  return {
    requestsPerMinute: requestsPerMinute ?? FORECAST_REQUESTS_PER_MINUTE,
    complexityPerMinute: complexityPerMinute ?? FORECAST_COMPLEXITY_PER_MINUTE,
    complexityPerCreate,
    complexityPerChange: Math.ceil(deps.costs.of(createColumnDocument.name) ?? ASSUMED_WRITE_COMPLEXITY),
    boardsPerMinute: CREATE_BOARD_PER_MINUTE,
    itemsPerCall: deps.batchSize(),
    itemsPerCallStep: BATCH_SIZE_STEP,
    itemsPerCallMax: mostPerCall({ complexityPerMinute, complexityPerWrite: complexityPerCreate }),
    // Not every token may ask; without an answer the forecast leaves the day out.
    callsPerDay: daily.ok ? (daily.value.platform_api?.daily_limit?.total ?? null) : null,
    calls: callCosts,
  };
}

const callCosts: CallCosts = {
  perRun: CALLS_PER_RUN,
  perBoard: CALLS_PER_BOARD,
  perFirstGroup: CALLS_PER_FIRST_GROUP,
  perGroup: CALLS_PER_GROUP,
  perColumn: CALLS_PER_COLUMN,
  perBoardWithPeople: CALLS_PER_BOARD_WITH_PEOPLE,
  peoplePage: PEOPLE_PER_CALL,
  itemsPage: ITEMS_PAGE_SIZE,
  lookUpPage: IDS_PER_QUERY,
  // `create_item` is known to drop connect columns without a word (practitioner, 2026-07).
  writesLinksTwice: true,
};
