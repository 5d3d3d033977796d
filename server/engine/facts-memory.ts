import type { DestinationFacts } from "../core/planning/facts.ts";
import type { Scope } from "../store/store.ts";

/** Facts older than this are read again: users come and go, boards change. */
const freshMs = 10 * 60_000;
/** Migrations whose facts are kept; one holds the users of an account, some hundred kilobytes at most. */
const maxEntries = 20;

/** What was read of the destination a moment ago, so that not every edit of a plan asks monday again. */
export interface FactsMemory {
  recall(scope: Scope, now: number): DestinationFacts | null;
  keep(scope: Scope, facts: DestinationFacts, now: number): void;
}

/** Facts of the migrations edited last, oldest forgotten first. */
export function createFactsMemory(): FactsMemory {
  const entries = new Map<string, { facts: DestinationFacts; at: number }>();
  const keyOf = (scope: Scope): string => `${scope.accountId}/${scope.migrationId}`;
  return {
    recall(scope, now) {
      const entry = entries.get(keyOf(scope));
      return entry && now - entry.at < freshMs ? entry.facts : null;
    },
    keep(scope, facts, now) {
      entries.delete(keyOf(scope));
      entries.set(keyOf(scope), { facts, at: now });
      const [oldest] = entries.keys();
      if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest);
    },
  };
}
