import type { Kysely } from "kysely";
import { type AuditEntry, auditEntrySchema, auditOrigin } from "../../contract/audit.ts";
import { chainEntry } from "../../core/audit-chain.ts";
import type { Database } from "../schema.ts";
import type { AuditLine, AuditStore, Scope } from "../store.ts";

export function createAuditStore(db: Kysely<Database>): AuditStore {
  return {
    async append(scope, lines) {
      if (lines.length === 0) return;
      await db.transaction().execute((tx) => appendAudit(tx, scope, lines));
    },
    async newest(scope, { beforeSeq, limit, writes }) {
      let query = select(db, scope).select("line");
      if (beforeSeq !== null) query = query.where("seq", "<", beforeSeq);
      if (writes !== undefined) query = query.where("writes", "=", writes ? 1 : 0);
      const rows = await query.orderBy("seq", "desc").limit(limit).execute();
      return rows.map(({ line }) => parse(line));
    },
    async page(scope, afterSeq, limit) {
      const rows = await select(db, scope)
        .select("line")
        .where("seq", ">", afterSeq)
        .orderBy("seq")
        .limit(limit)
        .execute();
      return rows.map(({ line }) => parse(line));
    },
    async head(scope) {
      const newest = await readHead(db, scope);
      return { count: newest?.seq ?? 0, hash: newest?.hash ?? auditOrigin };
    },
  };
}

function select(db: Kysely<Database>, scope: Scope) {
  return db
    .selectFrom("audit")
    .where("account_id", "=", scope.accountId)
    .where("migration_id", "=", scope.migrationId);
}

function readHead(db: Kysely<Database>, scope: Scope): Promise<{ seq: number; hash: string } | undefined> {
  return select(db, scope).select(["seq", "hash"]).orderBy("seq", "desc").limit(1).executeTakeFirst();
}

function parse(line: string): AuditEntry {
  return auditEntrySchema.parse(JSON.parse(line));
}

/** Part of a ledger commit: the lines become durable together with what they tell. */
export async function appendAudit(
  tx: Kysely<Database>,
  scope: Scope,
  lines: readonly AuditLine[],
): Promise<void> {
  let previous: { seq: number; hash: string } | null = (await readHead(tx, scope)) ?? null;
  const rows = lines.map((line) => {
    const entry = chainEntry(previous, {
      ...line,
      at: new Date(line.at).toISOString(),
      records: [...line.records],
    });
    previous = entry;
    return {
      account_id: scope.accountId,
      migration_id: scope.migrationId,
      seq: entry.seq,
      line: JSON.stringify(entry),
      writes: entry.writes ? 1 : 0,
      hash: entry.hash,
    };
  });
  // SQLite takes a limited number of parameters in one statement.
  for (let from = 0; from < rows.length; from += 500) {
    await tx
      .insertInto("audit")
      .values(rows.slice(from, from + 500))
      .execute();
  }
}
