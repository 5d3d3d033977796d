import { type Problem, problemSchema } from "./contract.ts";

/**
 * A request that did not succeed, in words an admin can act on. `userMessage` says what is wrong, `remedy` what to
 * do about it, `requestId` (empty when the server was not reached) is what support asks for.
 */
export class ApiError extends Error {
  readonly code: string;
  readonly kind: string;
  readonly status: number;
  readonly userMessage: string;
  readonly remedy: string;
  readonly requestId: string;
  readonly fields: ReadonlyArray<{ readonly path: string; readonly message: string }>;

  constructor(problem: Omit<Problem, "type" | "title">, options?: ErrorOptions) {
    super(`${problem.code}: ${problem.detail}`, options);
    this.name = "ApiError";
    this.code = problem.code;
    this.kind = problem.kind;
    this.status = problem.status;
    this.userMessage = problem.detail;
    this.remedy = problem.remedy;
    this.requestId = problem.requestId;
    this.fields = problem.fields ?? [];
  }
}

/** Reads a problem document; anything else (a proxy's error page) becomes a generic failure with the status. */
export async function toApiError(response: Response): Promise<ApiError> {
  const parsed = problemSchema.safeParse(await response.json().catch(() => null));
  if (parsed.success) return new ApiError(parsed.data);
  return new ApiError({
    status: response.status,
    code: "client.unexpected_answer",
    kind: response.status >= 500 ? "retryable" : "bug",
    detail: `The Portage server answered in a way this page does not understand (${response.status}).`,
    remedy: "Try again in a minute. If it lasts, tell the person who runs this installation.",
    requestId: response.headers.get("x-request-id") ?? "",
  });
}

/** The server could not be reached at all. */
export function toNetworkError(cause: unknown): ApiError {
  return new ApiError(
    {
      status: 0,
      code: "client.offline",
      kind: "retryable",
      detail: "The Portage server does not answer.",
      remedy: "Check your internet connection. A run that was started goes on without this page.",
      requestId: "",
    },
    { cause },
  );
}

/** The server answered with something the contract does not allow: page and server are of different versions. */
export function toShapeError(cause: unknown, requestId: string): ApiError {
  return new ApiError(
    {
      status: 200,
      code: "client.version_mismatch",
      kind: "bug",
      detail: "This page and the Portage server do not fit together.",
      remedy: "Reload the page. If it happens again, send us the request number.",
      requestId,
    },
    { cause },
  );
}

/** monday did not hand out a session token in time. */
export function toSignInError(cause: unknown): ApiError {
  return new ApiError(
    {
      status: 401,
      code: "client.no_session",
      kind: "needs_user",
      detail: "monday did not confirm who you are.",
      remedy: "Reload the page inside monday. If it happens again, sign in to monday again.",
      requestId: "",
    },
    { cause },
  );
}
