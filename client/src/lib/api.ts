import type { z } from "zod";
import { ApiError, toApiError, toNetworkError, toShapeError, toSignInError } from "./api-error.ts";

export interface ApiDeps {
  /** Asks monday for a session token; called afresh for every request because its lifetime is not documented. */
  readonly sessionToken: () => Promise<string>;
  readonly fetch: typeof fetch;
}

interface RequestOptions {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  readonly accept?: string;
  /** Lets the browser finish a small request after the page is gone. */
  readonly outlivesPage?: boolean;
}

/** Browsers refuse more than 64 KiB in requests that outlive their page; a character takes at most three bytes. */
const outlivingMaxChars = 20_000;

/** Calls to Portage's own server. Every method rejects with an `ApiError` and nothing else. */
export interface Api {
  /** Sends a request and checks the answer against the contract. */
  request<T extends z.ZodType>(path: string, schema: T, options?: RequestOptions): Promise<z.output<T>>;
  /** Sends a request whose answer has no body worth reading. */
  send(path: string, options?: RequestOptions): Promise<void>;
  /** The raw answer, for streams and downloads. */
  open(path: string, options?: RequestOptions): Promise<Response>;
}

/** Builds the client of `/api`. Paths start with a slash and are relative to `/api` (`/runs/4`). */
export function createApi(deps: ApiDeps): Api {
  async function attempt(path: string, options: RequestOptions): Promise<Response> {
    const token = await deps.sessionToken().catch((cause: unknown) => {
      throw toSignInError(cause);
    });
    const headers: Record<string, string> = {
      authorization: `Bearer ${token}`,
      accept: options.accept ?? "application/json",
    };
    if (options.body !== undefined) headers["content-type"] = "application/json";
    const body = options.body === undefined ? "" : JSON.stringify(options.body);
    const keepalive = options.outlivesPage === true && body.length <= outlivingMaxChars;
    return deps
      .fetch(`/api${path}`, {
        method: options.method ?? "GET",
        headers,
        cache: "no-store",
        ...(options.body === undefined ? {} : { body }),
        ...(keepalive ? { keepalive } : {}),
        ...(options.signal ? { signal: options.signal } : {}),
      })
      .catch((cause: unknown) => {
        throw toNetworkError(cause);
      });
  }

  async function open(path: string, options: RequestOptions = {}): Promise<Response> {
    const first = await attempt(path, options);
    // A 401 is answered before anything is done, so repeating even a write is safe.
    const response = first.status === 401 ? await attempt(path, options) : first;
    if (!response.ok) throw await toApiError(response);
    return response;
  }

  return {
    open,
    async send(path, options) {
      await open(path, options);
    },
    async request(path, schema, options) {
      const response = await open(path, options);
      const parsed = schema.safeParse(await response.json().catch(() => undefined));
      if (parsed.success) return parsed.data;
      throw toShapeError(parsed.error, response.headers.get("x-request-id") ?? "");
    },
  };
}

/** True for failures worth a silent second try of a read. */
export function isWorthRetrying(error: unknown): boolean {
  return error instanceof ApiError && error.kind === "retryable";
}
