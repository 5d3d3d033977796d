import type { Kysely } from "kysely";
import type { Database } from "../schema.ts";

/** Sets a mark of a run, alone or inside the transaction of what it stands for. */
export async function saveRunMark(
  db: Kysely<Database>,
  accountId: string,
  mark: { runId: string; key: string; value: string },
): Promise<void> {
  const { runId, key, value } = mark;
  await db
    .insertInto("run_marks")
    .values({ account_id: accountId, run_id: runId, key, value })
    .onConflict((conflict) => conflict.columns(["run_id", "key"]).doUpdateSet({ value }))
    .execute();
}
