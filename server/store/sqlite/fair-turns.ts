import type { KyselyPlugin } from "kysely";

/** Longest stretch of queries without letting anybody else have a turn. */
const turnMs = 10;

/**
 * `node:sqlite` answers at once, so a loop over queries only ever passes through microtasks and keeps the process to
 * itself: no request is answered, no heartbeat is sent. This gives the event loop a turn every few milliseconds.
 */
export function createFairTurns(): KyselyPlugin {
  let turnStartedAt = performance.now();
  return {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      if (performance.now() - turnStartedAt > turnMs) {
        await new Promise((resolve) => setImmediate(resolve));
        turnStartedAt = performance.now();
      }
      return result;
    },
  };
}
