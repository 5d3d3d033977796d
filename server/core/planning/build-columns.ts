import type { Inventory } from "../../contract/inventory.ts";
import type { PlanColumn, PlanPerson } from "../../contract/plan.ts";
import { conversions } from "../mapping/conversions.ts";
import { missingLinksKey } from "../mapping/missing-links.ts";
import type { BoardBlueprint, ColumnBlueprint } from "./blueprint.ts";
import { toColumnId } from "./column-id.ts";
import { type Presence, presenceOf } from "./column-presence.ts";
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

/** The type with everything that follows from it: labels, conversion, what else could be chosen. */
function decideType(definition: ColumnBlueprint, stats: FieldStats, at: string, input: ColumnInput) {
  const { limits, decisions } = input;
  const usesLabels = ["label", "tags", "text"].includes(definition.conversion);
  const labels = usesLabels ? buildLabels(definition, stats, decisions.columnMap.get(at)) : [];
  const choices = typeChoices({ definition, stats, labels, limits });
  const wanted = decisions.columnType.get(at);
  const isOffered = choices.some((choice) => choice.type === wanted);
  const type = wanted !== undefined && isOffered ? wanted : defaultType(definition, choices);
  const conversion = conversionFor(definition.conversion, type);
  const showsLabels = conversion === "label" || conversion === "tags";
  const isFallback = definition.type === "labels" && definition.conversion === "label" && type === "dropdown";
  const obstacle = isFallback ? statusObstacle(labels ?? [], limits) : null;
  return {
    type,
    conversion,
    choices,
    labels: showsLabels ? (labels ?? []) : [],
    remark: obstacle === null ? "" : ` A dropdown, because ${obstacle}`,
  };
}

function buildColumn(definition: ColumnBlueprint, board: BoardBlueprint, input: ColumnInput): PlanColumn {
  const { inventory, decisions, includedBoards, people } = input;
  const at = place(board.key, definition.key);
  const field = definition.fields[0];
  const stats = field === undefined ? noStats : fieldStats(inventory, board.streams, field);
  const { type, conversion, choices, labels, remark } = decideType(definition, stats, at, input);
  const presence = presenceOf({ definition, board, stats, inventory, people });
  const decided = decideInclude(definition, presence, decisions.columnInclude.get(at));
  const { link = null } = definition;
  const isUnreachable = type === "board_relation" && link !== null && !includedBoards.has(link.board);
  const existing = findExistingColumn(definition, type, input.existing);
  return {
    key: definition.key,
    columnId: existing?.id ?? toColumnId(definition.key),
    existing: existing !== null,
    title: existing?.title ?? decisions.columnTitle.get(at) ?? definition.title,
    type,
    include: decided.include && !isUnreachable,
    reason: isUnreachable ? "The board it connects to is left out." : decided.reason + remark,
    stream: definition.stream,
    fields: [...definition.fields],
    conversion,
    conversionText: conversions[conversion].explain,
    loss: choices.find((choice) => choice.type === type)?.loss ?? null,
    choices: existing === null ? choices : choices.filter((choice) => choice.type === type),
    labels,
    unit: type === "numbers" ? unitFor(definition, at, input) : null,
    link: link && { ...link, missing: stats.dangling },
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
