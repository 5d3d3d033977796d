import { describe, expect, it } from "vitest";
import type { FailureCode } from "../../../contract/errors.ts";
import { classify } from "./errors.ts";
import { readVendorErrors } from "./vendor-errors.ts";

const meta = {
  httpStatus: 200,
  requestId: "r-1",
  retryAfterMs: null,
  nowMs: Date.UTC(2026, 10, 21, 23, 0, 0),
};

/** Every code and message of the platform's error table, and what becomes of it. */
const table: readonly (readonly [string, number, FailureCode])[] = [
  ["COMPLEXITY_BUDGET_EXHAUSTED", 429, "monday.complexity_exceeded"],
  ["ComplexityException", 429, "monday.complexity_exceeded"],
  ["REQUEST_MAX_COMPLEXITY_EXCEEDED", 200, "monday.request_too_complex"],
  ["RATE_LIMIT_EXCEEDED", 429, "monday.rate_limited"],
  ["IP_RATE_LIMIT_EXCEEDED", 429, "monday.rate_limited"],
  ["maxConcurrencyExceeded", 429, "monday.concurrency_exceeded"],
  ["FIELD_LIMIT_EXCEEDED", 429, "monday.concurrency_exceeded"],
  ["DAILY_LIMIT_EXCEEDED", 429, "monday.daily_limit"],
  ["IDEMPOTENCY_CONFLICT", 409, "monday.idempotency_conflict"],
  ["API_TEMPORARILY_BLOCKED", 200, "monday.blocked"],
  ["INTERNAL_SERVER_ERROR", 500, "monday.internal"],
  ["NOT_AUTHENTICATED", 401, "monday.not_authenticated"],
  ["Unauthorized", 401, "monday.not_authenticated"],
  ["USER_ACCESS_DENIED", 403, "monday.forbidden"],
  ["UserUnauthorizedException", 403, "monday.forbidden"],
  ["USER_UNAUTHORIZED", 403, "monday.forbidden"],
  ["missingRequiredPermissions", 200, "monday.scope_missing"],
  ["UNAUTHORIZED_FIELD_OR_TYPE", 200, "monday.scope_missing"],
  ["ColumnValueException", 200, "monday.value_refused"],
  ["CorrectedValueException", 200, "monday.value_refused"],
  ["DATA_VALIDATIONS_ERROR", 422, "monday.validation_rule"],
  ["ItemNameTooLongException", 200, "monday.name_too_long"],
  ["ItemsLimitationException", 200, "monday.board_full"],
  ["CursorExpiredError", 200, "monday.cursor_expired"],
  ["InvalidBoardIdException", 200, "monday.board_missing"],
  ["InvalidItemIdException", 200, "monday.item_missing"],
  ["ResourceNotFoundException", 404, "monday.item_missing"],
  ["InvalidColumnIdException", 200, "monday.column_missing"],
  ["InvalidGroupIdException", 200, "monday.schema_conflict"],
  ["InvalidUserIdException", 200, "monday.person_not_assignable"],
  ["InvalidColumnTypeException", 200, "monday.schema_conflict"],
  ["REVISION_MISMATCH", 409, "monday.locked"],
  ["InvalidArgumentException", 200, "monday.unexpected"],
  ["INVALID_INPUT", 200, "monday.unexpected"],
  ["MaxQueryLimitExceededException", 200, "monday.unexpected"],
  ["RecordInvalidException", 422, "monday.unexpected"],
  ["CreateBoardException", 200, "monday.unexpected"],
  ["InvalidVersionException", 200, "monday.unexpected"],
  ["JsonParseException", 400, "monday.unexpected"],
  ["GRAPHQL_VALIDATION_FAILED", 400, "monday.unexpected"],
  ["Internal Server Error", 500, "monday.internal"],
];
const worded: readonly (readonly [string, number, FailureCode])[] = [
  ["Minute limit rate exceeded", 429, "monday.rate_limited"],
  ["Rate Limit Exceeded", 429, "monday.rate_limited"],
  ["Concurrency limit exceeded", 429, "monday.concurrency_exceeded"],
  ["Resource is currently locked, please try again later", 423, "monday.locked"],
  ["Your ip is restricted", 401, "monday.forbidden"],
  ["Not Authenticated", 401, "monday.not_authenticated"],
];

function only(body: unknown) {
  const [error] = readVendorErrors(body);
  if (!error) throw new Error("no error read");
  return error;
}

describe("classify", () => {
  it.each(table)("knows %s in today's shape", (code, status, expected) => {
    const body = { errors: [{ message: "m", extensions: { code, status_code: status } }] };
    expect(classify(only(body), meta).failure.code).toBe(expected);
  });

  it.each(table)("knows %s in the older shape", (code, status, expected) => {
    const body = { error_code: code, error_message: "m", status_code: status, error_data: {} };
    expect(classify(only(body), meta).failure.code).toBe(expected);
  });

  it.each(worded)("knows “%s” by its words", (message, status, expected) => {
    expect(classify(only({ errors: [{ message }] }), { ...meta, httpStatus: status }).failure.code).toBe(
      expected,
    );
    expect(classify(only({ error_message: message, status_code: status }), meta).failure.code).toBe(expected);
  });

  it.each([
    [401, "monday.not_authenticated", false],
    [403, "monday.forbidden", false],
    [409, "monday.idempotency_conflict", true],
    [423, "monday.locked", false],
    [429, "monday.rate_limited", false],
    [500, "monday.internal", true],
    [502, "monday.internal", true],
    [504, "monday.internal", true],
    [400, "monday.unexpected", false],
  ] as const)("falls back to HTTP status %i", (httpStatus, code, executed) => {
    const classified = classify(only({ errors: [{ message: "?" }] }), { ...meta, httpStatus });
    expect(classified.failure.code).toBe(code);
    expect(classified.executed).toBe(executed);
  });

  it("reads every way of saying how long to wait", () => {
    const extensions = { code: "RATE_LIMIT_EXCEEDED" };
    const wait = (more: object, header: number | null = null) =>
      classify(only({ errors: [{ message: "", extensions: { ...extensions, ...more } }] }), {
        ...meta,
        retryAfterMs: header,
      }).failure.retryAfterMs;
    expect(wait({ retry_in_seconds: 7 })).toBe(7_000);
    expect(wait({ retryAfterMs: 1_234 })).toBe(1_234);
    expect(wait({}, 9_000)).toBe(9_000);
    expect(wait({})).toBe(60_000);
  });

  it("waits for midnight UTC when the day is used up", () => {
    const body = { errors: [{ message: "", extensions: { code: "DAILY_LIMIT_EXCEEDED" } }] };
    expect(classify(only(body), meta).failure.retryAfterMs).toBe(3_600_000);
  });

  it("names column and type, never the value", () => {
    const message = 'invalidPersonAssignment: "Jane Doe" of jane@secret.example';
    const error_data = { column_id: "owner", column_type: "people", column_value: "jane@secret.example" };
    const body = { errors: [{ message, extensions: { code: "ColumnValueException", error_data } }] };
    const { failure } = classify(only(body), meta);
    expect(failure).toMatchObject({
      code: "monday.person_not_assignable",
      where: { column: "owner", columnType: "people" },
    });
    expect(JSON.stringify(failure)).not.toMatch(/jane|Doe/i);
  });

  it("reads the list form of validation errors", () => {
    const error_data = [{ itemId: 1, columnIds: ["stage", "email"], message: "Jane is wrong" }];
    const body = { errors: [{ message: "", extensions: { code: "DATA_VALIDATIONS_ERROR", error_data } }] };
    expect(classify(only(body), meta).failure.where).toEqual({ column: "stage, email" });
  });

  it("keeps a code that is no code out of the message", () => {
    const body = { errors: [{ message: "", extensions: { code: "Jane <jane@secret.example>" } }] };
    expect(classify(only(body), meta).failure.message).not.toContain("jane");
  });

  it("keeps the path of each error", () => {
    const body = {
      errors: [
        { message: "a", path: ["w3"] },
        { message: "b", path: ["w5", "id"] },
      ],
      error_code: "ColumnValueException",
    };
    expect(readVendorErrors(body).map(({ path, code }) => [path[0], code])).toEqual([
      ["w3", "ColumnValueException"],
      ["w5", "ColumnValueException"],
    ]);
  });

  it("finds no error in something else", () => {
    expect(readVendorErrors("<html>")).toEqual([]);
    expect(readVendorErrors({ data: {} })).toEqual([]);
  });
});
