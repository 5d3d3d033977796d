import type { Kysely } from "kysely";
import type { Database } from "../schema.ts";
import type { RollbackStore } from "../store.ts";

export function createRollbackStore(_db: Kysely<Database>): RollbackStore {
  return {
    put: notYet,
    list: notYet,
    counts: notYet,
  };
}

async function notYet(): Promise<never> {
  throw new Error("RollbackStore is being built");
}
