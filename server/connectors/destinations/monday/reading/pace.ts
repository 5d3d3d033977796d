import { z } from "zod";
import type { CallCosts, DestinationFacts } from "../../../../core/planning/facts.ts";
import type { MondayClient } from "../api/client.ts";
import { createColumnDocument, dailyLimitDocument } from "../api/documents.ts";
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
  PEOPLE_PER_CALL,
} from "../limits.ts";
import { mostPerCall } from "../pacing/batch-size.ts";
import type { CostBook } from "../pacing/cost-book.ts";
import type { Pacer } from "../pacing/pacer.ts";

export interface PaceDeps {
  readonly client: MondayClient;
  readonly pacer: Pacer;
  readonly costs: CostBook;
  readonly batchSize: () => number;
}

const dailySchema = z.looseObject({
  platform_api: z
    .looseObject({ daily_limit: z.looseObject({ total: z.number().nullish() }).nullish() })
    .nullish(),
});

/** How fast the account lets Portage work, as far as it says; the forecast counts with it. */
export async function readPace(deps: PaceDeps, signal: AbortSignal): Promise<DestinationFacts["pace"]> {
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
