import type { Failure } from "../contract/errors.ts";
import { FailureError, failureTable, toFailure } from "../contract/errors.ts";
import type { Problem } from "../contract/setup.ts";
import { InvalidRequest } from "./invalid-request.ts";

/** Errors of express and its parsers carry a status and a `type`. */
function parserFailure(error: unknown): Failure | null {
  if (!(error instanceof Error) || !("status" in error) || typeof error.status !== "number") return null;
  if (error.status === 413) return toFailure("request.too_large", { message: "the body is too large" });
  if (error.status < 400 || error.status >= 500) return null;
  const type = "type" in error && typeof error.type === "string" ? error.type : "unreadable request";
  return toFailure("request.invalid", {
    message: type,
    userMessage: "This request cannot be read.",
    remedy: "Reload the page and try again.",
  });
}

/** Known failures stay what they are; everything else is a bug of ours and says nothing about itself. */
export function toKnownFailure(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  return parserFailure(error) ?? toFailure("internal.bug", { message: "unexpected error", cause: error });
}

/** A failure as an RFC 9457 problem document: what the admin reads and what support needs. */
export function toProblem(error: unknown, requestId: string): Problem {
  const failure = toKnownFailure(error);
  return {
    type: `urn:portage:problem:${failure.code}`,
    title: failureTable[failure.code].userMessage,
    status: failureTable[failure.code].status,
    detail: failure.userMessage,
    code: failure.code,
    kind: failure.kind,
    remedy: failure.remedy,
    requestId,
    ...(error instanceof InvalidRequest ? { fields: error.fields.map((field) => ({ ...field })) } : {}),
  };
}
