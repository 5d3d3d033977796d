import type { RequestHandler } from "express";
import { rateLimit } from "express-rate-limit";
import { FailureError, toFailure } from "../../contract/errors.ts";
import { actorOf } from "./sign-in.ts";

const windowMs = 60_000;

/** Bounds the requests of one account a minute, however many people of it are looking. */
export function accountRateLimit(perMinute: number): RequestHandler {
  return rateLimit({
    windowMs,
    limit: perMinute,
    standardHeaders: "draft-8",
    legacyHeaders: false,
    keyGenerator: (req) => actorOf(req).accountId,
    handler: (_req, _res, next) => {
      const failure = toFailure("request.rate_limited", { message: "account limit", retryAfterMs: windowMs });
      next(new FailureError(failure));
    },
  });
}
