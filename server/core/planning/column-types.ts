import type { PlanLabel } from "../../contract/plan.ts";
import type { ColumnType } from "../../contract/values.ts";
import type { ConversionName } from "../mapping/conversion-names.ts";
import { typesOf } from "../mapping/conversions.ts";
import { isDate, isUnsetDate } from "../mapping/dates.ts";
import { toDecimal } from "../mapping/numbers.ts";
import type { ColumnBlueprint } from "./blueprint.ts";
import type { DestinationLimits } from "./facts.ts";
import type { FieldStats } from "./field-stats.ts";
import { statusObstacle } from "./labels.ts";

export interface TypeChoice {
  readonly type: ColumnType;
  readonly loss: string | null;
}

/** What the admin gives up with a type; null when nothing is lost. */
function lossOf(conversion: ConversionName, type: ColumnType): string | null {
  const isText = type === "text" || type === "long_text";
  if (type === "checkbox") return "No and not filled in look the same: both are an empty box.";
  if (!isText) return null;
  switch (conversion) {
    case "email_first":
    case "email_key":
      return "monday no longer offers to write to this address from the cell.";
    case "phone":
      return "monday no longer offers to call this number from the cell.";
    case "reference":
    case "same_record":
      return "The items are not connected; the cell only holds the numbers of the source.";
    case "person_self":
    case "person_reference":
      return "Nobody is assigned; the cell holds the name.";
    case "number":
    case "duration":
      return "monday cannot add up or compare texts as numbers.";
    default:
      return null;
  }
}

function everyValue(stats: FieldStats, test: (value: string) => boolean): boolean {
  return stats.values !== null && stats.values.length > 0 && stats.values.every(({ value }) => test(value));
}

function keepsDigits(value: string): boolean {
  return toDecimal(value) !== null && !/^[-+]?0\d/.test(value) && !value.startsWith("+");
}

/** Types that free text may take because every value fits without loss. */
function typesOfFreeText(stats: FieldStats, labels: readonly PlanLabel[] | null): ColumnType[] {
  const types: ColumnType[] = ["text", "long_text"];
  if (labels !== null && labels.length > 0) types.push("status", "dropdown");
  if (everyValue(stats, keepsDigits)) types.push("numbers");
  if (everyValue(stats, (value) => isDate(value) || isUnsetDate(value))) types.push("date");
  if (everyValue(stats, (value) => /^https?:\/\/\S+$/i.test(value))) types.push("link");
  return types;
}

function isYesNo(stats: FieldStats): boolean {
  return everyValue(stats, (value) => ["true", "false", "0", "1"].includes(value));
}

export interface TypeInput {
  readonly definition: ColumnBlueprint;
  readonly stats: FieldStats;
  readonly labels: readonly PlanLabel[] | null;
  readonly limits: DestinationLimits;
}

/** Types this column may have, with what each loses. Only types that can hold every value are offered. */
export function typeChoices({ definition, stats, labels, limits }: TypeInput): TypeChoice[] {
  const { conversion } = definition;
  if (conversion === "missing_links") return [{ type: "text", loss: null }];
  const types = conversion === "text" ? typesOfFreeText(stats, labels) : typesOf(conversion);
  return types
    .filter((type) => {
      if (type === "checkbox") return conversion === "label" && isYesNo(stats);
      if (type === "dropdown" || type === "tags") return labels !== null && labels.length > 0;
      if (type === "status") {
        return labels !== null && labels.length > 0 && statusObstacle(labels, limits) === null;
      }
      return true;
    })
    .map((type) => ({ type, loss: lossOf(conversion, type) }));
}

/** The type a column has unless the admin chose another: labels become status, dropdown or text as they fit. */
export function defaultType(definition: ColumnBlueprint, choices: readonly TypeChoice[]): ColumnType {
  const offered = (type: ColumnType) => choices.some((choice) => choice.type === type);
  if (definition.type !== "labels") return offered(definition.type) ? definition.type : "text";
  if (definition.conversion === "tags") return offered("dropdown") ? "dropdown" : "text";
  return offered("status") ? "status" : offered("dropdown") ? "dropdown" : "text";
}

/** Free text shown as labels or days is read by the conversion of that type. */
export function conversionFor(conversion: ConversionName, type: ColumnType): ConversionName {
  if (conversion !== "text") return conversion;
  if (type === "status" || type === "dropdown") return "label";
  return type === "date" ? "date" : conversion;
}
