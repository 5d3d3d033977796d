import type { Kysely } from "kysely";
import type { Database } from "../schema.ts";
import type { ConflictStore } from "../store.ts";

export function createConflictStore(_db: Kysely<Database>): ConflictStore {
  return {
    put: notYet,
    ofRecords: notYet,
    decide: notYet,
    settle: notYet,
    list: notYet,
    count: notYet,
    get: notYet,
    ofItem: notYet,
    clear: notYet,
  };
}

async function notYet(): Promise<never> {
  throw new Error("ConflictStore is being built");
}
