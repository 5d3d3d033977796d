/**
 * Every failure Portage can report, in one table. A code is stable and appears in the API, in the ledger and in
 * logs; the sentence and the remedy are what an admin reads. Adding a code without a row does not compile.
 *
 * `kind` decides what the engine does: `retryable` waits and goes on, `needs_user` stops and asks, `permanent`
 * ends the record or the call, `bug` is ours.
 */
export type FailureKind = "retryable" | "needs_user" | "permanent" | "bug";

export interface FailureRow {
  readonly status: number;
  readonly kind: FailureKind;
  readonly userMessage: string;
  readonly remedy: string;
}

const table = {
  "auth.token_missing": {
    status: 401,
    kind: "needs_user",
    userMessage: "You are not signed in to monday.",
    remedy: "Open Portage from its tab on a monday board.",
  },
  "auth.token_invalid": {
    status: 401,
    kind: "needs_user",
    userMessage: "monday's sign-in for this page has expired or is not valid.",
    remedy: "Reload the page. If it happens again, reinstall the app.",
  },
  "auth.admin_required": {
    status: 403,
    kind: "needs_user",
    userMessage: "Only an account admin may do this.",
    remedy: "Ask a monday admin of your account to do it. You can look at everything meanwhile.",
  },
  "request.invalid": {
    status: 422,
    kind: "permanent",
    userMessage: "Something in this request is not valid.",
    remedy: "Correct the marked fields and try again.",
  },
  "request.not_found": {
    status: 404,
    kind: "permanent",
    userMessage: "This does not exist, or it belongs to another account.",
    remedy: "Go back to the overview and open it from there.",
  },
  "request.too_large": {
    status: 413,
    kind: "permanent",
    userMessage: "This is larger than Portage accepts.",
    remedy: "Send less at a time.",
  },
  "request.rate_limited": {
    status: 429,
    kind: "retryable",
    userMessage: "Too many requests from this account in a short time.",
    remedy: "Wait a minute, then try again.",
  },
  "connection.key_refused": {
    status: 422,
    kind: "needs_user",
    userMessage: "The source does not accept this API key.",
    remedy:
      "Copy the key again from Settings > System > API Settings. Generating a new key switches the old one off.",
  },
  "connection.plan_without_api": {
    status: 422,
    kind: "needs_user",
    userMessage: "This account's plan does not include API access.",
    remedy: "Ask the source's support to enable API access (Enterprise plan or a trial), then connect again.",
  },
  "connection.other_account": {
    status: 422,
    kind: "needs_user",
    userMessage: "This API key belongs to another account: it shows none of the people read so far.",
    remedy:
      "Enter a key of the account this import was read from. To move the other account, start another import for it.",
  },
  "connection.address_refused": {
    status: 422,
    kind: "needs_user",
    userMessage: "Portage does not connect to this address.",
    remedy: "Use the public address of the service.",
  },
  "source.unreachable": {
    status: 502,
    kind: "retryable",
    userMessage: "The source does not answer.",
    remedy:
      "Portage tries again by itself. If it lasts, check that the source's website opens in your browser.",
  },
  "source.not_json": {
    status: 502,
    kind: "needs_user",
    userMessage: "The source answered with a web page instead of data.",
    remedy: "The source may be under maintenance. Try again later; if it lasts, send us the request number.",
  },
  "source.throttled": {
    status: 503,
    kind: "retryable",
    userMessage: "The source's hourly limit is used up.",
    remedy: "Portage goes on by itself when the hour is over. A second API key makes it faster.",
  },
  "source.key_dead": {
    status: 422,
    kind: "needs_user",
    userMessage: "The API key stopped working.",
    remedy: "Enter a new key of the same account and go on. What was read so far is kept.",
  },
  "source.invalid_response": {
    status: 502,
    kind: "permanent",
    userMessage: "The source sent data in a shape Portage does not know.",
    remedy: "Send us the request number; nothing was written.",
  },
  "source.failed": {
    status: 502,
    kind: "retryable",
    userMessage: "The source reported an error of its own.",
    remedy: "Portage tries again by itself.",
  },
  "source.method_missing": {
    status: 502,
    kind: "permanent",
    userMessage: "The source does not offer this part of the data.",
    remedy: "It is listed under what cannot move. The rest is not affected.",
  },
  "monday.not_connected": {
    status: 409,
    kind: "needs_user",
    userMessage: "Portage has no permission to work in this monday account yet.",
    remedy:
      "Ask the person who runs this installation to set MONDAY_API_TOKEN to an API token of this account (in monday: your picture, Developers, API token) and restart Portage.",
  },
  "monday.token_of_other_account": {
    status: 409,
    kind: "needs_user",
    userMessage: "The monday token of this installation belongs to another monday account.",
    remedy:
      "Open Portage in the account the token belongs to, or ask the person who runs this installation to set MONDAY_API_TOKEN to a token of this account and restart Portage.",
  },
  "monday.not_authenticated": {
    status: 502,
    kind: "needs_user",
    userMessage: "monday no longer accepts the token Portage works with.",
    remedy: "Set a new API token, then resume. Nothing is lost.",
  },
  "monday.forbidden": {
    status: 502,
    kind: "needs_user",
    userMessage: "monday does not allow this token to do that.",
    remedy: "Give the token's user edit rights on the board or workspace, then resume.",
  },
  "monday.scope_missing": {
    status: 502,
    kind: "needs_user",
    userMessage: "A permission of the app has not been approved in monday.",
    remedy: "Approve the app's new permissions in monday's app settings, then resume.",
  },
  "monday.complexity_exceeded": {
    status: 503,
    kind: "retryable",
    userMessage: "monday's work budget for this minute is used up.",
    remedy: "Portage goes on by itself within a minute.",
  },
  "monday.rate_limited": {
    status: 503,
    kind: "retryable",
    userMessage: "monday's limit of calls a minute is reached.",
    remedy: "Portage goes on by itself within a minute.",
  },
  "monday.concurrency_exceeded": {
    status: 503,
    kind: "retryable",
    userMessage: "Too many calls to monday at the same time.",
    remedy: "Portage slows down by itself.",
  },
  "monday.daily_limit": {
    status: 503,
    kind: "retryable",
    userMessage: "monday's daily limit of calls for this account is used up.",
    remedy: "Portage goes on by itself after midnight UTC.",
  },
  "monday.locked": {
    status: 503,
    kind: "retryable",
    userMessage: "monday is changing this board at the moment.",
    remedy: "Portage tries again by itself.",
  },
  "monday.blocked": {
    status: 503,
    kind: "retryable",
    userMessage: "monday is not taking calls at the moment.",
    remedy: "Portage tries again by itself.",
  },
  "monday.unreachable": {
    status: 502,
    kind: "retryable",
    userMessage: "monday does not answer.",
    remedy: "Portage tries again by itself and first checks what has already arrived.",
  },
  "monday.internal": {
    status: 502,
    kind: "retryable",
    userMessage: "monday reported an error of its own.",
    remedy: "Portage tries again by itself and first checks what has already arrived.",
  },
  "monday.idempotency_conflict": {
    status: 503,
    kind: "retryable",
    userMessage: "monday is still working on the same call.",
    remedy: "Portage waits for its answer.",
  },
  "monday.value_refused": {
    status: 502,
    kind: "permanent",
    userMessage: "monday refused a value of this record.",
    remedy:
      "Look at the column named in the reason, correct the value or leave the column out, then retry the record.",
  },
  "monday.person_not_assignable": {
    status: 502,
    kind: "permanent",
    userMessage: "monday did not let Portage assign this person.",
    remedy:
      "Check that the person is active and not a viewer, or choose another owner, then retry the record.",
  },
  "monday.validation_rule": {
    status: 502,
    kind: "permanent",
    userMessage: "A required column or validation rule of the board refused this record.",
    remedy: "Relax the rule during the import or fill the column, then retry the record.",
  },
  "monday.name_too_long": {
    status: 502,
    kind: "permanent",
    userMessage: "monday takes item names of 1 to 255 characters.",
    remedy: "Choose another field for the item name.",
  },
  "monday.board_full": {
    status: 502,
    kind: "needs_user",
    userMessage: "The board has reached the number of items monday allows.",
    remedy: 'Choose "Read again" so that Portage splits the board, then approve the new plan.',
  },
  "monday.board_missing": {
    status: 502,
    kind: "needs_user",
    userMessage: "A board of this import was deleted in monday.",
    remedy: "Restore it from monday's recycle bin and resume, or leave the board out.",
  },
  "monday.column_missing": {
    status: 502,
    kind: "needs_user",
    userMessage: "A column of this import was removed in monday.",
    remedy: "Resume to let Portage add it again with its values, or leave the column out of the plan.",
  },
  "monday.item_missing": {
    status: 502,
    kind: "permanent",
    userMessage: "The item was deleted in monday.",
    remedy: "Restore it from monday's recycle bin and retry the record, or accept that it is gone.",
  },
  "monday.schema_conflict": {
    status: 409,
    kind: "needs_user",
    userMessage: "The board in monday does not have the shape the plan expects.",
    remedy: "Look at the board named in the reason, then approve a new plan.",
  },
  "monday.cursor_expired": {
    status: 502,
    kind: "permanent",
    userMessage: "Reading a board took longer than monday allows in one go.",
    remedy: "Resume: Portage reads the board again from its first item. Nothing is written twice.",
  },
  "monday.request_too_complex": {
    status: 502,
    kind: "retryable",
    userMessage: "One call was larger than monday allows.",
    remedy: "Portage sends smaller calls.",
  },
  "monday.unexpected": {
    status: 502,
    kind: "permanent",
    userMessage: "monday answered in a way Portage does not know.",
    remedy: "Retry the record; if it happens again, send us the request number.",
  },
  "record.invalid_value": {
    status: 422,
    kind: "permanent",
    userMessage: "A value of this record cannot be converted.",
    remedy: "Change the column's type to text, or correct the value in the source and read it again.",
  },
  "plan.not_ready": {
    status: 409,
    kind: "needs_user",
    userMessage: "There is no plan yet.",
    remedy: "Read the source first.",
  },
  "plan.stale": {
    status: 409,
    kind: "needs_user",
    userMessage: "The plan was changed in the meantime, perhaps in another tab.",
    remedy: "Look at the current plan and do it again.",
  },
  "plan.impossible_edit": {
    status: 422,
    kind: "needs_user",
    userMessage: "The plan cannot be changed like that.",
    remedy: "Choose one of the offered values.",
  },
  "plan.open_questions": {
    status: 409,
    kind: "needs_user",
    userMessage: "The plan still has questions to answer.",
    remedy: "Answer the questions marked in the plan, then approve.",
  },
  "plan.not_approved": {
    status: 409,
    kind: "needs_user",
    userMessage: "This plan has not been approved.",
    remedy: "Approve the plan you see, then start the import.",
  },
  "plan.not_accepted": {
    status: 409,
    kind: "needs_user",
    userMessage: "Some records will not arrive as they are, and nobody has accepted that yet.",
    remedy: "Read each class under sign-off, accept it or change the plan, then approve.",
  },
  "sample.not_ready": {
    status: 409,
    kind: "needs_user",
    userMessage: "No sample has been run yet.",
    remedy: "Run a sample first.",
  },
  "sample.after_import": {
    status: 409,
    kind: "needs_user",
    userMessage: "The import has begun: a sample on the real boards would change what people work with.",
    remedy: "Run the sample in a test workspace, or take the import back first.",
  },
  "sample.rehearsal_needs_workspace": {
    status: 422,
    kind: "needs_user",
    userMessage: "A rehearsal with every record goes to a test workspace, not to the real boards.",
    remedy: "Choose the test workspace, or run a sample.",
  },
  "verify.nothing_imported": {
    status: 409,
    kind: "needs_user",
    userMessage: "There is nothing to verify yet.",
    remedy: "Run the import first.",
  },
  "delta.nothing_imported": {
    status: 409,
    kind: "needs_user",
    userMessage: "Late changes can be picked up once an import has ended.",
    remedy: "Run the import first.",
  },
  "conflict.wrong_decision": {
    status: 422,
    kind: "needs_user",
    userMessage: "This conflict cannot be decided like that.",
    remedy: "Choose one of the offered decisions.",
  },
  "rollback.nothing_to_do": {
    status: 409,
    kind: "needs_user",
    userMessage: "There is nothing of Portage left to take back here.",
    remedy: "Look at the history to see what earlier rollbacks did.",
  },
  "rollback.scope_missing": {
    status: 422,
    kind: "needs_user",
    userMessage: "A rollback has to say what it takes back.",
    remedy: "Open the preview, choose everything, a run, a board or a record, and start it from there.",
  },
  "report.not_ready": {
    status: 409,
    kind: "needs_user",
    userMessage: "This document can be made after the step it is about.",
    remedy: "Finish the step first, then download it.",
  },
  "run.already_running": {
    status: 409,
    kind: "needs_user",
    userMessage: "A run of this migration is already under way.",
    remedy: "Wait until it ends, or cancel it.",
  },
  "run.illegal_transition": {
    status: 409,
    kind: "needs_user",
    userMessage: "The run is not in a state that allows this.",
    remedy: "Reload the page to see where it stands.",
  },
  "run.kind_unavailable": {
    status: 422,
    kind: "needs_user",
    userMessage: "This kind of run is not available.",
    remedy: "Read the source, or start the import.",
  },
  "migration.in_use": {
    status: 409,
    kind: "needs_user",
    userMessage: "A migration still uses this.",
    remedy: "Delete the migration first, or wait for its run to end.",
  },
  "store.disk_full": {
    status: 507,
    kind: "retryable",
    userMessage: "The disk of the Portage server is full.",
    remedy: "Free some space; Portage goes on by itself. Nothing was lost.",
  },
  "store.unavailable": {
    status: 503,
    kind: "retryable",
    userMessage: "Portage cannot reach its own storage.",
    remedy: "Portage tries again by itself. If it lasts, tell the person who runs this installation.",
  },
  "internal.bug": {
    status: 500,
    kind: "bug",
    userMessage: "Something went wrong inside Portage.",
    remedy: "Try again; if it happens again, send us the request number.",
  },
} as const satisfies Record<string, FailureRow>;

export type FailureCode = keyof typeof table;

export const failureTable: Readonly<Record<FailureCode, FailureRow>> = table;

/** One failure, ready to be answered, stored in the ledger or shown. Contains no secret and no customer value. */
export interface Failure {
  readonly code: FailureCode;
  readonly kind: FailureKind;
  /** For the operator: technical, still without secrets and customer values. */
  readonly message: string;
  readonly userMessage: string;
  readonly remedy: string;
  readonly retryAfterMs?: number;
  /** The vendor's request number, when the failure came from outside. */
  readonly vendorRequestId?: string;
  /** Field, column or board the failure is about: ids and titles only. */
  readonly where?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

export interface FailureDetail {
  readonly message: string;
  /** Replaces the table's sentence when the place of the failure allows a better one. */
  readonly userMessage?: string | undefined;
  readonly remedy?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly vendorRequestId?: string | undefined;
  readonly where?: Readonly<Record<string, string>> | undefined;
  readonly cause?: unknown;
}

/** Builds a failure from its code; sentence, remedy and kind come from the table. */
export function toFailure(code: FailureCode, detail: FailureDetail): Failure {
  const row = failureTable[code];
  return {
    code,
    kind: row.kind,
    message: detail.message,
    userMessage: detail.userMessage ?? row.userMessage,
    remedy: detail.remedy ?? row.remedy,
    ...(detail.retryAfterMs === undefined ? {} : { retryAfterMs: detail.retryAfterMs }),
    ...(detail.vendorRequestId === undefined ? {} : { vendorRequestId: detail.vendorRequestId }),
    ...(detail.where === undefined ? {} : { where: detail.where }),
    ...(detail.cause === undefined ? {} : { cause: detail.cause }),
  };
}

/** Carries a `Failure` through code that cannot return a `Result` (express handlers, streams). */
export class FailureError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(`${failure.code}: ${failure.message}`, { cause: failure.cause });
    this.name = "FailureError";
    this.failure = failure;
  }
}
