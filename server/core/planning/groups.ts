import type { Inventory } from "../../contract/inventory.ts";
import type { PlanGroup } from "../../contract/plan.ts";
import { groupByStream, restGroupKey } from "../mapping/board-group.ts";
import { toExternalId } from "../records.ts";
import type { BoardBlueprint } from "./blueprint.ts";
import { boardRecords } from "./column-presence.ts";
import { type Decisions, place } from "./decisions.ts";
import { fieldStats, streamOf } from "./field-stats.ts";
import { groupColorAt } from "./palette.ts";

/** A board with more groups than this is harder to read than one without. */
const groupsMax = 60;

interface GroupDraft {
  readonly key: string;
  readonly title: string;
  readonly count: number;
}

function groupsByStream(board: BoardBlueprint, inventory: Inventory): GroupDraft[] {
  return board.streams.flatMap((name) => {
    const stream = streamOf(inventory, name);
    return stream && stream.records > 0 ? [{ key: name, title: stream.title, count: stream.records }] : [];
  });
}

function compareKeys(order: readonly string[]): (a: GroupDraft, b: GroupDraft) => number {
  const rank = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
  return (a, b) =>
    rank(a.key) - rank(b.key) ||
    Number(a.key) - Number(b.key) ||
    (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

function groupsByField(
  board: BoardBlueprint,
  field: string,
  inventory: Inventory,
  names: Readonly<Record<string, string>>,
): GroupDraft[] | null {
  const { values } = fieldStats(inventory, board.streams, field);
  if (values === null || values.length === 0 || values.length > groupsMax) return null;
  const titleOf = (key: string) => {
    const name =
      board.groupStream === undefined
        ? undefined
        : names[toExternalId(inventory.source, board.groupStream, key)];
    return name ?? board.groupTitles?.[key] ?? (board.groupStream === undefined ? key : `Group ${key}`);
  };
  const drafts = values
    .filter(({ value }) => value !== "")
    .map(({ value, count }) => ({ key: value, title: titleOf(value), count }))
    .sort(compareKeys(Object.keys(board.groupTitles ?? {})));
  const grouped = drafts.reduce((sum, draft) => sum + draft.count, 0);
  const rest = boardRecords(board, inventory) - grouped;
  return rest > 0
    ? [...drafts, { key: restGroupKey, title: `Other ${board.title.toLowerCase()}`, count: rest }]
    : drafts;
}

/**
 * Groups of a new board. `groupBy` comes back null when the field's values are too many or unknown and all items
 * share one group. `items` are the board's expected items, `names` record names by external id.
 */
export function buildGroups(
  board: BoardBlueprint,
  items: number,
  input: {
    readonly inventory: Inventory;
    readonly decisions: Decisions;
    readonly names: Readonly<Record<string, string>>;
  },
): { readonly groupBy: string | null; readonly groups: PlanGroup[] } {
  const { inventory, decisions, names } = input;
  const drafts =
    board.groupBy === null
      ? null
      : board.groupBy === groupByStream
        ? groupsByStream(board, inventory)
        : groupsByField(board, board.groupBy, inventory, names);
  const isGrouped = drafts !== null && drafts.length > 0;
  const list = isGrouped ? drafts : [{ key: restGroupKey, title: board.title, count: items }];
  return {
    groupBy: isGrouped ? board.groupBy : null,
    groups: list.map((draft, index) => ({
      key: draft.key,
      title: decisions.groupTitle.get(place(board.key, draft.key)) ?? draft.title,
      color: groupColorAt(index),
      count: draft.count,
    })),
  };
}
