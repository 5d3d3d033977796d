import { buildSchema } from "graphql";
import { describe, expect, it } from "vitest";
import { requestCost } from "./complexity.ts";
import { createDocumentCache } from "./documents.ts";
import { sandboxSchemaSdl } from "./sdl.ts";

const documents = createDocumentCache(buildSchema(sandboxSchemaSdl));

function costOf(text: string, variables: Record<string, unknown> = {}): number {
  const known = documents(text);
  const [operation] = known.operations.values();
  if (!operation) throw new Error("The document has no operation");
  return requestCost(operation, known.fragments, variables, { createItem: 30_001 });
}

describe("what a request costs", () => {
  it("is the sum of its mutations", () => {
    expect(
      costOf('mutation { a: create_item(board_id: 1, item_name: "A") { id } complexity { query } }'),
    ).toBe(30_001);
    expect(costOf("mutation { a: delete_item(item_id: 1) { id } b: delete_item(item_id: 2) { id } }")).toBe(
      20_000,
    );
  });

  it("grows with the rows a page asks for, however the limit is given", () => {
    const lean = "query ($l: Int!) { boards(ids: [1]) { items_page(limit: $l) { items { id } } } }";
    expect(costOf(lean, { l: 500 })).toBe(3010);
    expect(costOf("{ boards(ids: [1]) { items_page { items { id } } } }")).toBe(160);
    expect(costOf("query ($i: [ID!]) { items(ids: $i, limit: 100) { id } }", { i: ["1"] })).toBe(610);
  });

  it("is much higher with linked items inside, also behind a fragment", () => {
    const linked = `{ boards(ids: [1]) { items_page(limit: 100) { items { column_values { ...links } } } } }
      fragment links on BoardRelationValue { linked_items { id } }`;
    expect(costOf(linked)).toBe(10 + 600 + 2700);
  });
});
