/** Limits of the Bizstim API, with where each figure comes from (all checked 2026-11). */

/**
 * 1,000 requests an hour; vendors disagree whether per key or per key and method. We stop at 950 so that a person
 * using the same key is not shut out. The window is fixed and opens with its first counted call. Facts 5.
 */
export const usualCallsPerHour = 950;
export const windowMs = 3_600_000;
/** The server's clock and ours differ; come back a little later than computed. */
export const windowMarginMs = 5_000;

/** The vendor's own sample gives up after 30 s. Facts 2. */
export const timeoutMs = 30_000;
/** A thousand sessions are below 2 MB; this bound only stops a server that never ends. */
export const maxAnswerBytes = 32 * 1024 * 1024;
/** Nothing is published about concurrency; each source reads one call at a time, several sources share these. */
export const connections = 8;

/** Waits between the four tries of one call when the line or the server fails. */
export const retryDelaysMs: readonly number[] = [500, 2_000, 6_000];

export type BudgetScope = "key_and_method" | "key";

/** Option of a run: count all calls of a key together, whatever the method. */
export const sharedLimitOption = "shared_limit";

export interface BudgetOptions {
  readonly scope: BudgetScope;
  readonly callsPerHour: number;
}

/** Name of the budget a call counts against. */
export function bucketOf(scope: BudgetScope, print: string, method: string): string {
  return scope === "key" ? `bizstim:${print}` : `bizstim:${print}:GET:${method}`;
}
