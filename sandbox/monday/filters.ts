import { idsOf } from "./columns/codec.ts";
import { codecOf } from "./columns/registry.ts";
import { columnNotFound, platformError } from "./errors.ts";
import { keyOf } from "./item-index.ts";
import type { JsonValue, SandboxBoard, SandboxColumn, SandboxItem } from "./model.ts";
import type { AccountWorld } from "./world.ts";

interface ItemsRule {
  column_id: string;
  compare_value: JsonValue;
  compare_attribute?: string | null;
  operator?: string;
}

interface ItemsRuleGroup {
  rules?: ItemsRule[] | null;
  groups?: ItemsRuleGroup[] | null;
  operator?: "and" | "or";
}

export interface ItemsQuery extends ItemsRuleGroup {
  ids?: string[] | null;
  order_by?: { column_id: string; direction?: "asc" | "desc" }[] | null;
}

export type ItemFilter = (item: SandboxItem) => boolean;

/** Types whose items can be found by exact text through the index. */
const INDEXED = new Set(["name", "text", "long_text", "numbers", "email", "phone", "link", "date"]);

export function isIndexed(column: SandboxColumn): boolean {
  return INDEXED.has(column.type);
}

/** Compiles `query_params` into a filter; unknown columns and operators answer the platform's errors. */
export function compileFilter(world: AccountWorld, board: SandboxBoard, query: ItemsRuleGroup): ItemFilter {
  const parts = [
    ...(query.rules ?? []).map((rule) => compileRule(world, board, rule)),
    ...(query.groups ?? []).map((group) => compileFilter(world, board, group)),
  ];
  if (parts.length === 0) return () => true;
  return query.operator === "or"
    ? (item) => parts.some((matches) => matches(item))
    : (item) => parts.every((matches) => matches(item));
}

function compileRule(world: AccountWorld, board: SandboxBoard, rule: ItemsRule): ItemFilter {
  const column = board.columns.get(rule.column_id);
  if (!column) throw columnNotFound(rule.column_id);
  const values = Array.isArray(rule.compare_value) ? rule.compare_value : [rule.compare_value];
  const textOf = (item: SandboxItem) => cellText(world, column, item);
  const needle = String(values[0] ?? "").toLowerCase();
  switch (rule.operator ?? "any_of") {
    case "any_of":
      return anyOf(column, values);
    case "not_any_of": {
      const matches = anyOf(column, values);
      return (item) => !matches(item);
    }
    case "is_empty":
      return (item) => isEmpty(column, item);
    case "is_not_empty":
      return (item) => !isEmpty(column, item);
    case "contains_text":
      return (item) => textOf(item).toLowerCase().includes(needle);
    case "not_contains_text":
      return (item) => !textOf(item).toLowerCase().includes(needle);
    case "contains_terms":
      return (item) => needle.split(/\s+/).every((term) => textOf(item).toLowerCase().includes(term));
    case "starts_with":
      return (item) => textOf(item).toLowerCase().startsWith(needle);
    case "greater_than":
    case "greater_than_or_equals":
    case "lower_than":
    case "lower_than_or_equal":
      return ordered(column, rule.operator ?? "", values[0] ?? null);
    case "between":
      return between(column, values);
    default:
      throw platformError("InvalidArgumentException", `Operator ${rule.operator} is not supported`);
  }
}

/** Wrongly shaped values match nothing and give no error, which is what the platform does. */
function anyOf(column: SandboxColumn, values: readonly JsonValue[]): ItemFilter {
  switch (column.type) {
    case "status":
      return (item) => values.includes(asNumber(item.cells[column.id]) ?? Number.NaN);
    case "dropdown":
    case "tags":
    case "board_relation":
      return (item) => idsOf(item.cells[column.id]).some((id) => values.includes(id));
    case "people":
      return (item) => idsOf(item.cells[column.id]).some((id) => values.includes(`person-${id}`));
    case "date": {
      const days = values[0] === "EXACT" ? values.slice(1) : [];
      return (item) => days.includes((keyOf(item, column.id) ?? "").slice(0, 10));
    }
    case "checkbox":
      return () => false;
    default: {
      const wanted = new Set(values.map(String));
      return (item) => wanted.has(keyOf(item, column.id) ?? "");
    }
  }
}

function asNumber(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function ordered(column: SandboxColumn, operator: string, value: JsonValue): ItemFilter {
  const limit = column.type === "numbers" ? Number(value) : String(value);
  return (item) => {
    const key = keyOf(item, column.id);
    if (key === undefined) return false;
    const own = column.type === "numbers" ? Number(key) : key;
    if (operator === "greater_than") return own > limit;
    if (operator === "greater_than_or_equals") return own >= limit;
    return operator === "lower_than" ? own < limit : own <= limit;
  };
}

function between(column: SandboxColumn, values: readonly JsonValue[]): ItemFilter {
  const [from, to] = values.map(String);
  if (column.type !== "date" || from === undefined || to === undefined) return () => false;
  return (item) => {
    const day = (keyOf(item, column.id) ?? "").slice(0, 10);
    return day !== "" && day >= from && day <= to;
  };
}

function isEmpty(column: SandboxColumn, item: SandboxItem): boolean {
  return column.type === "name" ? item.name === "" : item.cells[column.id] === undefined;
}

/** What a cell shows, empty for an unset one. */
export function cellText(world: AccountWorld, column: SandboxColumn, item: SandboxItem): string {
  if (column.type === "name") return item.name;
  const cell = item.cells[column.id];
  return cell === undefined ? "" : (codecOf(column.type).text(cell, { world, column, item }) ?? "");
}
