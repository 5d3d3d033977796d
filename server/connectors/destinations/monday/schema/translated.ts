import { assertNever } from "../../../../contract/result.ts";
import type { BatchAnswer, Destination, ReadItem, WriteBatch, WriteOperation } from "../../../types.ts";
import { backTo, type ColumnIds, renameKeys } from "./column-ids.ts";

type Write = Destination["write"];
type ReadItems = Destination["readItems"];
type FindByExternalId = Destination["findByExternalId"];

/** Writes under planned column ids; reports dropped columns under them too. */
export function translateWrite(ids: ColumnIds, write: Write): Write {
  return async (batch, signal) => {
    const names = ids.of(batch.boardId);
    if (!names) return write(batch, signal);
    const answer = await write(translateBatch(batch, names), signal);
    return backFrom(answer, new Map([...names].map(([planned, real]) => [real, planned])));
  };
}

function translateBatch(batch: WriteBatch, names: ReadonlyMap<string, string>): WriteBatch {
  const operations = batch.operations.map((operation): WriteOperation => {
    switch (operation.kind) {
      case "create_update":
        return operation;
      case "create_item":
        return { ...operation, values: renameKeys(operation.values, names) };
      case "update_item":
        return { ...operation, values: renameKeys(operation.values, names) };
      default:
        return assertNever(operation);
    }
  });
  const externalIdColumnId = names.get(batch.externalIdColumnId) ?? batch.externalIdColumnId;
  return { ...batch, externalIdColumnId, operations };
}

function backFrom(answer: BatchAnswer, planned: ReadonlyMap<string, string>): BatchAnswer {
  if (answer.kind !== "answered") return answer;
  const results = answer.results.map((result) =>
    result.ok ? { ...result, dropped: result.dropped.map((id) => planned.get(id) ?? id) } : result,
  );
  return { ...answer, results };
}

/** Reads a page of a board; cells come back under the ids they were asked for, all of them under their real ids. */
export function translateReadItems(ids: ColumnIds, readItems: ReadItems): ReadItems {
  return async (input, signal) => {
    const names = ids.of(input.boardId);
    const asked = input.columnIds;
    if (!names || asked === null) return readItems(input, signal);
    const columnIds = asked.map((planned) => names.get(planned) ?? planned);
    const page = await readItems({ ...input, columnIds }, signal);
    if (!page.ok) return page;
    const planned = backTo(asked, names);
    const items = page.value.items.map((item) => ({ ...item, values: renameKeys(item.values, planned) }));
    return { ok: true, value: { ...page.value, items } };
  };
}

/** Looks up under the real id of the external-id column. */
export function translateFind(ids: ColumnIds, find: FindByExternalId): FindByExternalId {
  return (input, signal) =>
    find({ ...input, columnId: ids.of(input.boardId)?.get(input.columnId) ?? input.columnId }, signal);
}

/** Cells of an item of any board under the ids they were asked for. */
export function toPlannedItem(ids: ColumnIds, asked: readonly string[], item: ReadItem): ReadItem {
  const names = item.boardId === undefined ? null : ids.of(item.boardId);
  return names ? { ...item, values: renameKeys(item.values, backTo(asked, names)) } : item;
}

/** Restores cells under the ids they are known by: planned ids become real ones, real ones stay. */
export function translateRestore(
  ids: ColumnIds,
  restore: Destination["restoreCells"],
): Destination["restoreCells"] {
  return (input, signal) => {
    const names = ids.of(input.boardId);
    if (!names) return restore(input, signal);
    const items = input.items.map((item) => ({ ...item, cells: renameKeys(item.cells, names) }));
    return restore({ ...input, items }, signal);
  };
}
