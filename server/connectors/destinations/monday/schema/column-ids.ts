/**
 * Column ids as planned and as they are. monday reserves the ids of deleted columns, so a column that was removed
 * and made again carries another id than its plan says. Everybody outside this connector keeps using the planned
 * ids; calls are translated here. `ensureSchema` fills it before every run writes or reads.
 */
export interface ColumnIds {
  learn(boardId: string, planned: string, real: string): void;
  /** Real ids by planned id, only those that differ; null when none does. */
  of(boardId: string): ReadonlyMap<string, string> | null;
  /** Every real id that stands for this planned one on some board. */
  anywhere(planned: string): readonly string[];
}

export function createColumnIds(): ColumnIds {
  const byBoard = new Map<string, Map<string, string>>();
  return {
    learn(boardId, planned, real) {
      const ids = byBoard.get(boardId) ?? new Map<string, string>();
      if (planned === real) ids.delete(planned);
      else ids.set(planned, real);
      if (ids.size > 0) byBoard.set(boardId, ids);
      else byBoard.delete(boardId);
    },
    of: (boardId) => byBoard.get(boardId) ?? null,
    anywhere: (planned) => [...byBoard.values()].flatMap((ids) => ids.get(planned) ?? []),
  };
}

/** The same record with its keys translated; keys without a translation stay. */
export function renameKeys<T>(
  record: Readonly<Record<string, T>>,
  names: ReadonlyMap<string, string>,
): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [names.get(key) ?? key, value]));
}

/** Back from real to planned ids, for exactly the ids that were asked for. */
export function backTo(
  asked: readonly string[],
  names: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  return new Map(
    asked.flatMap((planned) => {
      const real = names.get(planned);
      return real === undefined ? [] : [[real, planned] as const];
    }),
  );
}
