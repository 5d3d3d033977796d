import type { ErrorRequestHandler, RequestHandler } from "express";
import { FailureError, failureTable, toFailure } from "../../contract/errors.ts";
import type { Logger } from "../../engine/deps.ts";
import { toKnownFailure, toProblem } from "../problem.ts";
import { requestIdOf } from "./request-id.ts";

/** Whatever nobody answered. */
export const notFound: RequestHandler = (req, _res, next) => {
  next(new FailureError(toFailure("request.not_found", { message: `no route for ${req.method}` })));
};

/** The one place that answers errors. Bugs and failures of the server are logged here, once. */
export function answerErrors(logger: Logger): ErrorRequestHandler {
  return (error, req, res, next) => {
    const failure = toKnownFailure(error);
    const requestId = requestIdOf(res);
    const { status } = failureTable[failure.code];
    const event = { event: "request_failed", requestId, method: req.method, code: failure.code };
    if (failure.kind === "bug") logger.error({ ...event, err: error });
    else if (status >= 500 && !res.closed) logger.warn({ ...event, detail: failure.message });
    // Who asked has gone: nobody reads the answer.
    if (res.closed) return;
    if (res.headersSent) {
      next(error);
      return;
    }
    if (failure.retryAfterMs !== undefined) {
      res.setHeader("retry-after", String(Math.ceil(failure.retryAfterMs / 1000)));
    }
    res
      .status(status)
      .type("application/problem+json")
      .send(JSON.stringify(toProblem(error, requestId)));
  };
}
