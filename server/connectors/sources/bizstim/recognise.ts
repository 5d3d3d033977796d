import type { Result } from "../../../contract/result.ts";
import { ok } from "../../../contract/result.ts";
import type { SourceRecord } from "../../../core/records.ts";
import type { BizstimClient } from "./client.ts";
import type { ListStream } from "./list-stream.ts";
import { readRow } from "./list-stream.ts";
import { clients } from "./streams/clients.ts";
import { practitioners } from "./streams/practitioners.ts";
import { staff } from "./streams/staff.ts";

/** Lists of people: what services and locations are called, two businesses may well have in common. */
const peopleLists = [clients, practitioners, staff] as const;
const namesOf = ["first_name", "last_name"] as const;

/** The same row, though people may have been renamed since: same number, no other login, a name in common. */
function isSame(known: SourceRecord, now: SourceRecord): boolean {
  const [before, after] = [known.fields.users_id, now.fields.users_id];
  if (before !== undefined && after !== undefined && before !== after) return false;
  return namesOf.some((name) => known.fields[name] === now.fields[name]);
}

/**
 * Whether the account shows more of the known people than it contradicts, by the first page of a list. Null when the
 * list holds none of them.
 */
async function compareList(
  client: BizstimClient,
  list: ListStream,
  sample: readonly SourceRecord[],
  signal: AbortSignal,
): Promise<Result<boolean | null>> {
  const known = new Map(sample.map((record) => [record.id, record]));
  const answer = await client.list(list.method, 0, list.pageSize, signal);
  if (!answer.ok) return answer.error.code === "source.method_missing" ? ok(null) : answer;
  if (answer.value.kind === "nothing") return ok(null);
  let same = 0;
  let other = 0;
  for (const row of answer.value.value.rows) {
    const before = known.get(row.id);
    if (before === undefined) continue;
    if (isSame(before, readRow(list, row).record)) same += 1;
    else other += 1;
  }
  return ok(same + other === 0 ? null : same > other);
}

/** Whether these records are of the client's account: one call for most accounts, three at most. */
export async function recognise(
  client: BizstimClient,
  sample: readonly SourceRecord[],
  signal: AbortSignal,
): Promise<Result<boolean>> {
  let hasPeople = false;
  for (const list of peopleLists) {
    const known = sample.filter(({ stream }) => stream === list.definition.name);
    if (known.length === 0) continue;
    hasPeople = true;
    const compared = await compareList(client, list, known, signal);
    if (!compared.ok) return compared;
    if (compared.value !== null) return ok(compared.value);
  }
  return ok(!hasPeople);
}
