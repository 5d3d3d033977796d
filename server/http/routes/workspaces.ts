import { boardViewSchema, listSchema, workspaceViewSchema } from "../../contract/setup.ts";
import type { Route } from "../route.ts";
import { idParams, jsonRoute, nothing } from "../route.ts";
import type { RouteDeps } from "../route-deps.ts";

const workspaceListSchema = listSchema(workspaceViewSchema);
const boardListSchema = listSchema(boardViewSchema);

export function workspaceRoutes({ services }: RouteDeps): readonly Route[] {
  return [
    jsonRoute({
      method: "get",
      path: "/workspaces",
      summary: "monday workspaces records may land in",
      access: "look",
      params: nothing,
      query: nothing,
      body: nothing,
      response: workspaceListSchema,
      handle: ({ actor, signal }) => services.listWorkspaces(actor, { signal }),
    }),
    jsonRoute({
      method: "get",
      path: "/workspaces/{id}/boards",
      summary: "Boards of a workspace, with how much each looks like a CRM Contacts board",
      access: "look",
      params: idParams,
      query: nothing,
      body: nothing,
      response: boardListSchema,
      handle: ({ actor, params, signal }) => services.listBoards(actor, { workspaceId: params.id, signal }),
    }),
  ];
}
