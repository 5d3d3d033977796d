import type { Failure } from "./errors.ts";

/** Outcome of anything that may fail for a reason we expect. Bugs throw instead. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure };

/** A call that went well. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** A call that failed in an expected way. */
export function err(error: Failure): { readonly ok: false; readonly error: Failure } {
  return { ok: false, error };
}

/** Fails to compile when a union gained a member that a switch does not handle. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${String(value)}`);
}
