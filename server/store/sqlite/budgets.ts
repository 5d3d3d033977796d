import type { Kysely } from "kysely";
import type { Database } from "../schema.ts";
import type { BudgetStore } from "../store.ts";

/**
 * Fixed windows: one opens with the first call after the last ended and lasts `windowMs` (bizstim facts 5).
 * Persisted, so that a restart shares the window it was in. Buckets are named by hashes, never by keys.
 */
export function createBudgetStore(db: Kysely<Database>): BudgetStore {
  async function save(
    bucket: string,
    used: number,
    windowStart: number,
    on: Kysely<Database> = db,
  ): Promise<void> {
    const values = { used, window_start: windowStart };
    await on
      .insertInto("budgets")
      .values({ bucket, ...values })
      .onConflict((conflict) => conflict.column("bucket").doUpdateSet(values))
      .execute();
  }
  async function load(bucket: string, on: Kysely<Database> = db) {
    const row = await on.selectFrom("budgets").selectAll().where("bucket", "=", bucket).executeTakeFirst();
    return row ? { used: row.used, windowStart: row.window_start } : null;
  }
  return {
    take({ bucket, limit, windowMs, now }) {
      return db.transaction().execute(async (tx) => {
        const stored = await load(bucket, tx);
        const open = stored !== null && now < stored.windowStart + windowMs && now >= stored.windowStart;
        const windowStart = open ? stored.windowStart : now;
        const used = open ? stored.used : 0;
        if (used >= limit) return { used, windowStart, granted: false };
        await save(bucket, used + 1, windowStart, tx);
        return { used: used + 1, windowStart, granted: true };
      });
    },
    async exhaust({ bucket, windowMs, now }) {
      const stored = await load(bucket);
      const open = stored !== null && now < stored.windowStart + windowMs && now >= stored.windowStart;
      const windowStart = open ? stored.windowStart : now;
      await save(bucket, Number.MAX_SAFE_INTEGER, windowStart);
      return { windowStart };
    },
    read: (bucket) => load(bucket),
  };
}
