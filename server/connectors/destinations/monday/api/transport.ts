import { ApiClient } from "@mondaydotcomorg/api";
import { Agent, fetch as undiciFetch } from "undici";
import { z } from "zod";
import type { Failure } from "../../../../contract/errors.ts";
import { toFailure } from "../../../../contract/errors.ts";
import { classify } from "../errors.ts";
import { QUERY_TIMEOUT_MS } from "../limits.ts";
import { readVendorErrors, type VendorError } from "../vendor-errors.ts";
import { createDeadline } from "./deadline.ts";
import {
  type HeaderReader,
  type RateReadings,
  readRateLimits,
  readRetryAfter,
} from "./rate-limit-headers.ts";

/** Connections kept open to monday; the pacer decides how many are busy. */
const CONNECTIONS = 16;
/** An answer larger than this is not ours: a full page of items is far below. */
const ANSWER_BYTES_MAX = 64 * 1024 * 1024;

export interface TransportRequest {
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly idempotencyKey: string | null;
  readonly signal: AbortSignal;
}

/** What came back from one POST. `rates` are null when nothing was answered. */
export type Exchange =
  | {
      readonly kind: "answered";
      readonly data: Readonly<Record<string, unknown>>;
      /** Errors beside data; `path[0]` names the alias. */
      readonly errors: readonly VendorError[];
      readonly meta: {
        httpStatus: number;
        requestId: string | null;
        retryAfterMs: number | null;
        nowMs: number;
      };
      readonly replayed: boolean;
      readonly rates: RateReadings;
    }
  | { readonly kind: "refused" | "doubtful"; readonly error: Failure; readonly rates: RateReadings | null };

export interface Transport {
  send(request: TransportRequest): Promise<Exchange>;
  close(): Promise<void>;
}

export interface TransportDeps {
  readonly apiUrl: string;
  readonly apiVersion: string;
  readonly token: string;
  readonly now: () => number;
}

const dataSchema = z.record(z.string(), z.unknown());
const requestIdSchema = z.looseObject({ extensions: z.looseObject({ request_id: z.string() }) });

const replySchema = z.looseObject({
  status: z.number(),
  headers: z.custom<HeaderReader>((headers) => hasGet(headers)),
});

function hasGet(headers: unknown): headers is HeaderReader {
  return (
    typeof headers === "object" && headers !== null && "get" in headers && typeof headers.get === "function"
  );
}

const thrownSchema = z.looseObject({ response: replySchema });

/**
 * One POST to monday through the official client. The client is made anew for each call because its headers
 * (here `Idempotency-Key`) and signal are fixed at construction; connections live in the shared agent. The token
 * only ever goes to `apiUrl`: the client's own choice of address is ignored and redirects are not followed.
 */
export function createTransport(deps: TransportDeps): Transport {
  const agent = new Agent({
    connections: CONNECTIONS,
    keepAliveTimeout: 30_000,
    connect: { timeout: 15_000 },
    // The deadline below covers headers and body together.
    bodyTimeout: 0,
    headersTimeout: 0,
    maxResponseSize: ANSWER_BYTES_MAX,
  });
  const pinnedFetch = (_url: string, init: Parameters<typeof undiciFetch>[1]) =>
    undiciFetch(deps.apiUrl, { ...init, dispatcher: agent, redirect: "manual" });

  async function post(request: TransportRequest, signal: AbortSignal): Promise<unknown> {
    const client = new ApiClient({
      token: deps.token,
      apiVersion: deps.apiVersion,
      endpoint: deps.apiUrl,
      requestConfig: {
        errorPolicy: "all",
        fetch: pinnedFetch,
        signal,
        headers: request.idempotencyKey === null ? {} : { "Idempotency-Key": request.idempotencyKey },
      },
    });
    try {
      return await client.rawRequest(request.text, { ...request.variables });
    } catch (error) {
      // The client throws for every status but 2xx and for replies without data. Its class cannot be imported from
      // an ES module, so it is known by its reply. Its message holds the whole request, customer values included,
      // and is never looked at.
      const thrown = thrownSchema.safeParse(error);
      if (thrown.success) return thrown.data.response;
      throw error;
    }
  }

  return {
    async send(request) {
      if (request.signal.aborted) return cancelled("refused");
      const deadline = createDeadline(request.signal, QUERY_TIMEOUT_MS);
      try {
        return toExchange(await post(request, deadline.signal), deps.now());
      } catch (error) {
        return request.signal.aborted ? cancelled("doubtful") : unanswered(error, deadline.timedOut());
      } finally {
        deadline.clear();
      }
    },
    close: () => agent.close(),
  };
}

function toExchange(reply: unknown, nowMs: number): Exchange {
  const { status, headers } = replySchema.parse(reply);
  const rates = readRateLimits(headers);
  const named = requestIdSchema.safeParse(reply);
  const meta = {
    httpStatus: status,
    requestId: named.success ? named.data.extensions.request_id : headers.get("x-request-id"),
    retryAfterMs: readRetryAfter(headers, nowMs),
    nowMs,
  };
  const errors = readVendorErrors(reply);
  const data = dataSchema.safeParse(
    reply !== null && typeof reply === "object" && "data" in reply ? reply.data : null,
  );
  const hasResult = data.success && Object.values(data.data).some((value) => value !== null);
  // Without a single result and without a path an error is about the whole call.
  const aboutParts = errors.length > 0 && errors.every((error) => error.path.length > 0);
  if (data.success && (errors.length === 0 || hasResult || aboutParts)) {
    const replayed = headers.get("Idempotency-Replayed") === "true";
    return { kind: "answered", data: data.data, errors, meta, replayed, rates };
  }
  const [first] = errors;
  if (!first) return { ...unparsable(status, meta), rates };
  const { failure, executed } = classify(first, meta);
  return { kind: executed ? "doubtful" : "refused", error: failure, rates };
}

/** An answer without data and without errors: a page of a proxy, an empty body, half a document. */
function unparsable(
  status: number,
  meta: Parameters<typeof classify>[1],
): { kind: "refused" | "doubtful"; error: Failure } {
  if (status < 300) {
    const message = "monday's answer holds neither data nor errors";
    return {
      kind: "doubtful",
      error: toFailure("monday.unexpected", { message, vendorRequestId: meta.requestId ?? undefined }),
    };
  }
  const { failure, executed } = classify(
    { text: "", code: null, status: null, path: [], data: null, retryAfterMs: null },
    meta,
  );
  return { kind: executed ? "doubtful" : "refused", error: failure };
}

/** Failures that happen before a request can have left this machine. */
const NEVER_LEFT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
]);

function unanswered(error: unknown, timedOut: boolean): Exchange {
  const code = networkCode(error);
  const message = timedOut
    ? `monday did not answer within ${QUERY_TIMEOUT_MS / 1000} s`
    : `The call to monday broke off (${code ?? (error instanceof SyntaxError ? "not JSON" : "network")})`;
  const kind = code !== null && NEVER_LEFT.has(code) ? "refused" : "doubtful";
  return { kind, error: toFailure("monday.unreachable", { message }), rates: null };
}

function networkCode(error: unknown): string | null {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const parsed = z.looseObject({ code: z.string().regex(/^[A-Z_]{1,40}$/) }).safeParse(cause);
  return parsed.success ? parsed.data.code : null;
}

function cancelled(kind: "refused" | "doubtful"): Exchange {
  const message =
    kind === "refused" ? "The call was cancelled before it was sent" : "The call was cancelled under way";
  return { kind, error: toFailure("monday.unreachable", { message }), rates: null };
}
