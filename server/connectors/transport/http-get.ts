/**
 * The one way connectors read over HTTP: kept-alive connections to one pinned origin, a deadline, a bound on the
 * size of an answer. Redirects are answers, never followed: a followed redirect could carry a key elsewhere.
 */
import { Pool } from "undici";

export interface HttpAnswer {
  readonly kind: "answer";
  readonly status: number;
  /** Lower case, without parameters; empty when the server sent none. */
  readonly contentType: string;
  readonly body: string;
}

export interface HttpTrouble {
  readonly kind: "trouble";
  readonly reason: "timeout" | "network" | "too_large" | "aborted";
  /** Error code of the system (`ECONNREFUSED`), never text that may hold an address or a key. */
  readonly detail: string;
  readonly cause: unknown;
}

export type HttpGet = (
  path: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
) => Promise<HttpAnswer | HttpTrouble>;

export interface HttpGetOptions {
  /** Base address; its path is put before each requested path. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly connections: number;
}

class TooLarge extends Error {}

async function readBody(body: AsyncIterable<unknown>, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) continue;
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new TooLarge(`answer over ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}

function toTrouble(error: unknown, asked: AbortSignal, deadline: AbortSignal): HttpTrouble {
  const base = { kind: "trouble", cause: error } as const;
  if (asked.aborted) return { ...base, reason: "aborted", detail: "aborted" };
  if (deadline.aborted) return { ...base, reason: "timeout", detail: "timeout" };
  if (error instanceof TooLarge) return { ...base, reason: "too_large", detail: "too_large" };
  return { ...base, reason: "network", detail: codeOf(error) };
}

/** Opens a reader of one origin. Its idle connections do not keep the process alive. */
export function createHttpGet(options: HttpGetOptions): HttpGet {
  const base = new URL(options.baseUrl);
  const prefix = base.pathname.replace(/\/+$/, "");
  const pool = new Pool(base.origin, { connections: options.connections, keepAliveTimeout: 20_000 });

  return async (path, headers, signal) => {
    const deadline = AbortSignal.timeout(options.timeoutMs);
    try {
      const response = await pool.request({
        path: `${prefix}${path}`,
        method: "GET",
        headers,
        signal: AbortSignal.any([signal, deadline]),
      });
      const contentType = response.headers["content-type"];
      const [type = ""] = (typeof contentType === "string" ? contentType : "").split(";");
      const body = await readBody(response.body, options.maxBytes);
      return { kind: "answer", status: response.statusCode, contentType: type.trim().toLowerCase(), body };
    } catch (error) {
      return toTrouble(error, signal, deadline);
    }
  };
}
