import type { Destination, FoundUpdate } from "../../connectors/types.ts";
import type { Plan, PlanBoard } from "../../contract/plan.ts";
import { type CompiledBoard, keptUpdateKey, type MappedUpdate } from "../../core/mapping/compile-board.ts";
import type { SourceRecord } from "../../core/records.ts";
import type { UpdateStory } from "../../core/verify/diff-record.ts";
import type { LedgerRow } from "../../store/store.ts";
import { externalIdOf } from "../loading/board-records.ts";
import { updatesPhase } from "../loading/prepare-updates.ts";
import { parseOperation } from "../loading/stored-operation.ts";
import type { RunContext } from "../run-context.ts";

/** By external id of the record. */
export type UpdateStories = ReadonlyMap<string, readonly UpdateStory[]>;

interface Wanted {
  readonly externalId: string;
  readonly update: Pick<MappedUpdate, "key" | "body">;
  /** Key of the ledger row of the update. */
  readonly id: string;
}

/** What became of the texts these records have as updates: asked of the ledger, then of monday. */
export async function readUpdateStories(
  context: RunContext,
  input: { destination: Destination; plan: Plan; board: PlanBoard; compiled: CompiledBoard },
  page: { records: readonly SourceRecord[]; rows: ReadonlyMap<string, LedgerRow> },
): Promise<UpdateStories> {
  const { deps, scope, waiting, signal } = context;
  const { board, plan, compiled, destination } = input;
  const wanted = page.records.flatMap((record): Wanted[] => {
    const externalId = externalIdOf(plan, record);
    if (!page.rows.get(externalId)?.itemId) return [];
    const updates: Pick<MappedUpdate, "key" | "body">[] = [...compiled.map(record).updates];
    // Names of people monday refused are kept there although the mapping knows nothing of it.
    if (!updates.some(({ key }) => key === keptUpdateKey)) updates.push({ key: keptUpdateKey, body: "" });
    return updates.map((update) => ({ externalId, update, id: `${externalId}#${update.key}` }));
  });
  const phase = updatesPhase(board.key);
  const rows = await deps.store.ledger.rows(
    scope,
    phase,
    wanted.map(({ id }) => id),
  );
  const written = [...rows.values()].flatMap(({ externalId, itemId, outcome }) =>
    itemId !== null && outcome === "created" ? [{ externalId, itemId }] : [],
  );
  const there =
    written.length === 0
      ? new Map<string, FoundUpdate>()
      : await waiting.until(() => destination.findUpdates({ updates: written }, signal));
  const stories = wanted.flatMap((each) => {
    const row = rows.get(each.id);
    if (!row && each.update.body === "") return [];
    return [{ externalId: each.externalId, story: toStory(board, each, { row, today: there.get(each.id) }) }];
  });
  const grouped = Map.groupBy(stories, ({ externalId }) => externalId);
  return new Map([...grouped].map(([externalId, own]) => [externalId, own.map(({ story }) => story)]));
}

function toStory(
  board: PlanBoard,
  { update }: Wanted,
  { row, today }: { row: LedgerRow | undefined; today: FoundUpdate | undefined },
): UpdateStory {
  const operation = row?.operation ? parseOperation(row.operation) : null;
  return {
    key: update.key,
    title: board.updates.find(({ key }) => key === update.key)?.title ?? update.key,
    body: update.body,
    written: operation?.kind === "create_update" && row?.outcome === "created" ? operation.body : null,
    readBack: today?.text ?? null,
    reason: row?.reason ?? row?.notes.find(({ code }) => code === "update_changed")?.text ?? null,
  };
}
