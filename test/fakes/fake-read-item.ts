import type { ReadItem } from "../../server/connectors/types.ts";
import type { TypedValue } from "../../server/contract/values.ts";
import type { FakeItem } from "./fake-destination.ts";

const externalIdColumn = "portage_id";

/** The source id an item carries; empty when it carries none. */
export function externalIdOf(item: FakeItem): string {
  const value = item.values[externalIdColumn];
  return value?.kind === "text" ? value.text : "";
}

/** An item as the destination tells it; all its columns when `columnIds` is null. */
export function toReadItem(item: FakeItem, columnIds: readonly string[] | null): ReadItem {
  const values: Record<string, ReadItem["values"][string]> = {};
  for (const columnId of columnIds ?? Object.keys(item.values)) {
    const value = item.values[columnId] ?? null;
    values[columnId] = {
      text: value === null ? null : textOf(value),
      value: value === null ? null : JSON.stringify(rawOf(value)),
      ...(value?.kind === "relation_items" ? { linkedItemIds: value.itemIds } : {}),
    };
  }
  const { id, name, groupId = null, updatedAt = null } = item;
  return { id, name, groupId, updatedAt, values };
}

function rawOf(value: TypedValue): unknown {
  if (value.kind === "number") return value.decimal;
  if (value.kind !== "people") return value;
  return { personsAndTeams: value.userIds.map((id) => ({ id: Number(id), kind: "person" })) };
}

function textOf(value: TypedValue): string {
  switch (value.kind) {
    case "text":
    case "long_text":
      return value.text;
    case "number":
      return value.decimal;
    case "email":
      return value.email;
    case "people":
      return value.userIds.join(", ");
    default:
      return "";
  }
}
