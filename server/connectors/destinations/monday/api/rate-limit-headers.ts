/** What `RateLimit-Policy` and `RateLimit` say about one budget of the account. */
export interface RateReading {
  /** Ceiling (policy `q`), null when the header did not name it. */
  readonly limit: number | null;
  /** Left now (`r`). */
  readonly left: number | null;
  /** Milliseconds until the budget starts again (`t`); minute and concurrency only say so when exceeded. */
  readonly resetMs: number | null;
}

export interface RateReadings {
  readonly minuteRate: RateReading;
  readonly concurrency: RateReading;
  readonly complexityMinute: RateReading;
}

export interface HeaderReader {
  get(name: string): string | null;
}

/** Reads the budgets of a reply (header shapes: docs, rate limits, 2026-09). Parts it does not know stay null. */
export function readRateLimits(headers: HeaderReader): RateReadings {
  const policy = parseItems(headers.get("RateLimit-Policy"));
  const state = parseItems(headers.get("RateLimit"));
  const read = (name: string): RateReading => {
    const reset = state.get(name)?.get("t");
    return {
      limit: policy.get(name)?.get("q") ?? null,
      left: state.get(name)?.get("r") ?? null,
      resetMs: reset === undefined ? null : reset * 1000,
    };
  };
  return {
    minuteRate: read("minuteRate"),
    concurrency: read("concurrency"),
    complexityMinute: read("complexityMinute"),
  };
}

/** Milliseconds of a `Retry-After` header: seconds, or an HTTP date. */
export function readRetryAfter(headers: HeaderReader, nowMs: number): number | null {
  const text = headers.get("Retry-After");
  if (text === null || text.trim() === "") return null;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}

/** `"name";q=1;w=60, "other";r=2` as numbers by name and parameter. */
function parseItems(header: string | null): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const items = new Map<string, ReadonlyMap<string, number>>();
  for (const part of (header ?? "").split(",")) {
    const [quoted = "", ...parameters] = part.trim().split(";");
    const numbers = parameters.flatMap((parameter): [string, number][] => {
      const [key = "", value = ""] = parameter.split("=");
      return /^\d+(\.\d+)?$/.test(value.trim()) ? [[key.trim(), Number(value)]] : [];
    });
    items.set(quoted.replaceAll('"', ""), new Map(numbers));
  }
  return items;
}
