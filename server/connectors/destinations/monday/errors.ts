import { z } from "zod";
import type { Failure, FailureCode } from "../../../contract/errors.ts";
import { toFailure } from "../../../contract/errors.ts";
import type { VendorError } from "./vendor-errors.ts";

export interface ReplyMeta {
  readonly httpStatus: number;
  readonly requestId: string | null;
  /** What the reply's headers say about waiting. */
  readonly retryAfterMs: number | null;
  readonly nowMs: number;
}

/** `executed` false: monday did nothing. True: it may have. */
export interface Classified {
  readonly failure: Failure;
  readonly executed: boolean;
}

interface Rule {
  readonly code: FailureCode;
  readonly executed?: boolean;
  readonly userMessage?: string;
  readonly remedy?: string;
}

/** By `extensions.code` (docs error handling 2026-09, and codes seen live by others). Keys are lower case. */
const byCode: Readonly<Record<string, Rule>> = {
  complexity_budget_exhausted: { code: "monday.complexity_exceeded" },
  complexityexception: { code: "monday.complexity_exceeded" },
  request_max_complexity_exceeded: { code: "monday.request_too_complex" },
  rate_limit_exceeded: { code: "monday.rate_limited" },
  ip_rate_limit_exceeded: { code: "monday.rate_limited" },
  maxconcurrencyexceeded: { code: "monday.concurrency_exceeded" },
  field_limit_exceeded: { code: "monday.concurrency_exceeded" },
  daily_limit_exceeded: { code: "monday.daily_limit" },
  // The twin of this call is at work: it may yet have its effect.
  idempotency_conflict: { code: "monday.idempotency_conflict", executed: true },
  resourcelocked: { code: "monday.locked" },
  resource_locked: { code: "monday.locked" },
  revision_mismatch: { code: "monday.locked" },
  api_temporarily_blocked: { code: "monday.blocked" },
  internal_server_error: { code: "monday.internal", executed: true },
  not_authenticated: { code: "monday.not_authenticated" },
  unauthorized: { code: "monday.not_authenticated" },
  user_access_denied: {
    code: "monday.forbidden",
    userMessage:
      "The monday user Portage works as is inactive, a viewer, or has not confirmed the e-mail address.",
    remedy: "Activate that user or set the token of another admin, then resume.",
  },
  userunauthorizedexception: { code: "monday.forbidden" },
  user_unauthorized: { code: "monday.forbidden" },
  missingrequiredpermissions: { code: "monday.scope_missing" },
  unauthorized_field_or_type: { code: "monday.scope_missing" },
  columnvalueexception: { code: "monday.value_refused" },
  correctedvalueexception: { code: "monday.value_refused" },
  data_validations_error: { code: "monday.validation_rule" },
  itemnametoolongexception: { code: "monday.name_too_long" },
  itemslimitationexception: { code: "monday.board_full" },
  account_capacity_exceeded: { code: "monday.board_full" },
  invalidboardidexception: { code: "monday.board_missing" },
  invaliditemidexception: { code: "monday.item_missing" },
  resourcenotfoundexception: { code: "monday.item_missing" },
  invalidcolumnidexception: { code: "monday.column_missing" },
  invalidgroupidexception: {
    code: "monday.schema_conflict",
    userMessage: "A group of this import was removed in monday.",
    remedy: "Resume to let Portage add it again.",
  },
  invaliduseridexception: { code: "monday.person_not_assignable" },
  cursorexpirederror: { code: "monday.cursor_expired" },
  invalidcolumntypeexception: { code: "monday.schema_conflict" },
};

/** By words, for errors that come without a code. */
const byText: readonly (readonly [RegExp, Rule])[] = [
  [/complexity budget exhausted/i, { code: "monday.complexity_exceeded" }],
  [/daily limit/i, { code: "monday.daily_limit" }],
  [/concurrency limit/i, { code: "monday.concurrency_exceeded" }],
  [/rate limit exceeded|minute limit rate exceeded/i, { code: "monday.rate_limited" }],
  [/currently locked/i, { code: "monday.locked" }],
  [
    /your ip is restricted/i,
    {
      code: "monday.forbidden",
      userMessage: "monday does not accept calls from the address of this server.",
      remedy: "Add the server's address to the IP allow-list in monday's security settings, then resume.",
    },
  ],
  [/not authenticated/i, { code: "monday.not_authenticated" }],
];

const byStatus: Readonly<Record<number, Rule>> = {
  401: { code: "monday.not_authenticated" },
  403: { code: "monday.forbidden" },
  409: { code: "monday.idempotency_conflict", executed: true },
  413: { code: "monday.request_too_complex" },
  423: { code: "monday.locked" },
  429: { code: "monday.rate_limited" },
};

/** Turns an error of monday into one of ours: code first, then the status in the body, then the status of HTTP. */
export function classify(error: VendorError, meta: ReplyMeta): Classified {
  const rule = refine(ruleFor(error, meta), error);
  const named = safeCode(error.code) ?? `status ${error.status ?? meta.httpStatus}`;
  const where = whereOf(error.data);
  const failure = toFailure(rule.code, {
    message: `monday answered ${named}${where.columnType ? ` for a ${where.columnType} column` : ""}`,
    userMessage: rule.userMessage,
    remedy: rule.remedy,
    retryAfterMs: retryAfter(rule.code, error, meta),
    vendorRequestId: meta.requestId ?? undefined,
    where: Object.keys(where).length > 0 ? where : undefined,
  });
  return { failure, executed: rule.executed ?? false };
}

function ruleFor(error: VendorError, meta: ReplyMeta): Rule {
  const known = error.code === null ? undefined : byCode[error.code.toLowerCase()];
  if (known) return known;
  const text = `${error.code ?? ""} ${error.text}`;
  const worded = byText.find(([pattern]) => pattern.test(text));
  if (worded) return worded[1];
  // A code we do not know with status 200 is monday refusing for a reason of its own, not a fault.
  if (error.status !== null && error.status !== 200) return statusRule(error.status);
  if (error.code !== null && meta.httpStatus === 200) return { code: "monday.unexpected" };
  return statusRule(meta.httpStatus);
}

function statusRule(status: number): Rule {
  const known = byStatus[status];
  if (known) return known;
  return status >= 500 ? { code: "monday.internal", executed: true } : { code: "monday.unexpected" };
}

function refine(rule: Rule, error: VendorError): Rule {
  const about = `${error.text} ${textOf(error.data, "error_code")}`;
  if (rule.code === "monday.value_refused" && /invalidPersonAssignment/i.test(about)) {
    return { code: "monday.person_not_assignable" };
  }
  return rule;
}

/** Defaults for errors that name no time: short for locks and crowding, a minute for minute budgets. */
const usualWaitMs: Partial<Record<FailureCode, number>> = {
  "monday.complexity_exceeded": 60_000,
  "monday.rate_limited": 60_000,
  "monday.concurrency_exceeded": 1_000,
  "monday.locked": 2_000,
  "monday.idempotency_conflict": 5_000,
  "monday.blocked": 300_000,
};
const DAY_MS = 86_400_000;

function retryAfter(code: FailureCode, error: VendorError, meta: ReplyMeta): number | undefined {
  const told = error.retryAfterMs ?? meta.retryAfterMs;
  if (told !== null) return told;
  // Daily limits start again at 00:00 UTC.
  if (code === "monday.daily_limit") return DAY_MS - (meta.nowMs % DAY_MS);
  return usualWaitMs[code];
}

/** monday's codes are words; anything else might carry text of a record. */
function safeCode(code: string | null): string | null {
  return code !== null && /^[A-Za-z][A-Za-z_]{0,59}$/.test(code) ? code : null;
}

/** Ids and types of what an error is about; never values. */
function whereOf(data: unknown): Record<string, string> {
  const where: Record<string, string> = {};
  const entries = Array.isArray(data) ? data : [data];
  const columns = entries.flatMap((entry) => columnIdsOf(entry));
  if (columns.length > 0) where.column = [...new Set(columns)].slice(0, 5).join(", ");
  const type = textOf(data, "column_type");
  if (/^[a-zA-Z_]{1,40}$/.test(type)) where.columnType = type;
  const board = textOf(data, "board_id");
  if (/^\d{1,20}$/.test(board)) where.boardId = board;
  return where;
}

function columnIdsOf(entry: unknown): readonly string[] {
  const listed = z.looseObject({ columnIds: z.array(z.string()) }).safeParse(entry);
  const ids = listed.success ? listed.data.columnIds : [textOf(entry, "column_id")];
  return ids.filter((id) => /^[\w-]{1,60}$/.test(id));
}

function textOf(data: unknown, key: string): string {
  const parsed = z.record(z.string(), z.unknown()).safeParse(data);
  const value = parsed.success ? parsed.data[key] : undefined;
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
