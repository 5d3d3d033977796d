import { z } from "zod";
import {
  conflictPageSchema,
  conflictsQuerySchema,
  decideConflictsSchema,
  deltaViewSchema,
  patchDeltaSchema,
} from "../../contract/delta.ts";
import type { Route } from "../route.ts";
import { idParams, jsonRoute, nothing } from "../route.ts";
import type { RouteDeps } from "../route-deps.ts";

export function deltaRoutes({ services }: RouteDeps): readonly Route[] {
  return [
    jsonRoute({
      method: "get",
      path: "/migrations/{id}/delta",
      summary: "The window in which late changes are picked up, and the cutover checklist",
      access: "look",
      params: idParams,
      query: nothing,
      body: nothing,
      response: deltaViewSchema,
      handle: ({ actor, params }) => services.getDelta(actor, { migrationId: params.id }),
    }),
    jsonRoute({
      method: "patch",
      path: "/migrations/{id}/delta",
      summary: "Changes its length, interval or state, or a tick of the checklist",
      access: "change",
      params: idParams,
      query: nothing,
      body: patchDeltaSchema,
      response: deltaViewSchema,
      handle: ({ actor, params, body }) => services.changeDelta(actor, { migrationId: params.id, ...body }),
    }),
    jsonRoute({
      method: "get",
      path: "/migrations/{id}/conflicts",
      summary: "Fields changed on both sides, and records that left the source",
      access: "look",
      params: idParams,
      query: conflictsQuerySchema,
      body: nothing,
      response: conflictPageSchema,
      handle: ({ actor, params, query }) =>
        services.listConflicts(actor, { migrationId: params.id, ...query }),
    }),
    jsonRoute({
      method: "post",
      path: "/migrations/{id}/conflicts/decide",
      summary: "Decides conflicts; the next delta run carries it out",
      access: "change",
      params: idParams,
      query: nothing,
      body: decideConflictsSchema,
      response: z.strictObject({ decided: z.number().int() }),
      handle: ({ actor, params, body }) =>
        services.decideConflicts(actor, { migrationId: params.id, ...body }),
    }),
  ];
}
