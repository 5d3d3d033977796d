import {
  rollbackEntriesQuerySchema,
  rollbackEntryPageSchema,
  rollbackPreviewSchema,
  rollbackQuerySchema,
  rollbackViewSchema,
} from "../../contract/rollback.ts";
import type { Route } from "../route.ts";
import { idParams, jsonRoute, nothing } from "../route.ts";
import type { RouteDeps } from "../route-deps.ts";

export function rollbackRoutes({ services }: RouteDeps): readonly Route[] {
  return [
    jsonRoute({
      method: "get",
      path: "/migrations/{id}/rollback/preview",
      summary: "What a rollback would remove, restore, leave alone and why",
      access: "look",
      params: idParams,
      query: rollbackQuerySchema,
      body: nothing,
      response: rollbackPreviewSchema,
      handle: ({ actor, params, query, signal }) =>
        services.previewRollback(actor, { migrationId: params.id, ...query, signal }),
    }),
    jsonRoute({
      method: "get",
      path: "/migrations/{id}/rollback",
      summary: "How the latest rollback ended and what its read-back has shown",
      access: "look",
      params: idParams,
      query: nothing,
      body: nothing,
      response: rollbackViewSchema,
      handle: ({ actor, params }) => services.getRollback(actor, { migrationId: params.id }),
    }),
    jsonRoute({
      method: "get",
      path: "/migrations/{id}/rollback/entries",
      summary: "The latest rollback, thing by thing",
      access: "look",
      params: idParams,
      query: rollbackEntriesQuerySchema,
      body: nothing,
      response: rollbackEntryPageSchema,
      handle: ({ actor, params, query }) =>
        services.listRollbackEntries(actor, { migrationId: params.id, ...query }),
    }),
  ];
}
