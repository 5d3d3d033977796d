import { untilAborted } from "../api/deadline.ts";

/** One writer per board: monday advises against parallel mutations on a board (docs, best practices, 2026-09). */
export interface BoardLocks {
  /** Resolves with the release once the board is free, or with null when the signal aborts first. */
  take(boardId: string, signal: AbortSignal): Promise<(() => void) | null>;
}

export function createBoardLocks(): BoardLocks {
  const tails = new Map<string, Promise<void>>();

  return {
    async take(boardId, signal) {
      const before = tails.get(boardId) ?? Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      const tail = before.then(() => promise);
      tails.set(boardId, tail);
      const release = () => {
        resolve();
        if (tails.get(boardId) === tail) tails.delete(boardId);
      };
      await untilAborted(before, signal);
      if (!signal.aborted) return release;
      release();
      return null;
    },
  };
}
