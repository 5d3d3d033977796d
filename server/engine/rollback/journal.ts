import type { LedgerKey, RollbackEntryRow, RollbackStore } from "../../store/store.ts";
import type { RunContext } from "../run-context.ts";

const entriesPerRead = 500;

/** An entry before it is stamped. */
export type Entry = Omit<RollbackEntryRow, "runId" | "at" | "state" | "proven">;

/**
 * The account of what a rollback does. Each step is intended before it is done and noted as done once the ledger
 * rows that are no longer true are gone, so that a run that dies anywhere goes on where it stood.
 */
export interface Journal {
  /** Steps of this run that were intended and whose end was never noted. */
  pending(entry: Pick<Entry, "kind" | "key" | "destinationId">): RollbackEntryRow | null;
  intend(entries: readonly Entry[]): Promise<void>;
  /** Notes how steps ended; the rows stop being true with it. */
  done(entries: readonly Entry[], removed: readonly LedgerKey[]): Promise<void>;
  /** Steps left over from a run that died after the rows were gone: they were done. */
  settle(): Promise<void>;
  /** Entries of the run, page by page. */
  pages(): AsyncGenerator<readonly (RollbackEntryRow & { seq: number })[]>;
  put(entries: readonly RollbackEntryRow[]): Promise<void>;
}

/** The journal of this run, with the steps an earlier attempt left open. */
export async function openJournal(context: RunContext): Promise<Journal> {
  const { deps, scope, run } = context;
  const store: RollbackStore = deps.store.rollback;
  const open = new Map<string, RollbackEntryRow>();

  async function* pages() {
    for (let afterSeq: number | null = 0; afterSeq !== null; ) {
      const page: readonly (RollbackEntryRow & { seq: number })[] = await store.list(scope, {
        runId: run.id,
        afterSeq,
        limit: entriesPerRead,
      });
      if (page.length > 0) yield page;
      afterSeq = page.at(-1)?.seq ?? null;
    }
  }

  function stamp(entry: Entry, state: RollbackEntryRow["state"]): RollbackEntryRow {
    return { ...entry, runId: run.id, at: deps.clock.now(), state, proven: null };
  }

  const counts = await store.counts(scope, run.id);
  if (counts.some(({ state }) => state === "intended")) {
    for await (const page of pages()) {
      for (const entry of page) if (entry.state === "intended") open.set(keyOf(entry), entry);
    }
  }
  return {
    pending: (entry) => open.get(keyOf(entry)) ?? null,
    async intend(entries) {
      await store.put(
        scope,
        entries.map((entry) => stamp(entry, "intended")),
      );
      for (const entry of entries) open.set(keyOf(entry), stamp(entry, "intended"));
    },
    async done(entries, removed) {
      // The rows go first: once they are gone nothing of these steps is looked at again, and it was as intended.
      if (removed.length > 0) await context.commit({ removed });
      await store.put(
        scope,
        entries.map((entry) => stamp(entry, "done")),
      );
      for (const entry of entries) open.delete(keyOf(entry));
    },
    async settle() {
      await store.put(
        scope,
        [...open.values()].map((entry) => ({ ...entry, state: "done" as const })),
      );
      open.clear();
    },
    pages,
    put: (entries) => store.put(scope, entries),
  };
}

function keyOf({ kind, key, destinationId }: Pick<Entry, "kind" | "key" | "destinationId">): string {
  return JSON.stringify([kind, key, destinationId]);
}
