/**
 * Calls to Bizstim: GET only, one at a time. A call takes its turn from the hourly budget of a key, tries again
 * by itself when the line or the server failed for a moment, and comes back as a value.
 */
import { createHash } from "node:crypto";
import type { Failure } from "../../../contract/errors.ts";
import { toFailure } from "../../../contract/errors.ts";
import type { Result } from "../../../contract/result.ts";
import { err, ok } from "../../../contract/result.ts";
import type { HttpGet } from "../../transport/http-get.ts";
import type { ReportCall, SourceBudgets } from "../../types.ts";
import { toReport } from "./call-report.ts";
import type { Verdict } from "./classify.ts";
import { classifyAnswer, classifyTrouble } from "./classify.ts";
import type { BudgetOptions } from "./limits.ts";
import { bucketOf, retryDelaysMs, windowMarginMs, windowMs } from "./limits.ts";

export interface CallDeps {
  readonly get: HttpGet;
  readonly budgets: SourceBudgets;
  readonly sleep: (delayMs: number, signal: AbortSignal) => Promise<void>;
  readonly now: () => number;
  /** Told of every call that was made. */
  readonly reportCall?: ReportCall | undefined;
}

export interface KeyOptions extends BudgetOptions {
  /** First key first; the next one is used when the one before is spent. */
  readonly keys: readonly string[];
}

export interface KeyedCalls {
  /** Sends under the first key that has a call left and is accepted. */
  send(method: string, path: string, signal: AbortSignal): Promise<Result<Verdict>>;
  /** One call under each key, so that a bad second key is not found out in the middle of a run. */
  checkKeys(signal: AbortSignal): Promise<Result<void>>;
  /** Calls sent so far, repetitions included. */
  made(): number;
  /** Calls left in this hour over all keys, for the method. */
  left(method: string): Promise<number>;
}

interface Key {
  readonly text: string;
  /** Names the key in budgets and labels without telling it. */
  readonly print: string;
}

/** First 16 hex digits of the key's SHA-256. */
export function keyPrint(key: string): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 16);
}

const headersFor = (key: Key) => ({
  "x-api-key": key.text,
  accept: "application/json",
  "cache-control": "no-cache",
});

/** What can stand in a header: visible ASCII. Anything else was not copied from Bizstim. */
const sendable = /^[\x21-\x7e]+$/;

const unusableKey = (why: string): Failure =>
  toFailure("connection.key_refused", { message: `bizstim: ${why}` });

/** Says which of two keys a refusal is about. */
function nameKey(error: Failure, index: number): Failure {
  if (index === 0 || error.code !== "connection.key_refused") return error;
  return { ...error, userMessage: "The source does not accept the second API key." };
}

const isWorthRetrying = (error: Failure): boolean =>
  error.code === "source.unreachable" || error.code === "source.failed" || error.code === "source.not_json";

export function createKeyedCalls(deps: CallDeps, options: KeyOptions): KeyedCalls {
  const keys: readonly Key[] = options.keys.map((text) => ({ text, print: keyPrint(text) }));
  let made = 0;

  const callOnce = async (key: Key, method: string, path: string, signal: AbortSignal): Promise<Verdict> => {
    made += 1;
    const startedAt = deps.now();
    const answer = await deps.get(`/${method}/${path}?format=json`, headersFor(key), signal);
    const verdict: Verdict =
      answer.kind === "trouble"
        ? { kind: "failure", error: classifyTrouble(method, answer) }
        : classifyAnswer(method, answer, options.keys);
    deps.reportCall?.(toReport(method, verdict, deps.now() - startedAt));
    return verdict;
  };

  /** Sends under one key; null when the key has no call left, with the wait noted. */
  const sendWith = async (
    key: Key,
    method: string,
    path: string,
    signal: AbortSignal,
  ): Promise<{ verdict: Verdict } | { retryAfterMs: number }> => {
    const bucket = bucketOf(options.scope, key.print, method);
    for (let attempt = 0; ; attempt += 1) {
      const turn = await deps.budgets.take({ bucket, limit: options.callsPerHour, windowMs });
      if (!turn.granted) return { retryAfterMs: turn.retryAfterMs + windowMarginMs };
      const verdict = await callOnce(key, method, path, signal);
      if (verdict.kind === "throttled") {
        const { retryAfterMs } = await deps.budgets.exhaust({ bucket, windowMs });
        return { retryAfterMs: retryAfterMs + windowMarginMs };
      }
      const delayMs = retryDelaysMs[attempt];
      if (
        verdict.kind !== "failure" ||
        !isWorthRetrying(verdict.error) ||
        delayMs === undefined ||
        signal.aborted
      )
        return { verdict };
      await deps.sleep(delayMs, signal);
    }
  };

  const send = async (method: string, path: string, signal: AbortSignal): Promise<Result<Verdict>> => {
    const waits: number[] = [];
    let refused: Failure | null = null;
    for (const key of keys) {
      const sent = await sendWith(key, method, path, signal);
      if ("retryAfterMs" in sent) {
        waits.push(sent.retryAfterMs);
        continue;
      }
      if (sent.verdict.kind === "failure" && sent.verdict.error.code === "connection.key_refused") {
        refused = sent.verdict.error;
        continue;
      }
      return ok(sent.verdict);
    }
    if (waits.length === 0) return err(refused ?? unusableKey("no API key was given"));
    const retryAfterMs = Math.min(...waits);
    return err(
      toFailure("source.throttled", { message: `bizstim ${method}: hourly budget is used up`, retryAfterMs }),
    );
  };

  const checkKeys = async (signal: AbortSignal): Promise<Result<void>> => {
    if (keys.length === 0) return err(unusableKey("no API key was given"));
    for (const [index, key] of keys.entries()) {
      if (!sendable.test(key.text))
        return err(nameKey(unusableKey("the key has characters no key has"), index));
      const sent = await sendWith(key, "clients", "0/1", signal);
      // A key that has no call left was accepted before.
      if ("retryAfterMs" in sent || sent.verdict.kind !== "failure") continue;
      return err(nameKey(sent.verdict.error, index));
    }
    return ok(undefined);
  };

  return {
    send,
    checkKeys,
    made: () => made,
    async left(method) {
      let left = 0;
      for (const key of keys) {
        const bucket = bucketOf(options.scope, key.print, method);
        left += await deps.budgets.left({ bucket, limit: options.callsPerHour, windowMs });
      }
      return left;
    },
  };
}
