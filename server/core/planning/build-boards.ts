import type { Inventory } from "../../contract/inventory.ts";
import type { PlanBoard, PlanColumn, PlanPerson } from "../../contract/plan.ts";
import { fullTextKey, keptUpdateKey } from "../mapping/compile-board.ts";
import type { Blueprint, BoardBlueprint } from "./blueprint.ts";
import { buildColumns } from "./build-columns.ts";
import { externalIdColumnId } from "./column-id.ts";
import { boardRecords } from "./column-presence.ts";
import { type Decisions, place } from "./decisions.ts";
import type { DestinationFacts, ExistingBoard } from "./facts.ts";
import { fieldStats, streamOf } from "./field-stats.ts";
import { buildGroups } from "./groups.ts";
import { splitBoard } from "./parts.ts";

type PlanUpdate = PlanBoard["updates"][number];

export interface BoardInput {
  readonly blueprint: Blueprint;
  readonly inventory: Inventory;
  readonly facts: DestinationFacts;
  readonly decisions: Decisions;
  readonly people: readonly PlanPerson[];
  readonly currency: string | null;
  readonly names: Readonly<Record<string, string>>;
}

/** Records of a board that share its match key: how many groups of them, and how many records in all. */
function duplicatesOf(board: BoardBlueprint, inventory: Inventory): { groups: number; records: number } {
  const key = board.dedupe?.key;
  const found = board.streams.map((stream) =>
    streamOf(inventory, stream)?.duplicates.find((each) => each.key === key),
  );
  const [first] = found.filter((each) => each !== undefined);
  return first ? { groups: first.groups, records: first.records } : { groups: 0, records: 0 };
}

/** Records of a board that is matched by e-mail but have no valid address: they stay off it. */
export function recordsWithoutKey(board: BoardBlueprint, inventory: Inventory): number {
  const key = board.columns.find((column) => column.conversion === "email_key");
  if (!key) return 0;
  const stats = fieldStats(inventory, board.streams, key.fields[0] ?? "");
  return boardRecords(board, inventory) - (stats.filled - stats.invalid);
}

function buildDedupe(board: BoardBlueprint, input: BoardInput): PlanBoard["dedupe"] {
  if (board.dedupe === null) return null;
  const { key, title, policy, choices, reason } = board.dedupe;
  const decided = input.decisions.boardDedupe.get(board.key);
  return {
    key,
    title,
    policy: decided !== undefined && choices.includes(decided) ? decided : policy,
    choices: [...choices],
    reason,
    ...duplicatesOf(board, input.inventory),
  };
}

function expectedItems(board: BoardBlueprint, dedupe: PlanBoard["dedupe"], inventory: Inventory): number {
  const records = boardRecords(board, inventory) - recordsWithoutKey(board, inventory);
  if (dedupe === null || dedupe.policy === "keep_both") return records;
  return Math.max(0, records - (dedupe.records - dedupe.groups));
}

function fullTextUpdate(column: PlanColumn, board: BoardBlueprint, inventory: Inventory): PlanUpdate | null {
  const count = column.fields
    .map((field) => fieldStats(inventory, board.streams, field).over.get("long_text") ?? 0)
    .reduce((sum, each) => sum + each, 0);
  if (column.type !== "long_text" || !column.include || count === 0) return null;
  return {
    key: fullTextKey(column.key),
    title: `${column.title}, full text`,
    stream: column.stream,
    field: column.fields[0] ?? "",
    include: true,
    count,
  };
}

/** Records whose name or values do not fit: an upper bound, one record can have several. */
function keptCount(columns: readonly PlanColumn[], board: BoardBlueprint, inventory: Inventory): number {
  const invalid = columns
    .filter((column) => column.include && column.type !== "text" && column.type !== "long_text")
    .reduce((sum, column) => sum + fieldStats(inventory, board.streams, column.fields[0] ?? "").invalid, 0);
  return invalid + longNames(board, inventory);
}

/** Records whose item name may be longer than an item name can be. */
export function longNames(board: BoardBlueprint, inventory: Inventory): number {
  return board.nameFields
    .map((field) => fieldStats(inventory, board.streams, field).over.get("name") ?? 0)
    .reduce((sum, count) => sum + count, 0);
}

function buildUpdates(
  board: BoardBlueprint,
  columns: readonly PlanColumn[],
  input: BoardInput,
): PlanUpdate[] {
  const whole = board.updates.map((update) => ({
    key: update.key,
    title: update.title,
    stream: update.stream,
    field: update.field,
    include: false,
    count: fieldStats(input.inventory, board.streams, update.field).filled,
  }));
  const full = columns.flatMap((column) => fullTextUpdate(column, board, input.inventory) ?? []);
  const kept: PlanUpdate = {
    key: keptUpdateKey,
    title: "Values that did not fit",
    stream: board.streams[0] ?? "",
    field: "",
    include: true,
    count: keptCount(columns, board, input.inventory),
  };
  return [...whole.filter((update) => update.count > 0), ...full, kept].map((update) => ({
    ...update,
    include: input.decisions.updateInclude.get(place(board.key, update.key)) ?? update.include,
  }));
}

/** The existing board a blueprint board goes to: the confirmed Contacts board, unless the admin chose a new one. */
function existingTarget(board: BoardBlueprint, input: BoardInput): ExistingBoard | null {
  if (!board.mayUseContactsBoard || input.facts.contactsBoard === null) return null;
  const decided = input.decisions.boardTarget.get(board.key);
  return decided === null ? null : input.facts.contactsBoard;
}

function decideInclude(board: BoardBlueprint, input: BoardInput): { include: boolean; reason: string } {
  const { inventory, decisions } = input;
  const records = boardRecords(board, inventory);
  const usable = records - recordsWithoutKey(board, inventory);
  if (records === 0)
    return { include: false, reason: `There are no ${board.title.toLowerCase()} in the source.` };
  if (usable === 0) return { include: false, reason: "Nobody has a valid e-mail to be matched by." };
  const decided = decisions.boardInclude.get(board.key) ?? true;
  if (!decided) return { include: false, reason: "You left it out." };
  return {
    include: true,
    reason: `${usable.toLocaleString("en")} ${usable === 1 ? "record" : "records"} to move.`,
  };
}

/** Boards that are written, by key. */
function includedBoards(input: BoardInput): Set<string> {
  return new Set(
    input.blueprint.boards.filter((board) => decideInclude(board, input).include).map((board) => board.key),
  );
}

function buildBoard(board: BoardBlueprint, input: BoardInput, included: ReadonlySet<string>): PlanBoard {
  const { inventory, decisions, facts, people, currency } = input;
  const existing = existingTarget(board, input);
  const columns = buildColumns(board, {
    inventory,
    limits: facts.limits,
    decisions,
    people,
    currency,
    existing,
    includedBoards: included,
  });
  const dedupe = buildDedupe(board, input);
  const items = expectedItems(board, dedupe, inventory);
  const grouping = existing === null ? buildGroups(board, items, input) : { groupBy: null, groups: [] };
  const links = columns.filter((column) => column.include && column.type === "board_relation");
  return {
    key: board.key,
    title: existing?.name ?? decisions.boardTitle.get(board.key) ?? board.title,
    purpose: board.purpose,
    ...decideInclude(board, input),
    target: existing
      ? { mode: "existing", boardId: existing.id, boardName: existing.name }
      : { mode: "create" },
    part: null,
    streams: [...board.streams],
    itemSingular: board.itemSingular,
    nameFields: [...board.nameFields],
    externalIdColumnId,
    ...grouping,
    columns,
    updates: buildUpdates(board, columns, input),
    dedupe,
    dependsOn: [...new Set(links.flatMap((column) => column.link?.board ?? []))].filter(
      (key) => key !== board.key,
    ),
    lane: "aliased",
    records: boardRecords(board, inventory),
    items,
    seconds: 0,
    sample: [],
  };
}

/** Every board of the blueprint as this account gets it, split where monday's items limit asks for it. */
export function buildBoards(input: BoardInput): PlanBoard[] {
  const included = includedBoards(input);
  return input.blueprint.boards.flatMap((board) =>
    splitBoard(buildBoard(board, input, included), {
      limits: input.facts.limits,
      titles: input.decisions.boardTitle,
    }),
  );
}
