import type { FieldInventory } from "../../contract/inventory.ts";
import { isDate, isUnsetDate, parseTime } from "../mapping/dates.ts";
import { isEmail } from "../mapping/email.ts";
import { itemNameMax, labelValuesMax, longTextMax, statusLabelMax } from "../mapping/limits.ts";
import { toDecimal } from "../mapping/numbers.ts";
import { toList, toRawKey } from "../mapping/text.ts";
import { type FieldDefinition, type FieldType, type FieldValue, isEmpty } from "../records.ts";

/** Distinct values counted per field; a field with more has no value set. */
const distinctCap = 1_000;
/** Texts longer than this are no values of a set. */
const valueLengthMax = 200;
const examplesMax = 5;
const exampleLengthMax = 120;

const listTypes: ReadonlySet<FieldType> = new Set(["email_list", "phone_list", "tags", "reference_list"]);
const uncounted: ReadonlySet<FieldType> = new Set(["email_list", "phone", "phone_list", "long_text"]);

/** Whether a value fits its field's type; only types with a shape can fail. */
function isValid(type: FieldType, value: FieldValue): boolean {
  const text = toRawKey(value);
  switch (type) {
    case "email_list":
      return toList(value).some(isEmail);
    case "date":
      return isDate(text);
    case "time":
      return parseTime(text) !== null;
    case "integer":
    case "decimal":
    case "money":
    case "minutes":
      return toDecimal(value) !== null;
    default:
      return true;
  }
}

/** Small order-independent hash (FNV-1a): picks examples from all over the data, always the same ones. */
function spread(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01_00_01_93);
  }
  return hash >>> 0;
}

export interface FieldCounter {
  add(value: FieldValue | undefined): void;
  addDangling(): void;
  finish(records: number): FieldInventory;
}

/** Counts one field of one stream in bounded memory; the result does not depend on the order of records. */
export function createFieldCounter(definition: FieldDefinition, custom: boolean): FieldCounter {
  const { type } = definition;
  const isList = listTypes.has(type);
  let filled = 0;
  let invalid = 0;
  let dangling = 0;
  let longest = 0;
  let min: string | null = null;
  let max: string | null = null;
  let values: Map<string, number> | null = uncounted.has(type) ? null : new Map();
  const over = new Map<string, number>();
  const examples = new Map<string, number>();

  function exceed(key: string): void {
    over.set(key, (over.get(key) ?? 0) + 1);
  }
  function countLength(text: string): void {
    longest = Math.max(longest, text.length);
    if (text.length > statusLabelMax) exceed("label");
    if (text.length > itemNameMax) exceed("name");
    if (text.length > longTextMax) exceed("long_text");
  }
  function countValue(text: string): void {
    if (values === null || text === "") return;
    if (text.length > valueLengthMax) {
      values = null;
      return;
    }
    values.set(text, (values.get(text) ?? 0) + 1);
    if (values.size > distinctCap) values = null;
  }
  function countExample(text: string): void {
    const example = text.slice(0, exampleLengthMax);
    if (examples.has(example)) return;
    examples.set(example, spread(example));
    if (examples.size <= examplesMax) return;
    const [worst] = [...examples].sort(([a, m], [b, n]) => n - m || (a < b ? 1 : -1));
    if (worst) examples.delete(worst[0]);
  }
  function countRange(text: string): void {
    if (type !== "date" && type !== "time") return;
    if (min === null || text < min) min = text;
    if (max === null || text > max) max = text;
  }

  return {
    add(value) {
      if (value === undefined || isEmpty(value)) return;
      const text = toRawKey(value);
      if (text === "" || (type === "date" && isUnsetDate(text))) return;
      filled += 1;
      countLength(text);
      if (isValid(type, value)) countRange(text);
      else invalid += 1;
      if (isList) {
        const entries = toList(value);
        if (entries.length > 1) exceed("one_entry");
        for (const entry of new Set(entries)) countValue(entry);
      } else {
        countValue(text);
      }
      countExample(text);
    },
    addDangling() {
      dangling += 1;
    },
    finish(records) {
      const counted = [...(values ?? [])].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
      return {
        name: definition.name,
        title: definition.title,
        type,
        filled,
        empty: records - filled,
        invalid,
        distinct: values === null ? null : values.size,
        values: counted.slice(0, labelValuesMax).map(([value, count]) => ({ value, count })),
        longest,
        over: Object.fromEntries([...over].sort(([a], [b]) => (a < b ? -1 : 1))),
        min,
        max,
        examples: [...examples].sort(([a, m], [b, n]) => m - n || (a < b ? -1 : 1)).map(([text]) => text),
        dangling,
        custom,
      };
    },
  };
}
