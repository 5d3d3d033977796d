import { type Kysely, sql } from "kysely";
import { z } from "zod";
import { inventorySchema } from "../../contract/inventory.ts";
import { acceptedSchema, planEditSchema, planSchema } from "../../contract/plan.ts";
import { reconciliationSchema } from "../../contract/records.ts";
import type { Database } from "../schema.ts";
import type { PlanStore, Scope } from "../store.ts";

const approvalSchema = z.strictObject({
  hash: z.string(),
  by: z.string(),
  byName: z.string(),
  at: z.number(),
  accepted: z.array(acceptedSchema).default([]),
  sample: z.strictObject({ runId: z.string(), records: z.number() }).nullable().default(null),
});

export function createPlanStore(db: Kysely<Database>): PlanStore {
  return {
    async get(scope) {
      const row = await db
        .selectFrom("plans")
        .selectAll()
        .where("account_id", "=", scope.accountId)
        .where("migration_id", "=", scope.migrationId)
        .executeTakeFirst();
      return {
        inventory: parseOrNull(row?.inventory, inventorySchema),
        edits: row ? z.array(planEditSchema).parse(JSON.parse(row.edits)) : [],
        plan: parseOrNull(row?.plan, planSchema),
        approval: parseOrNull(row?.approval, approvalSchema),
        reconciliation: parseOrNull(row?.reconciliation, reconciliationSchema),
      };
    },
    async saveInventory(scope, inventory) {
      await ensureRow(db, scope);
      await update(db, scope, { inventory: JSON.stringify(inventory) });
    },
    async save(scope, input) {
      await ensureRow(db, scope);
      const result = await db
        .updateTable("plans")
        .set({
          edits: JSON.stringify(input.edits),
          plan: JSON.stringify(input.plan),
          plan_hash: input.plan.hash,
        })
        .where("account_id", "=", scope.accountId)
        .where("migration_id", "=", scope.migrationId)
        .where("plan_hash", input.expectedHash === null ? "is" : "=", input.expectedHash)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    async approve(scope, approval) {
      const result = await sql`update plans set approval = case
          when approval ->> '$.hash' = plan_hash then approval else ${JSON.stringify(approval)} end
        where account_id = ${scope.accountId} and migration_id = ${scope.migrationId}
          and plan_hash = ${approval.hash}`.execute(db);
      return (result.numAffectedRows ?? 0n) > 0n;
    },
    async withdraw(scope, hash) {
      const result = await sql`update plans set approval = null
        where account_id = ${scope.accountId} and migration_id = ${scope.migrationId}
          and approval ->> '$.hash' = ${hash}`.execute(db);
      return (result.numAffectedRows ?? 0n) > 0n;
    },
    async reset(scope) {
      await update(db, scope, { approval: null, reconciliation: null });
    },
    async saveReconciliation(scope, reconciliation) {
      await ensureRow(db, scope);
      await update(db, scope, { reconciliation: JSON.stringify(reconciliation) });
    },
  };
}

async function ensureRow(db: Kysely<Database>, scope: Scope): Promise<void> {
  await db
    .insertInto("plans")
    .values({ migration_id: scope.migrationId, account_id: scope.accountId, edits: "[]" })
    .onConflict((conflict) => conflict.column("migration_id").doNothing())
    .execute();
}

async function update(db: Kysely<Database>, scope: Scope, values: Partial<Database["plans"]>): Promise<void> {
  await db
    .updateTable("plans")
    .set(values)
    .where("account_id", "=", scope.accountId)
    .where("migration_id", "=", scope.migrationId)
    .execute();
}

function parseOrNull<T>(text: string | null | undefined, schema: z.ZodType<T>): T | null {
  return text === null || text === undefined ? null : schema.parse(JSON.parse(text));
}
