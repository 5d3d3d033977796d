import type { BoardJob } from "./board-job.ts";
import { boardRecords, externalIdOf, rowsOnAnyPart } from "./board-records.ts";
import { createHiddenNames, keepNames } from "./kept-names.ts";
import type { PreparedBatch, PreparedWrite } from "./prepared.ts";

/** Ledger phase of the texts a board's records get as updates. */
export function updatesPhase(boardKey: string): string {
  return `${boardKey}.updates`;
}

/**
 * The texts of a board that become updates of its items, a snapshot page at a time. Records without an item have
 * none; they are tried again together with their record.
 */
export async function* prepareUpdates(job: BoardJob): AsyncGenerator<PreparedBatch> {
  const { deps, scope } = job.context;
  const hiddenNames = createHiddenNames(job.plan, job.board);
  for await (const page of boardRecords(job)) {
    const compiled = job.people.compiled();
    const rows = hiddenNames
      ? await rowsOnAnyPart(
          job,
          page.records.map((record) => externalIdOf(job.plan, record)),
        )
      : null;
    const mapped = page.records
      .map((record) => {
        const names = hiddenNames?.(record, rows?.get(externalIdOf(job.plan, record))) ?? [];
        return keepNames(compiled.map(record), names);
      })
      .filter((record) => record.updates.length > 0);
    if (mapped.length === 0) continue;
    const ids = mapped.map((record) => record.externalId);
    const phases = job.parts.map((part) => part.key);
    const itemIds = await deps.store.ledger.itemIds(scope, phases, ids);
    const keys = mapped.flatMap((record) =>
      record.updates.map((update) => updateId(record.externalId, update.key)),
    );
    const known = await knownUpdates(job, keys);
    const writes = mapped.flatMap((record) => {
      const itemId = itemIds.get(record.externalId);
      if (itemId === undefined) return [];
      return record.updates
        .filter((update) => !known.has(updateId(record.externalId, update.key)))
        .map((update): PreparedWrite => {
          const { body, writtenOn } = update;
          const externalId = updateId(record.externalId, update.key);
          return {
            externalId,
            stream: page.stream,
            name: record.name,
            notes: [],
            before: null,
            outcome: "created",
            operation: { kind: "create_update", externalId, itemId, body, writtenOn },
          };
        });
    });
    yield { writes, settled: [] };
  }
}

function updateId(externalId: string, key: string): string {
  return `${externalId}#${key}`;
}

async function knownUpdates(job: BoardJob, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const { deps, scope } = job.context;
  const known = new Set<string>();
  for (const part of job.parts) {
    for (const key of (await deps.store.ledger.rows(scope, updatesPhase(part.key), keys)).keys())
      known.add(key);
  }
  return known;
}
