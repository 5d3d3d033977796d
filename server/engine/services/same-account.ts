import type { Source } from "../../connectors/types.ts";
import { toFailure } from "../../contract/errors.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import type { SourceRecord } from "../../core/records.ts";
import type { Scope, Store } from "../../store/store.ts";

/** Records of each stream a new access is compared with. */
const recordsPerStream = 50;
const migrationsPerPage = 100;

/**
 * Refuses an access of another account than the one the connection's migrations were read from: records of two
 * businesses would mix, and ids of the one would find items of the other. Before anything was read there is nothing
 * to compare.
 */
export async function requireSameAccount(
  store: Pick<Store, "migrations" | "snapshot">,
  source: Source,
  input: { readonly accountId: string; readonly connectionId: string; readonly signal: AbortSignal },
): Promise<Result<void>> {
  const sample = await readSample(store, source, input);
  if (sample.length === 0) return ok(undefined);
  const recognised = await source.recognises(sample, input.signal);
  if (!recognised.ok) return recognised;
  if (recognised.value) return ok(undefined);
  return err(
    toFailure("connection.other_account", {
      message: "The new access shows none of the records read before",
    }),
  );
}

/** Records of the first migration of the connection that has any. */
async function readSample(
  store: Pick<Store, "migrations" | "snapshot">,
  source: Source,
  { accountId, connectionId }: { readonly accountId: string; readonly connectionId: string },
): Promise<readonly SourceRecord[]> {
  for (let after: string | null = null; ; ) {
    const page = await store.migrations.list(accountId, { after, limit: migrationsPerPage });
    for (const migration of page.filter((each) => each.connectionId === connectionId)) {
      const sample = await readRecords(store, source, { accountId, migrationId: migration.id });
      if (sample.length > 0) return sample;
    }
    const last = page.at(-1);
    if (!last || page.length < migrationsPerPage) return [];
    after = last.id;
  }
}

async function readRecords(
  store: Pick<Store, "snapshot">,
  source: Source,
  scope: Scope,
): Promise<readonly SourceRecord[]> {
  const records: SourceRecord[] = [];
  for (const { name, derived } of source.streams) {
    if (derived) continue;
    const page = await store.snapshot.page(scope, name, 0, recordsPerStream);
    records.push(...page.map(({ record }) => record));
  }
  return records;
}
