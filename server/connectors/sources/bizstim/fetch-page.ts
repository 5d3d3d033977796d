import { toFailure } from "../../../contract/errors.ts";
import type { Result } from "../../../contract/result.ts";
import { err, ok } from "../../../contract/result.ts";
import { saysNothingFound, toReadFailure } from "./classify.ts";
import type { Answered, BizstimClient, ListPage } from "./client.ts";
import type { ListStream } from "./list-stream.ts";

/** How far a list has been read. */
interface ListPlace {
  readonly start: number;
  /** As the list announced it; null while it has not. */
  readonly total: number | null;
}

/** Another list that answers proves that the key works, so that "nothing found" may mean an empty list. */
async function proveKey(
  client: BizstimClient,
  except: string,
  signal: AbortSignal,
): Promise<Result<boolean>> {
  for (const method of ["clients", "practitioners", "services"]) {
    if (method === except) continue;
    const answer = await client.list(method, 0, 1, signal);
    if (!answer.ok) return answer;
    if (answer.value.kind === "found") return ok(true);
  }
  return ok(client.hasSucceeded());
}

/** "Nothing found" as an end of the list, or as a failure when rows were still to come. */
async function readNothing(
  client: BizstimClient,
  stream: ListStream,
  place: ListPlace,
  answer: Extract<Answered<ListPage>, { kind: "nothing" }>,
  signal: AbortSignal,
): Promise<Result<ListPage>> {
  const end = ok({ rows: [], received: 0, total: place.total ?? 0, timezone: null });
  const failure = toFailure("source.failed", {
    message: `bizstim ${stream.method} at ${place.start}: ${answer.text || "no body"}`,
  });
  const isPastEnd = place.total !== null && place.start >= place.total;
  if (place.start > 0)
    return isPastEnd || answer.certain || saysNothingFound(answer.text) ? end : err(failure);
  if (!answer.certain && !saysNothingFound(answer.text)) return err(failure);
  if (client.hasSucceeded()) return end;
  const proved = await proveKey(client, stream.method, signal);
  if (!proved.ok) return proved;
  return proved.value ? end : err(failure);
}

/**
 * One page of a list. A method the account's server does not know is `method_missing`; an answer without rows may be
 * the end of the list.
 */
export async function fetchPage(
  client: BizstimClient,
  stream: ListStream,
  place: ListPlace,
  signal: AbortSignal,
): Promise<Result<ListPage | "method_missing">> {
  const answer = await client.list(stream.method, place.start, stream.pageSize, signal);
  if (!answer.ok) {
    return answer.error.code === "source.method_missing"
      ? ok("method_missing")
      : err(toReadFailure(answer.error));
  }
  if (answer.value.kind === "found") return ok(answer.value.value);
  const page = await readNothing(client, stream, place, answer.value, signal);
  return page.ok ? page : err(toReadFailure(page.error));
}
