import type { RequestHandler, Response } from "express";

const header = "x-request-id";

/** Gives every request a number of ours; one sent by the caller is not trusted. */
export function requestId(ids: { next(): string }): RequestHandler {
  return (_req, res, next) => {
    res.setHeader(header, ids.next());
    next();
  };
}

export function requestIdOf(res: Response): string {
  const id = res.getHeader(header);
  return typeof id === "string" ? id : "";
}
