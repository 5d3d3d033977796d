import type { Inventory } from "../../contract/inventory.ts";
import type { PlanColumn, PlanPerson } from "../../contract/plan.ts";
import { conversions } from "../mapping/conversions.ts";
import { missingLinksKey } from "../mapping/missing-links.ts";
import type { BoardBlueprint, ColumnBlueprint } from "./blueprint.ts";
import { toColumnId } from "./column-id.ts";
import { conversionFor, defaultType, typeChoices } from "./column-types.ts";
import { type Decisions, place } from "./decisions.ts";
import { findExistingColumn } from "./existing-columns.ts";
import { extraColumns, internalColumns } from "./extra-columns.ts";
import type { DestinationLimits, ExistingBoard } from "./facts.ts";
import { type FieldStats, fieldStats, noStats } from "./field-stats.ts";
import { buildLabels, statusObstacle } from "./labels.ts";

export interface ColumnInput {
  readonly inventory: Inventory;
  readonly limits: DestinationLimits;
  readonly decisions: Decisions;
  readonly people: readonly PlanPerson[];
  readonly currency: string | null;
  /** The existing board records go to; null for a new one. */
  readonly existing: ExistingBoard | null;
  /** Boards that are written, by key: a connect column to another one cannot be. */
  readonly includedBoards: ReadonlySet<string>;
}

interface Presence {
  readonly filled: number;
  readonly reason: string;
}

function countText(count: number, singular: string, plural = `${singular}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? singular : plural}`;
}

function fieldPresence(stats: FieldStats, records: number): Presence {
  const share = records === 0 ? 0 : Math.round((stats.filled / records) * 100);
  if (stats.filled === 0) return { filled: 0, reason: "Empty in every record." };
  const text = share === 0 ? "under 1 %" : `${share} %`;
  return { filled: stats.filled, reason: `Filled in ${text} of the records.` };
}

function danglingOf(board: BoardBlueprint, inventory: Inventory): number {
  return board.columns
    .filter((column) => column.conversion === "reference")
    .reduce((sum, column) => sum + fieldStats(inventory, board.streams, column.fields[0] ?? "").dangling, 0);
}

/** Records in which the fullest of the column's fields has a value. */
function mostFilled(definition: ColumnBlueprint, board: BoardBlueprint, input: ColumnInput): number {
  const filled = definition.fields.map((field) => fieldStats(input.inventory, board.streams, field).filled);
  return Math.max(0, ...filled);
}

/** How many records have something for this column, and why it is therefore in or out. */
function presenceOf(
  definition: ColumnBlueprint,
  board: BoardBlueprint,
  stats: FieldStats,
  input: ColumnInput,
): Presence {
  const records = boardRecords(board, input.inventory);
  const { people } = input;
  switch (definition.conversion) {
    case "same_record":
      return { filled: records, reason: "Connects both items of the same record." };
    case "missing_links": {
      const filled = danglingOf(board, input.inventory);
      if (filled === 0) return { filled, reason: "Every record it points to exists." };
      return {
        filled,
        reason: `${countText(filled, "link points", "links point")} to records that do not exist.`,
      };
    }
    case "email_rest": {
      const filled = (stats.over.get("one_entry") ?? 0) + stats.invalid;
      if (filled === 0) return { filled, reason: "Nobody has a second address." };
      return {
        filled,
        reason: `${countText(filled, "record")} with more than one address, or with a text that is none.`,
      };
    }
    case "time_range":
      return fieldPresence({ ...stats, filled: mostFilled(definition, board, input) }, records);
    case "phones_as_written": {
      const filled = mostFilled(definition, board, input);
      return {
        filled,
        reason:
          filled === 0 ? "There are no phone numbers." : "Keeps what people typed, extensions included.",
      };
    }
    case "person_self": {
      const filled = people.filter((person) => person.userId !== null).length;
      if (filled === 0) return { filled, reason: "None of them is a monday user." };
      return { filled, reason: `${countText(filled, "person", "people")} assigned to a monday user.` };
    }
    case "person_reference": {
      if (stats.filled === 0 || people.every((person) => person.userId === null)) {
        return { filled: 0, reason: "None of the people is a monday user." };
      }
      return { filled: stats.filled, reason: "Lets everybody filter for their own items." };
    }
    case "person_name": {
      const unassigned = people.filter((person) => person.action !== "user" && person.records > 0);
      if (stats.filled === 0 || unassigned.length === 0) {
        return { filled: 0, reason: "Everybody is a monday user of their own." };
      }
      return { filled: stats.filled, reason: "Keeps the name of people who are not assigned in monday." };
    }
    default:
      return fieldPresence(stats, records);
  }
}

/** Records of all streams that land on a board. */
export function boardRecords(board: BoardBlueprint, inventory: Inventory): number {
  return inventory.streams
    .filter((stream) => board.streams.includes(stream.stream))
    .reduce((sum, stream) => sum + stream.records, 0);
}

function unitOf(definition: ColumnBlueprint, currency: string | null): string | null {
  if (definition.unit === "money") return currency;
  return definition.unit ?? null;
}

function decideInclude(
  definition: ColumnBlueprint,
  presence: Presence,
  decided: boolean | undefined,
): { include: boolean; reason: string } {
  const byDefault = definition.include === "filled" && presence.filled > 0;
  const reason = definition.include === "never" ? (definition.reason ?? presence.reason) : presence.reason;
  if (decided === undefined || decided === byDefault) return { include: byDefault, reason };
  return { include: decided, reason: decided ? "You included it." : "You left it out." };
}

function buildColumn(definition: ColumnBlueprint, board: BoardBlueprint, input: ColumnInput): PlanColumn {
  const { inventory, limits, decisions, includedBoards } = input;
  const at = place(board.key, definition.key);
  const stats =
    definition.fields.length === 0
      ? noStats
      : fieldStats(inventory, board.streams, definition.fields[0] ?? "");
  const usesLabels = ["label", "tags", "text"].includes(definition.conversion);
  const labels = usesLabels ? buildLabels(definition, stats, decisions.columnMap.get(at)) : [];
  const choices = typeChoices({ definition, stats, labels, limits });
  const wanted = decisions.columnType.get(at);
  const type =
    wanted !== undefined && choices.some((choice) => choice.type === wanted)
      ? wanted
      : defaultType(definition, choices);
  const conversion = conversionFor(definition.conversion, type);
  const showsLabels = conversion === "label" || conversion === "tags";
  const presence = presenceOf(definition, board, stats, input);
  const decided = decideInclude(definition, presence, decisions.columnInclude.get(at));
  const isUnreachable =
    type === "board_relation" && definition.link !== undefined && !includedBoards.has(definition.link.board);
  const obstacle =
    definition.type === "labels" &&
    type === "dropdown" &&
    labels !== null &&
    definition.conversion === "label"
      ? statusObstacle(labels, limits)
      : null;
  const existing = findExistingColumn(definition, type, input.existing);
  return {
    key: definition.key,
    columnId: existing?.id ?? toColumnId(definition.key),
    existing: existing !== null,
    title: existing?.title ?? decisions.columnTitle.get(at) ?? definition.title,
    type,
    include: decided.include && !isUnreachable,
    reason: isUnreachable
      ? "The board it connects to is left out."
      : [decided.reason, obstacle === null ? "" : `A dropdown, because ${obstacle}`]
          .filter(Boolean)
          .join(" "),
    stream: definition.stream,
    fields: [...definition.fields],
    conversion,
    conversionText: conversions[conversion].explain,
    loss: choices.find((choice) => choice.type === type)?.loss ?? null,
    choices: existing === null ? choices : choices.filter((choice) => choice.type === type),
    labels: showsLabels ? (labels ?? []) : [],
    unit: type === "numbers" ? unitFor(definition, at, input) : null,
    link: definition.link
      ? { board: definition.link.board, twoWay: definition.link.twoWay, missing: stats.dangling }
      : null,
    filled: presence.filled,
    examples: [],
  };
}

function unitFor(definition: ColumnBlueprint, at: string, input: ColumnInput): string | null {
  const decided = input.decisions.columnUnit.get(at);
  return decided === undefined ? unitOf(definition, input.currency) : decided;
}

/** All columns of a board: the blueprint's, then fields it does not name, then internal numbers (left out). */
export function buildColumns(board: BoardBlueprint, input: ColumnInput): PlanColumn[] {
  const definitions = [
    ...board.columns.filter((column) => column.key !== missingLinksKey),
    ...(board.extraFields ? extraColumns(board, input.inventory) : []),
    ...board.columns.filter((column) => column.key === missingLinksKey),
    ...(board.extraFields ? internalColumns(board, input.inventory) : []),
  ];
  const taken = new Set<string>();
  return definitions.map((definition) => {
    const column = buildColumn(definition, board, input);
    // Two columns never share an existing one: the second becomes a column of its own.
    if (column.existing && taken.has(column.columnId)) {
      return buildColumn(definition, board, { ...input, existing: null });
    }
    taken.add(column.columnId);
    return column;
  });
}
