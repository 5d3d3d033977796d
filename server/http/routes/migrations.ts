import { z } from "zod";
import { createMigrationSchema, listSchema, migrationViewSchema } from "../../contract/setup.ts";
import type { Route } from "../route.ts";
import { emptyRoute, idParams, jsonRoute, nothing } from "../route.ts";
import type { RouteDeps } from "../route-deps.ts";

const migrationListSchema = listSchema(migrationViewSchema);

const pageQuery = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

export function migrationRoutes({ services }: RouteDeps): readonly Route[] {
  return [
    jsonRoute({
      method: "post",
      path: "/migrations",
      summary: "Joins a connection to a place in monday; nothing is read or written yet",
      access: "change",
      params: nothing,
      query: nothing,
      body: createMigrationSchema,
      status: 201,
      response: migrationViewSchema,
      handle: ({ actor, body }) => services.createMigration(actor, body),
    }),
    jsonRoute({
      method: "get",
      path: "/migrations",
      summary: "Migrations of the account, newest first",
      access: "look",
      params: nothing,
      query: pageQuery,
      body: nothing,
      response: migrationListSchema,
      handle: ({ actor, query }) => services.listMigrations(actor, query),
    }),
    jsonRoute({
      method: "get",
      path: "/migrations/{id}",
      summary: "One migration: what it joins, where it stands, its runs",
      access: "look",
      params: idParams,
      query: nothing,
      body: nothing,
      response: migrationViewSchema,
      handle: ({ actor, params }) => services.getMigration(actor, { migrationId: params.id }),
    }),
    emptyRoute({
      method: "delete",
      path: "/migrations/{id}",
      summary: "Removes what Portage stored for a migration; boards in monday stay",
      access: "change",
      params: idParams,
      query: nothing,
      body: nothing,
      handle: ({ actor, params }) => services.deleteMigration(actor, { migrationId: params.id }),
    }),
  ];
}
