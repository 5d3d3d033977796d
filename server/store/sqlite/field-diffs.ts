import type { Kysely } from "kysely";
import type { Database } from "../schema.ts";
import type { FieldDiffStore } from "../store.ts";

export function createFieldDiffStore(_db: Kysely<Database>): FieldDiffStore {
  return {
    put: notYet,
    ofRecords: notYet,
    remove: notYet,
    clear: notYet,
    list: notYet,
    counts: notYet,
    records: notYet,
  };
}

async function notYet(): Promise<never> {
  throw new Error("FieldDiffStore is being built");
}
