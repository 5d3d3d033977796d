import type { SourceConnector, WriteOperation } from "../../connectors/types.ts";
import type { Plan, PlanBoard } from "../../contract/plan.ts";
import { fromExternalId, type SourceRecord, type StreamDefinition } from "../../core/records.ts";
import { toTestPlan } from "../../core/sampling/test-plan.ts";
import { isTestKey } from "../../core/sampling/test-prefix.ts";
import type { LedgerRow, MigrationRow, RunRow } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import { parseOperation } from "../loading/stored-operation.ts";

/** More than any item has: what a client was merged from, and its texts. */
const rowsShown = 200;

/** A migration as far as its items need it. */
export interface Ground {
  readonly migration: MigrationRow;
  readonly plan: Plan | null;
  readonly connector: SourceConnector | null;
  readonly runs: ReadonlyMap<string, RunRow>;
  readonly approval: { readonly by: string; readonly byName: string } | null;
  /** Ids of columns that could not get the id the plan had for them, by `<board>/<column key>`. */
  readonly columnIds: ReadonlyMap<string, string>;
}

/** One ledger row that landed on an item, with everything its words need. */
export interface Landed {
  readonly row: LedgerRow;
  readonly operation: WriteOperation | null;
  readonly ground: Ground;
  /** Null for a phase the plan no longer has. */
  readonly board: PlanBoard | null;
  /** Null for texts written as updates and for streams nobody knows. */
  readonly stream: StreamDefinition | null;
  readonly sourceId: string;
  /** As staged last; null when the source no longer has it. */
  readonly record: SourceRecord | null;
}

/** Everything of this account that landed on the item, in the order it was reached. */
export async function findLanded(
  deps: EngineDeps,
  accountId: string,
  itemId: string,
): Promise<readonly Landed[]> {
  const rows = await deps.store.ledger.byItems(accountId, [itemId], rowsShown);
  const byMigration = Map.groupBy(rows, (row) => row.migrationId);
  const landed: Landed[] = [];
  for (const [migrationId, own] of byMigration) {
    const ground = await readGround(deps, { accountId, migrationId }, own);
    if (ground) landed.push(...(await toLanded(deps, ground, own)));
  }
  return landed;
}

/** The migration behind these rows; null when it is gone. */
export async function readGround(
  deps: EngineDeps,
  scope: { accountId: string; migrationId: string },
  rows: readonly LedgerRow[],
): Promise<Ground | null> {
  const migration = await deps.store.migrations.get(scope);
  if (!migration) return null;
  const { plan, approval } = await deps.store.plans.get(scope);
  const runs = new Map<string, RunRow>();
  for (const runId of new Set(rows.map((row) => row.runId))) {
    const run = await deps.store.runs.get(scope.accountId, runId);
    if (run) runs.set(runId, run);
  }
  const objects = await deps.store.objects.list(scope);
  const columns = objects.filter(({ kind }) => kind === "column");
  return {
    migration,
    plan,
    approval,
    runs,
    connector: deps.sources(migration.source),
    columnIds: new Map(columns.map(({ key, id }) => [key, id])),
  };
}

async function toLanded(deps: EngineDeps, ground: Ground, rows: readonly LedgerRow[]): Promise<Landed[]> {
  const { id: migrationId, accountId } = ground.migration;
  const landed: Landed[] = [];
  const boards = boardsOf(ground, rows);
  for (const row of rows) {
    const operation = row.operation === null ? null : parseOperation(row.operation);
    const id = fromExternalId(row.externalId)?.id ?? row.externalId;
    const [record] = await deps.store.snapshot.get({ accountId, migrationId }, row.stream, [id]);
    landed.push({
      row,
      operation,
      ground,
      board: boards.find(({ key }) => key === boardKeyOf(row)) ?? null,
      stream: ground.connector?.streams.find(({ name }) => name === row.stream) ?? null,
      sourceId: id,
      record: record ?? null,
    });
  }
  return landed;
}

/** The boards of the plan, and those of its test workspace when some of the rows lie there. */
function boardsOf({ plan }: Ground, rows: readonly LedgerRow[]): readonly PlanBoard[] {
  if (!plan) return [];
  const inTest = rows.some(({ phase }) => isTestKey(phase));
  return inTest ? [...plan.boards, ...toTestPlan(plan).boards] : plan.boards;
}

/** Board key of a row, also of a text's. */
export function boardKeyOf(row: Pick<LedgerRow, "phase">): string {
  return isText(row) ? row.phase.slice(0, -updatesSuffix.length) : row.phase;
}

const updatesSuffix = ".updates";

/** True for a text that was written as an update of the item. */
export function isText(row: Pick<LedgerRow, "phase">): boolean {
  return row.phase.endsWith(updatesSuffix);
}

/** The record in words: "Client 21". */
export function recordWords({ stream, row, sourceId }: Landed): string {
  return `${stream?.titleSingular ?? row.stream} ${sourceId}`;
}

export function sourceTitle({ connector, migration }: Ground): string {
  return connector?.view.title ?? migration.source;
}
