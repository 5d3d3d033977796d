import { type Kysely, sql } from "kysely";
import type { Database } from "../schema.ts";
import type { Scope } from "../store.ts";

/** How many match keys of this kind occur in more than one record of these streams, and in how many records. */
export async function countDuplicates(
  db: Kysely<Database>,
  scope: Scope,
  { streams, kind }: { streams: readonly string[]; kind: string },
): Promise<{ groups: number; records: number }> {
  const { rows } = await sql<{ groups: number; records: number }>`
    with shared as (
      select value from snapshot_keys
      where account_id = ${scope.accountId} and migration_id = ${scope.migrationId} and kind = ${kind}
        and stream in (select value from json_each(${JSON.stringify(streams)}))
      group by value having count(*) > 1
    )
    select (select count(*) from shared) as groups,
      (select count(distinct stream || ':' || id) from snapshot_keys
       where account_id = ${scope.accountId} and migration_id = ${scope.migrationId} and kind = ${kind}
         and stream in (select value from json_each(${JSON.stringify(streams)}))
         and value in (select value from shared)) as records`.execute(db);
  const [row] = rows;
  return { groups: row?.groups ?? 0, records: row?.records ?? 0 };
}

/**
 * For each record that shares a key with an earlier one, the earliest. Earlier = stream order first, then snapshot
 * order, so that the answer does not depend on what was read first.
 */
export async function canonicalRecords(
  db: Kysely<Database>,
  scope: Scope,
  input: { streams: readonly string[]; kind: string; stream: string; ids: readonly string[] },
): Promise<ReadonlyMap<string, { stream: string; id: string }>> {
  const own = await sql<{ id: string; value: string; seq: number }>`
    select k.id, k.value, r.seq
    from json_each(${JSON.stringify(input.ids)}) as j cross join snapshot_keys k cross join snapshot_records r
    where k.account_id = ${scope.accountId} and k.migration_id = ${scope.migrationId}
      and k.stream = ${input.stream} and k.id = j.value and k.kind = ${input.kind}
      and r.migration_id = k.migration_id and r.stream = k.stream and r.id = k.id`.execute(db);
  if (own.rows.length === 0) return new Map();
  const values = [...new Set(own.rows.map((row) => row.value))];
  // SQLite takes the bare columns from the row that holds the minimum (sqlite.org/lang_select.html, 2.4).
  const first = await sql<{ value: string; stream: string; id: string; seq: number }>`
    select k.value, k.stream, k.id, min(r.seq) as seq from snapshot_keys k
    join snapshot_records r on r.migration_id = k.migration_id and r.stream = k.stream and r.id = k.id
    where k.account_id = ${scope.accountId} and k.migration_id = ${scope.migrationId} and k.kind = ${input.kind}
      and k.value in (select value from json_each(${JSON.stringify(values)}))
      and k.stream in (select value from json_each(${JSON.stringify(input.streams)}))
    group by k.value, k.stream`.execute(db);
  const isEarlier = (a: { stream: string; seq: number }, b: { stream: string; seq: number }) => {
    const byStream = input.streams.indexOf(a.stream) - input.streams.indexOf(b.stream);
    return byStream < 0 || (byStream === 0 && a.seq < b.seq);
  };
  const earliest = new Map<string, { stream: string; id: string; seq: number }>();
  for (const row of own.rows) {
    let best = earliest.get(row.id) ?? { stream: input.stream, id: row.id, seq: row.seq };
    for (const candidate of first.rows) {
      if (candidate.value === row.value && isEarlier(candidate, best)) best = candidate;
    }
    earliest.set(row.id, best);
  }
  const result = new Map<string, { stream: string; id: string }>();
  for (const [id, best] of earliest) {
    if (best.stream !== input.stream || best.id !== id) result.set(id, { stream: best.stream, id: best.id });
  }
  return result;
}
