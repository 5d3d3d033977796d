import type { MondayDocument } from "../api/documents.ts";

/** Work of taking back, or of giving back, that is sent as several aliases of one mutation. */
export type RemovalKind = "delete_item" | "delete_update" | "restore_item" | "restore_update";

const names: Readonly<Record<RemovalKind, string>> = {
  delete_item: "PortageDeleteItems",
  delete_update: "PortageDeleteUpdates",
  restore_item: "PortageRestoreCells",
  restore_update: "PortageRestoreUpdates",
};
const parameters: Readonly<Record<RemovalKind, (n: number) => string>> = {
  delete_item: (n) => `$i${n}: ID!`,
  delete_update: (n) => `$i${n}: ID!`,
  restore_item: (n) => `$i${n}: ID!, $v${n}: JSON!`,
  restore_update: (n) => `$i${n}: ID!, $v${n}: String!`,
};
const fields: Readonly<Record<RemovalKind, (n: number) => string>> = {
  delete_item: (n) => `w${n}: delete_item(item_id: $i${n}) { id }`,
  delete_update: (n) => `w${n}: delete_update(id: $i${n}) { id }`,
  restore_item: (n) =>
    `w${n}: change_multiple_column_values(board_id: $board, item_id: $i${n}, column_values: $v${n}) { id }`,
  restore_update: (n) => `w${n}: edit_update(id: $i${n}, body: $v${n}) { id }`,
};

/** One alias (`w0`, `w1` …) for each thing that is taken back, in order. */
export function removalDocument(kind: RemovalKind, count: number): MondayDocument {
  const places = Array.from({ length: count }, (_, n) => n);
  const head = [...(kind === "restore_item" ? ["$board: ID!"] : []), ...places.map(parameters[kind])];
  const body = places.map(fields[kind]);
  const name = names[kind];
  return {
    name,
    text: `mutation ${name}(${head.join(", ")}) {\n  complexity { query }\n  ${body.join("\n  ")}\n}`,
  };
}
