import type { Plan } from "../../contract/plan.ts";
import { loadOrder } from "../../core/planning/board-order.ts";
import { partOf, partsOf } from "../../core/planning/parts.ts";
import type { RunContext } from "../run-context.ts";
import { boardRecords, externalIdOf, rowsOnAnyPart } from "./board-records.ts";

/**
 * How many records of the snapshot each part of a split board has, by board key; boards in one piece are absent. A
 * record stays on the part it was written to, also when records before it come or go and its place is another now.
 * One without a row belongs where its place puts it.
 */
export async function countParts(context: RunContext, plan: Plan): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const board of loadOrder(plan)) {
    if (board.part?.index !== 1) continue;
    const parts = partsOf(plan.boards, board.part.of);
    for (const part of parts) counts.set(part.key, 0);
    let place = 0;
    for await (const page of boardRecords({ context, plan, board, parts: [board] })) {
      const ids = page.records.map((record) => externalIdOf(plan, record));
      const rows = await rowsOnAnyPart({ context, parts }, ids);
      for (const externalId of ids) {
        const key = rows.get(externalId)?.phase ?? partOf(parts, place).key;
        counts.set(key, (counts.get(key) ?? 0) + 1);
        place += 1;
      }
    }
  }
  return counts;
}
