import type { z } from "zod";
import { type Failure, toFailure } from "../../../../contract/errors.ts";
import { err, ok, type Result } from "../../../../contract/result.ts";
import type { ReportCall } from "../../../types.ts";
import { classify } from "../errors.ts";
import { INSIDE_WAIT_MAX_MS } from "../limits.ts";
import type { BoardLocks } from "../pacing/board-locks.ts";
import type { CostBook } from "../pacing/cost-book.ts";
import type { Pacer } from "../pacing/pacer.ts";
import type { VendorError } from "../vendor-errors.ts";
import { toReport } from "./call-report.ts";
import type { MondayDocument } from "./documents.ts";
import type { Exchange, Transport } from "./transport.ts";

export interface Call {
  readonly document: MondayDocument;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What the cost is remembered under, and how many parts of that kind the call has; default: the document, 1. */
  readonly cost?: { readonly kind: string; readonly count: number };
  /** The board a call is about; of mutations on one board there are never two at once. */
  readonly boardId?: string;
  /** How many things the call does, for its report; default what its cost counts. */
  readonly parts?: number;
  /** External ids of the records in the call, for its report. */
  readonly records?: readonly string[];
  readonly idempotencyKey?: string;
  /** A mutation that has the same end when it is executed twice: a lost answer is simply asked for again. */
  readonly repeatable?: boolean;
  readonly createsBoard?: boolean;
  /** Told when the answer is the one monday gave before under the same key. */
  readonly replayed?: () => void;
  /** Waits up to this long are spent inside; default 5 s. */
  readonly maxWaitMs?: number;
  readonly signal: AbortSignal;
}

export type Answer = Extract<Exchange, { kind: "answered" }> & { readonly tookMs: number };
export type CallOutcome = Answer | { readonly kind: "refused" | "doubtful"; readonly error: Failure };

/** Paced calls to monday. Short waits and safe repetitions happen inside, everything else is reported. */
export interface MondayClient {
  /** A mutation sent under an idempotency key; a repetition inside uses the same key. */
  mutate(call: Call): Promise<CallOutcome>;
  /** A query, repeated when its answer is lost; any error makes it fail. */
  query<T>(call: Call, schema: z.ZodType<T>): Promise<Result<T>>;
  /** A mutation whose failure needs no finer answer: first error, parsed result. */
  change<T>(call: Call, schema: z.ZodType<T>): Promise<Result<T>>;
  callsMade(): number;
}

export interface ClientDeps {
  readonly transport: Transport;
  readonly pacer: Pacer;
  readonly locks: BoardLocks;
  readonly costs: CostBook;
  readonly now: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly random: () => number;
  /** Told of every call that was made. */
  readonly reportCall?: ReportCall;
}

/** Tries of one call inside the connector, the first included. */
const TRIES_MAX = 3;
/** First pause before a repetition that monday named no time for; doubles, plus up to as much at random. */
const BACKOFF_MS = 400;

export function createMondayClient(deps: ClientDeps): MondayClient {
  let calls = 0;

  async function sendOnce(call: Call, operation: "query" | "mutation"): Promise<CallOutcome> {
    const cost = call.cost ?? { kind: call.document.name, count: 1 };
    const turn = await deps.pacer.acquire(
      {
        operation,
        complexity: deps.costs.expect(operation, cost.kind, cost.count),
        createsBoard: call.createsBoard ?? false,
        maxWaitMs: call.maxWaitMs ?? INSIDE_WAIT_MAX_MS,
      },
      call.signal,
    );
    if (!("granted" in turn)) return { kind: "refused", error: turn };
    calls++;
    const startedAt = deps.now();
    const exchange = await deps.transport.send({
      text: call.document.text,
      variables: call.variables,
      idempotencyKey: operation === "mutation" ? (call.idempotencyKey ?? null) : null,
      signal: call.signal,
    });
    const complexity = exchange.kind === "answered" ? complexityOf(exchange.data) : null;
    const tookMs = deps.now() - startedAt;
    deps.reportCall?.(toReport(call, operation, exchange, { tookMs, complexity }));
    if (complexity !== null) deps.costs.learn(cost.kind, cost.count, complexity);
    turn.done({
      rates: exchange.rates,
      complexity,
      failure: exchange.kind === "answered" ? null : exchange.error,
    });
    if (exchange.kind !== "answered") return exchange;
    if (exchange.replayed) call.replayed?.();
    const { complexity: _cost, ...data } = exchange.data;
    return { ...exchange, data, tookMs };
  }

  async function withBoard<T>(call: Call, cancelled: T, work: () => Promise<T>): Promise<T> {
    if (call.boardId === undefined) return work();
    const release = await deps.locks.take(call.boardId, call.signal);
    if (!release) return cancelled;
    try {
      return await work();
    } finally {
      release();
    }
  }

  /** Pause before the next try, or null when the outcome has to be reported as it is. */
  function pause(outcome: CallOutcome, tries: number, repeatDoubtful: boolean): number | null {
    if (outcome.kind === "answered" || tries >= TRIES_MAX) return null;
    if (outcome.error.kind !== "retryable" || outcome.error.code === "monday.request_too_complex")
      return null;
    // The twin of this call is still at work: under the same key its answer comes next.
    const isTwin = outcome.error.code === "monday.idempotency_conflict";
    if (outcome.kind === "doubtful" && !repeatDoubtful && !isTwin) return null;
    const told = outcome.error.retryAfterMs;
    if (told !== undefined) return told <= INSIDE_WAIT_MAX_MS ? told : null;
    return BACKOFF_MS * 2 ** (tries - 1) * (1 + deps.random());
  }

  async function send(
    call: Call,
    operation: "query" | "mutation",
    repeatDoubtful: boolean,
  ): Promise<CallOutcome> {
    for (let tries = 1; ; tries++) {
      const outcome = await sendOnce(call, operation);
      const pauseMs = pause(outcome, tries, repeatDoubtful);
      if (pauseMs === null || call.signal.aborted) return outcome;
      await deps.sleep(pauseMs, call.signal).catch(() => undefined);
    }
  }

  const cancelled: CallOutcome = {
    kind: "refused",
    error: toFailure("monday.unreachable", { message: "The call was cancelled before it was sent" }),
  };

  return {
    callsMade: () => calls,
    mutate: (call) => withBoard(call, cancelled, () => send(call, "mutation", call.repeatable ?? false)),
    async query(call, schema) {
      return parseOutcome(await send(call, "query", true), call, schema);
    },
    async change(call, schema) {
      const repeatable = call.idempotencyKey !== undefined;
      return parseOutcome(
        await withBoard(call, cancelled, () => send(call, "mutation", repeatable)),
        call,
        schema,
      );
    },
  };
}

function parseOutcome<T>(outcome: CallOutcome, call: Call, schema: z.ZodType<T>): Result<T> {
  if (outcome.kind !== "answered") return err(outcome.error);
  const [first] = outcome.errors;
  if (first) return err(failureOf(first, outcome));
  const parsed = schema.safeParse(outcome.data);
  if (parsed.success) return ok(parsed.data);
  const places = parsed.error.issues.slice(0, 3).map((issue) => issue.path.join("."));
  const message = `monday's answer to ${call.document.name} has an unknown shape at ${places.join(", ")}`;
  return err(
    toFailure("monday.unexpected", { message, vendorRequestId: outcome.meta.requestId ?? undefined }),
  );
}

/** The failure behind an error of an answered call. */
export function failureOf(error: VendorError, answer: Answer): Failure {
  return classify(error, answer.meta).failure;
}

function complexityOf(data: Readonly<Record<string, unknown>>): number | null {
  const { complexity } = data;
  if (typeof complexity !== "object" || complexity === null || !("query" in complexity)) return null;
  return typeof complexity.query === "number" ? complexity.query : null;
}
