import { readFileSync } from "node:fs";
import path from "node:path";
import { type DocumentNode, Kind, parse, visit } from "graphql";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { mondayDocuments } from "../server/connectors/destinations/monday/index.ts";
import { compareTexts } from "../server/core/canonical.ts";

const folder = path.join(import.meta.dirname, "../manifest");
const manifestSchema = z.strictObject({
  version: z.literal("1.0.0"),
  app: z.strictObject({
    name: z.literal("Portage"),
    slug: z.string(),
    color: z.string().regex(/^#[0-9a-f]{6}$/),
    description: z.string().min(1),
    oauth: z.strictObject({ scopes: z.array(z.string()) }),
    features: z.array(
      z.strictObject({
        key: z.string().regex(/^[a-z-]+$/),
        type: z.enum(["AppFeatureBoardView", "AppFeatureItemView"]),
        name: z.string(),
        schemaVersion: z.literal(1),
        build: z.strictObject({ kind: z.literal("view"), url: z.string().startsWith("{{APP_URL}}/") }),
        data: z.strictObject({ mode: z.literal("iframe"), isMobileSupported: z.boolean() }),
      }),
    ),
  }),
});

/** The scope each field of the API asks for; null for what every token may ask. */
const scopeOfField: Readonly<Record<string, string | null>> = {
  complexity: null,
  me: "me:read",
  account: "account:read",
  platform_api: "account:read",
  workspaces: "workspaces:read",
  create_workspace: "workspaces:write",
  delete_workspace: "workspaces:write",
  boards: "boards:read",
  items: "boards:read",
  next_items_page: "boards:read",
  items_page_by_column_values: "boards:read",
  create_board: "boards:write",
  update_board: "boards:write",
  create_group: "boards:write",
  update_group: "boards:write",
  create_column: "boards:write",
  create_status_column: "boards:write",
  create_dropdown_column: "boards:write",
  update_column: "boards:write",
  change_column_title: "boards:write",
  update_status_column: "boards:write",
  update_dropdown_column: "boards:write",
  delete_column: "boards:write",
  delete_group: "boards:write",
  delete_board: "boards:write",
  create_item: "boards:write",
  delete_item: "boards:write",
  bulk_delete_items: "boards:write",
  job_status: "boards:read",
  change_multiple_column_values: "boards:write",
  add_users_to_board: "boards:write",
  delete_subscribers_from_board: "boards:write",
  users: "users:read",
  invite_users: "users:write",
  create_update: "updates:write",
  delete_update: "updates:write",
  edit_update: "updates:write",
  create_or_get_tag: "tags:read",
};
/** Fields below the root that ask for a scope of their own. */
const scopeOfNested: Readonly<Record<string, string>> = {
  updates: "updates:read",
  subscribers: "users:read",
};

function scopesOf(document: DocumentNode): readonly string[] {
  const scopes: string[] = [];
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const selection of definition.selectionSet.selections) {
      if (selection.kind !== Kind.FIELD) continue;
      const scope = scopeOfField[selection.name.value];
      if (scope === undefined) throw new Error(`No scope is known for ${selection.name.value}`);
      if (scope !== null) scopes.push(scope);
    }
  }
  visit(document, {
    Field(node) {
      const scope = scopeOfNested[node.name.value];
      if (scope !== undefined) scopes.push(scope);
    },
  });
  return scopes;
}

describe("the app manifest", () => {
  const text = readFileSync(path.join(folder, "manifest.json"), "utf8");
  const manifest = manifestSchema.parse(JSON.parse(text));

  it("asks for exactly the scopes the server's calls need", () => {
    const needed = mondayDocuments.flatMap((document) => scopesOf(parse(document.text)));
    expect(manifest.app.oauth.scopes).toEqual([...new Set(needed)].sort());
  });

  it("serves the board view and the item view from the app's own page, and says so", () => {
    const { features } = manifest.app;
    expect(features.map(({ type }) => type)).toEqual(["AppFeatureBoardView", "AppFeatureItemView"]);
    expect(new Set(features.map(({ key }) => key)).size).toBe(features.length);
    const readme = readFileSync(path.join(folder, "README.md"), "utf8");
    for (const { name, type, build } of features) {
      expect(readme).toContain(`| ${name} | \`${type}\` |`);
      expect(build.url).toBe("{{APP_URL}}/");
    }
  });

  it("explains every scope", () => {
    const readme = readFileSync(path.join(folder, "README.md"), "utf8");
    const explained = [...readme.matchAll(/^\| `([a-z]+:[a-z]+)` \|/gm)].map((match) => match[1] ?? "");
    expect(explained.sort(compareTexts)).toEqual(manifest.app.oauth.scopes);
  });
});
