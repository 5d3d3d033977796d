import { toFailure } from "../../../contract/errors.ts";
import type { Result } from "../../../contract/result.ts";
import { err, ok } from "../../../contract/result.ts";
import type { SourceAccount } from "../../types.ts";
import { saysNothingFound } from "./classify.ts";
import type { BizstimClient, ListPage } from "./client.ts";
import { listStreams } from "./streams/index.ts";

interface Look {
  readonly count: number | null;
  readonly timezone: string | null;
}

/** One call of one row: how many there are. A method that does not exist has no count. */
async function look(client: BizstimClient, method: string, signal: AbortSignal): Promise<Result<Look>> {
  const answer = await client.list(method, 0, 1, signal);
  if (!answer.ok) {
    return answer.error.code === "source.method_missing" ? ok({ count: null, timezone: null }) : answer;
  }
  if (answer.value.kind === "found") return ok(toLook(answer.value.value));
  const { certain, text } = answer.value;
  if (certain || saysNothingFound(text)) return ok({ count: 0, timezone: null });
  return err(toFailure("source.failed", { message: `bizstim ${method}: ${text}` }));
}

const toLook = (page: ListPage): Look => ({ count: page.total, timezone: page.timezone });

/** Tries every key and looks at every list once: nine calls, ten with a second key. */
export async function checkAccount(
  client: BizstimClient,
  print: string,
  signal: AbortSignal,
): Promise<Result<SourceAccount>> {
  const keys = await client.checkKeys(signal);
  if (!keys.ok) return keys;
  const counts: Record<string, number | null> = {};
  let timezone: string | null = null;
  for (const list of listStreams) {
    const seen = await look(client, list.method, signal);
    if (!seen.ok) return seen;
    counts[list.definition.name] = seen.value.count;
    timezone = seen.value.timezone ?? timezone;
  }
  if (!client.hasSucceeded()) {
    const message = "bizstim: every list answered 'nothing found'";
    return err(
      toFailure("source.invalid_response", {
        message,
        userMessage: "This Bizstim account shows no data at all.",
        remedy: "Check that the key belongs to the account you want to move.",
      }),
    );
  }
  const left = await client.left("clients");
  return ok({
    label: `Bizstim account ${print.slice(0, 8)}`,
    planText: "The plan includes API access (Enterprise or trial).",
    counts,
    callsLeftText: `About ${left.toLocaleString("en-US")} calls left this hour for each kind of data.`,
    timezone,
  });
}
