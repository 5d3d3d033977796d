import type { ItemsPage } from "../../connectors/types.ts";
import type { ExistingCell } from "../../core/mapping/fill-empty.ts";
import type { BoardUse } from "../../core/rollback/judge-objects.ts";
import { isFilled } from "../../core/rollback/same-cell.ts";
import { rawObject } from "../../core/verify/raw-cell.ts";
import { stopIfInterrupted } from "../interruption.ts";
import type { Tools } from "./ground.ts";

/** Reads a board once and counts what is in these columns, in its groups, and who is assigned. */
export async function readBoardUse(
  tools: Tools,
  boardId: string,
  columns: {
    readonly counted: readonly string[];
    readonly people: readonly string[];
    /** Items that are to go: links to them do not count. */
    readonly going?: ReadonlySet<string>;
  },
): Promise<BoardUse> {
  const columnIds = [...new Set([...columns.counted, ...columns.people])];
  return tools.whole(async () => {
    const filled = new Map<string, number>();
    const groups = new Map<string, number>();
    const people = new Set<string>();
    let items = 0;
    let cursor: string | null = null;
    do {
      stopIfInterrupted(tools.signal);
      const request = { boardId, columnIds, cursor };
      const page: ItemsPage = await tools.ask(() => tools.destination.readItems(request, tools.signal));
      items += page.items.length;
      for (const { groupId, values } of page.items) {
        if (groupId !== null) groups.set(groupId, (groups.get(groupId) ?? 0) + 1);
        for (const id of columns.counted) {
          if (isUsed(values[id], columns.going)) filled.set(id, (filled.get(id) ?? 0) + 1);
        }
        for (const id of columns.people) for (const user of usersIn(values[id])) people.add(user);
      }
      cursor = page.cursor;
    } while (cursor !== null);
    return { items, filled, groups, people };
  });
}

function isUsed(cell: ExistingCell | undefined, going: ReadonlySet<string> | undefined): boolean {
  const linked = cell?.linkedItemIds ?? [];
  if (going === undefined || linked.length === 0) return isFilled(cell);
  return linked.some((id) => !going.has(id));
}

function usersIn(cell: { text: string | null; value: string | null } | undefined): readonly string[] {
  const people = cell ? rawObject(cell).personsAndTeams : undefined;
  if (!Array.isArray(people)) return [];
  return people.flatMap((person: unknown) =>
    typeof person === "object" && person !== null && "id" in person ? [String(person.id)] : [],
  );
}
