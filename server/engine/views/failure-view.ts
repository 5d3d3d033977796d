import type { Failure } from "../../contract/errors.ts";
import type { FailureView } from "../../contract/run.ts";

/** The part of a failure that people and the ledger see. */
export function toFailureView(failure: Failure): FailureView {
  return {
    code: failure.code,
    kind: failure.kind,
    userMessage: failure.userMessage,
    remedy: failure.remedy,
    ...(failure.where === undefined ? {} : { where: { ...failure.where } }),
  };
}
