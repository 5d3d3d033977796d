import type { MondayDocument } from "../api/documents.ts";

export type WriteKind = "create_item" | "update_item" | "create_update";

/** Read the written connect and people cells back, to see what monday dropped without a word. */
const READ_BACK =
  "column_values(ids: $check) { id ... on BoardRelationValue { linked_item_ids } ... on PeopleValue { persons_and_teams { id } } }";

const parameters: Readonly<Record<WriteKind, (n: number) => string>> = {
  create_item: (n) => `$g${n}: String, $n${n}: String!, $v${n}: JSON!`,
  update_item: (n) => `$i${n}: ID!, $v${n}: JSON!`,
  create_update: (n) => `$i${n}: ID!, $b${n}: String!, $d${n}: String`,
};

const fields: Readonly<Record<WriteKind, (n: number, back: string) => string>> = {
  create_item: (n, back) =>
    `w${n}: create_item(board_id: $board, group_id: $g${n}, item_name: $n${n}, column_values: $v${n}) { id ${back}}`,
  update_item: (n, back) =>
    `w${n}: change_multiple_column_values(board_id: $board, item_id: $i${n}, column_values: $v${n}) { id ${back}}`,
  create_update: (n) =>
    `w${n}: create_update(item_id: $i${n}, body: $b${n}, original_creation_date: $d${n}) { id }`,
};

const letters: Readonly<Record<WriteKind, string>> = {
  create_item: "c",
  update_item: "u",
  create_update: "t",
};

/** Documents kept: one per batch size and kind is the rule, mixed batches are few. */
const CACHE_MAX = 400;

/** Writes in one mutation, one alias each (`w0`, `w1` …), in order. The same shape gives the same text. */
export function createBatchDocuments(): (
  kinds: readonly WriteKind[],
  options: { readBack: boolean },
) => MondayDocument {
  const cache = new Map<string, MondayDocument>();
  return (kinds, options) => {
    const key = `${options.readBack ? "r" : "-"}${kinds.map((kind) => letters[kind]).join("")}`;
    const known = cache.get(key);
    if (known) return known;
    if (cache.size >= CACHE_MAX) cache.clear();
    const made = batchDocument(kinds, options);
    cache.set(key, made);
    return made;
  };
}

/** The document of a batch, uncached: what `createBatchDocuments` remembers. */
export function batchDocument(kinds: readonly WriteKind[], options: { readBack: boolean }): MondayDocument {
  const toItems = kinds.some((kind) => kind !== "create_update");
  const readBack = options.readBack && toItems;
  const head = [
    ...(toItems ? ["$board: ID!"] : []),
    ...(readBack ? ["$check: [String!]"] : []),
    ...kinds.map((kind, n) => parameters[kind](n)),
  ];
  const body = kinds.map((kind, n) => fields[kind](n, readBack ? `${READ_BACK} ` : ""));
  const text = `mutation PortageWrite(${head.join(", ")}) {\n  complexity { query }\n  ${body.join("\n  ")}\n}`;
  return { name: "PortageWrite", text };
}

/** Tags by name, one alias each (`t0`, `t1` …); an existing tag is given back. */
export function tagsDocument(count: number): MondayDocument {
  const indexes = Array.from({ length: count }, (_, n) => n);
  const head = indexes.map((n) => `$t${n}: String`).join(", ");
  const body = indexes.map((n) => `t${n}: create_or_get_tag(tag_name: $t${n}) { id }`).join("\n  ");
  return { name: "PortageTags", text: `mutation PortageTags(${head}) {\n  ${body}\n}` };
}
