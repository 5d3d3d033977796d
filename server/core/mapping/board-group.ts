import type { PlanBoard } from "../../contract/plan.ts";
import type { SourceRecord } from "../records.ts";
import { toRawKey } from "./text.ts";

/** Grouping by stream instead of by a field. */
export const groupByStream = "@stream";
/** Group of records whose grouping field is empty, and of a board with one group. */
export const restGroupKey = "all";

/** Which group a record goes to; null on a board whose groups are not ours (an existing board). */
export function compileGroup(board: PlanBoard): (record: SourceRecord) => string | null {
  const keys = new Set(board.groups.map((group) => group.key));
  const rest = keys.has(restGroupKey) ? restGroupKey : (board.groups[0]?.key ?? null);
  const field = board.groupBy;
  if (field === null || keys.size === 0) return () => rest;
  if (field === groupByStream) return (record) => (keys.has(record.stream) ? record.stream : rest);
  return (record) => {
    const key = toRawKey(record.fields[field]);
    return keys.has(key) ? key : rest;
  };
}
