import type { Kysely } from "kysely";
import type { Database } from "../schema.ts";
import type { VerificationStore } from "../store.ts";

export function createVerificationStore(_db: Kysely<Database>): VerificationStore {
  return {
    stamp: notYet,
    unseen: notYet,
    seen: notYet,
    putDifferences: notYet,
    closeUnseen: notYet,
    setState: notYet,
    differences: notYet,
    countDifferences: notYet,
    ofItem: notYet,
    clear: notYet,
  };
}

async function notYet(): Promise<never> {
  throw new Error("VerificationStore is being built");
}
