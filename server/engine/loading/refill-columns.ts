import { z } from "zod";
import type { SchemaObject } from "../../connectors/types.ts";
import type { TypedValue } from "../../contract/values.ts";
import type { RunContext } from "../run-context.ts";
import type { BoardJob } from "./board-job.ts";
import { boardRecords, type RecordPage } from "./board-records.ts";
import type { Delivery } from "./delivery.ts";
import { findLinks, resolveLinks } from "./links.ts";
import { type ItemUpdate, sendUpdates } from "./send-updates.ts";

const keysSchema = z.array(z.string());
/** Key of the source id's column among the objects of a board. */
const sourceIdKey = "portage_id";

function markOf(boardKey: string): string {
  return `refill:${boardKey}`;
}

/**
 * Remembers that a column was made a second time, so that items written before get their values back. Call it before
 * the column counts as made: a crash then does not forget it.
 */
export async function noteRefill(context: RunContext, column: SchemaObject): Promise<void> {
  const [boardKey = "", columnKey = ""] = column.key.split("/");
  const keys = new Set([...(await readRefill(context, boardKey)), columnKey]);
  await saveRefill(context, boardKey, [...keys]);
}

/** Keys of the columns that the items of a board still have to get. */
export async function readRefill(context: RunContext, boardKey: string): Promise<readonly string[]> {
  const { deps, run, scope } = context;
  const mark = (await deps.store.runs.marks(scope.accountId, run.id)).get(markOf(boardKey));
  return mark === undefined ? [] : keysSchema.parse(JSON.parse(mark));
}

async function saveRefill(context: RunContext, boardKey: string, keys: readonly string[]): Promise<void> {
  const { deps, run, scope } = context;
  await deps.store.runs.mark(scope.accountId, run.id, markOf(boardKey), JSON.stringify(keys));
}

/**
 * Writes the values of these columns to the items the board had before; how each record ended stays as it was. The
 * same values twice are the same values, so no intent is needed: after a crash it is done once more.
 */
export async function refillColumns(
  job: BoardJob,
  delivery: Delivery,
  keys: readonly string[],
): Promise<void> {
  for await (const page of boardRecords(job)) {
    const updates = await toUpdates(job, page, keys);
    let from = 0;
    while (from < updates.length) {
      const to = from + Math.max(1, job.destination.batchSize());
      await sendUpdates(delivery, updates.slice(from, to), () => {});
      from = to;
    }
  }
  await saveRefill(job.context, job.board.key, []);
}

async function toUpdates(job: BoardJob, page: RecordPage, keys: readonly string[]): Promise<ItemUpdate[]> {
  const { board, context, target } = job;
  const columns = new Set(board.columns.filter(({ key }) => keys.includes(key)).map((each) => each.columnId));
  const compiled = job.people.compiled();
  const mapped = page.records.map((record) => compiled.map(record));
  const find = await findLinks(job, mapped);
  const ids = mapped.map(({ externalId }) => externalId);
  const rows = await context.deps.store.ledger.rows(context.scope, target.phase, ids);
  return mapped.flatMap((record): ItemUpdate[] => {
    const { externalId } = record;
    const row = rows.get(externalId);
    if (!row?.itemId || (row.outcome !== "created" && row.outcome !== "updated")) return [];
    const resolved = Object.entries(resolveLinks(board, record, find).values);
    const values: Record<string, TypedValue> = Object.fromEntries(
      resolved.filter(([columnId]) => columns.has(columnId)),
    );
    if (keys.includes(sourceIdKey)) values[target.externalIdColumnId] = { kind: "text", text: externalId };
    if (Object.keys(values).length === 0) return [];
    return [{ kind: "update_item", externalId, itemId: row.itemId, name: null, values }];
  });
}
