/**
 * Figures of monday's platform that Portage relies on, each with where it comes from. Rates are absent on purpose:
 * requests a minute, concurrency and complexity are read from the `RateLimit-Policy` header of the account.
 */

/** A request is answered or cut off after this long (docs, development best practices, 2026-09). */
export const QUERY_TIMEOUT_MS = 60_000;

/** Most items a page of `items_page` and its siblings holds (docs, querying board items, 2026-09). */
export const ITEMS_PAGE_SIZE = 500;

/** Most ids `items(ids:)` takes; also our chunk for lookups by value (docs, rate limits, 2026-09). */
export const IDS_PER_QUERY = 100;

/**
 * Updates read of each item at a time, newest first; an item hardly ever has more than two of ours, and monday's own
 * default is the same (schema 2026-10).
 */
export const UPDATES_PER_ITEM = 25;

/** Pages of updates read of one item at most: 5,000 updates. */
export const UPDATE_PAGES_MAX = 200;

/** Largest page of `users` (schema 2026-10). */
export const USERS_PAGE_SIZE = 1_000;

/** Pages of users read at most: 20,000 people. Beyond that, people are looked up by e-mail. */
export const USERS_PAGES_MAX = 20;

/** Page size of boards and workspaces; neither publishes a maximum, other lists of the API stop at 100. */
export const LIST_PAGE_SIZE = 100;

/** Pages of boards or workspaces read at most, so that a broken pager cannot loop. */
export const LIST_PAGES_MAX = 50;

/** `create_board` calls a minute and account (docs, rate limits, 2026-09). */
export const CREATE_BOARD_PER_MINUTE = 40;

/** Complexity one request may have, whatever the budget (docs, rate limits, 2026-09). */
export const REQUEST_COMPLEXITY_MAX = 5_000_000;

/** Span of monday's minute budgets. */
export const RATE_WINDOW_MS = 60_000;

/**
 * Complexity of one write until the account's own answers say better. No figure is published; a changelog sample
 * error shows 30,001, the best-practices page 10,000 (2026-09). The higher one is safe to plan with.
 */
export const ASSUMED_WRITE_COMPLEXITY = 30_001;

/** Complexity of one read until measured: lean pages of 500 rows were seen at about 3,100 (practitioner, 2026-06). */
export const ASSUMED_READ_COMPLEXITY = 5_000;

/**
 * Pace for a forecast made before monday named any limit: the lowest figures of the docs' tables (2026-09). Only
 * the forecast uses them; the pacer waits for the real ones.
 */
export const FORECAST_REQUESTS_PER_MINUTE = 1_000;
export const FORECAST_COMPLEXITY_PER_MINUTE = 1_000_000;

/**
 * What making a plan's boards costs in calls, for the forecast. Read off `schema/` and counted against the stand-in:
 * before anything is made the workspaces, the boards with our mark and their columns are read; boards, groups and
 * columns take a call each, a new board's own group one for its colour and one for its title.
 */
export const CALLS_PER_RUN = 3;
export const CALLS_PER_BOARD = 1;
export const CALLS_PER_FIRST_GROUP = 2;
export const CALLS_PER_GROUP = 1;
export const CALLS_PER_COLUMN = 1;
/** Who they are, who is on the board already, and adding the rest (`writing/people.ts`). */
export const CALLS_PER_BOARD_WITH_PEOPLE = 3;

/** Aliased writes in one call: practice is 10-25 creates (practitioner) to 50 deletes (monday's n8n node). */
export const BATCH_SIZE_START = 20;
export const BATCH_SIZE_MAX = 50;
export const BATCH_SIZE_STEP = 5;

/** Longest wait inside one call of this connector; longer ones go back so that the run shows that it waits. */
export const INSIDE_WAIT_MAX_MS = 5_000;

/** Cells, names and labels (docs and schema, 2026-09; label figures from `get_column_type_schema`). */
export const NAME_LENGTH_MAX = 255;
export const LONG_TEXT_LENGTH_MAX = 2_000;
export const STATUS_LABEL_LENGTH_MAX = 30;
/** A status column takes 40 labels of 40 colours, but the grey one means "empty" and must not carry a label. */
export const STATUS_LABELS_MAX = 39;
/** Links of one connect cell that are proven to work (docs, importing in bulk, 2026-09). */
export const LINKS_PER_CELL_MAX = 50;
/** Items of a board when no board of the account tells its `items_limit` (docs, error handling, 2026-09). */
export const ITEMS_PER_BOARD = 10_000;

/** A column id we choose: at most 24 of `[a-z0-9_]`, no digit first (seen live by monday's n8n node, 2026-07). */
export const COLUMN_ID_LENGTH_MAX = 24;

/** People subscribed in one call; the same figure limits other calls on users (schema 2026-10). */
export const PEOPLE_PER_CALL = 200;

/** Deletes in one call of aliases: monday's own n8n node sends 50, half of that keeps answers quick (2026-07). */
export const REMOVALS_PER_CALL = 25;
/** From this many items on a deletion job is worth its polls. */
export const BULK_DELETE_MIN = 50;
/** Items of one deletion job: monday names no maximum (facts 4.9), so the size of its largest page. */
export const BULK_DELETE_SIZE = 500;
/** Pause between two looks at a deletion job, and how long one is waited for. */
export const JOB_POLL_MS = 1_000;
export const JOB_WAIT_MAX_MS = 120_000;
/** Entries of a board's activity read at a time; no maximum is published, other lists of the API stop at 100. */
export const ACTIVITY_PAGE_SIZE = 100;
