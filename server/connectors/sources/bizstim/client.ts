import { toFailure } from "../../../contract/errors.ts";
import type { Result } from "../../../contract/result.ts";
import { err, ok } from "../../../contract/result.ts";
import { type CallDeps, createKeyedCalls, type KeyOptions } from "./keyed-calls.ts";
import type { Row } from "./schema.ts";
import { listSchema, rowSchema, singleSchema } from "./schema.ts";

export interface ListPage {
  readonly rows: readonly Row[];
  /** Rows received, those without a readable id included. */
  readonly received: number;
  readonly total: number | null;
  readonly timezone: string | null;
}

/** `nothing`: the method answered that there is no such page or record. */
export type Answered<T> =
  | { readonly kind: "found"; readonly value: T }
  | { readonly kind: "nothing"; readonly text: string; readonly certain: boolean };

export interface BizstimClient {
  list(
    method: string,
    start: number,
    limit: number,
    signal: AbortSignal,
  ): Promise<Result<Answered<ListPage>>>;
  single(method: string, id: string, signal: AbortSignal): Promise<Result<Answered<Row>>>;
  /** One call under each key, so that a bad second key is not found out in the middle of a run. */
  checkKeys(signal: AbortSignal): Promise<Result<void>>;
  /** Whether any call has succeeded since this client was made. */
  hasSucceeded(): boolean;
  /** Calls sent since this client was made, repetitions included. */
  calls(): number;
  /** Calls left in this hour over all keys, for the method. */
  left(method: string): Promise<number>;
}

/** The client of one Bizstim account. */
export function createBizstimClient(deps: CallDeps, options: KeyOptions): BizstimClient {
  const calls = createKeyedCalls(deps, options);
  let succeeded = false;

  const ask = async <T>(
    method: string,
    path: string,
    signal: AbortSignal,
    read: (body: unknown) => T | null,
  ): Promise<Result<Answered<T>>> => {
    const sent = await calls.send(method, path, signal);
    if (!sent.ok) return sent;
    const verdict = sent.value;
    if (verdict.kind === "failure") return err(verdict.error);
    if (verdict.kind === "throttled") throw new Error("a throttled call must not get here");
    if (verdict.kind === "nothing") return ok(verdict);
    const value = read(verdict.body);
    if (value === null) {
      const message = `bizstim ${method}: the body is not the documented one`;
      return err(toFailure("source.invalid_response", { message }));
    }
    succeeded = true;
    return ok({ kind: "found", value });
  };

  return {
    list: (method, start, limit, signal) => ask(method, `${start}/${limit}`, signal, readListBody),
    single: (method, id, signal) => ask(method, encodeURIComponent(id), signal, readSingleBody),
    checkKeys: calls.checkKeys,
    hasSucceeded: () => succeeded,
    calls: calls.made,
    left: calls.left,
  };
}

function readListBody(body: unknown): ListPage | null {
  const parsed = listSchema.safeParse(body);
  if (!parsed.success) return null;
  const { response, total, timezone } = parsed.data;
  const rows = response.flatMap((raw) => {
    const row = rowSchema.safeParse(raw);
    return row.success ? [row.data] : [];
  });
  return { rows, received: response.length, total, timezone: timezone ?? null };
}

function readSingleBody(body: unknown): Row | null {
  const parsed = singleSchema.safeParse(body);
  return parsed.success ? parsed.data.response : null;
}
