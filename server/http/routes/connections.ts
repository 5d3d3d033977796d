import {
  connectionViewSchema,
  createConnectionSchema,
  listSchema,
  replaceCredentialsSchema,
} from "../../contract/setup.ts";
import type { Route } from "../route.ts";
import { emptyRoute, idParams, jsonRoute, nothing } from "../route.ts";
import type { RouteDeps } from "../route-deps.ts";

const connectionListSchema = listSchema(connectionViewSchema);

export function connectionRoutes({ services }: RouteDeps): readonly Route[] {
  return [
    jsonRoute({
      method: "post",
      path: "/connections",
      summary: "Checks the credentials live and stores them encrypted; they never come back",
      access: "change",
      params: nothing,
      query: nothing,
      body: createConnectionSchema,
      status: 201,
      response: connectionViewSchema,
      handle: ({ actor, body, signal }) => services.createConnection(actor, { ...body, signal }),
    }),
    jsonRoute({
      method: "get",
      path: "/connections",
      summary: "Stored connections of the account",
      access: "look",
      params: nothing,
      query: nothing,
      body: nothing,
      response: connectionListSchema,
      handle: ({ actor }) => services.listConnections(actor),
    }),
    jsonRoute({
      method: "put",
      path: "/connections/{id}/credentials",
      summary: "Checks new credentials of the same source live and replaces the stored ones",
      access: "change",
      params: idParams,
      query: nothing,
      body: replaceCredentialsSchema,
      response: connectionViewSchema,
      handle: ({ actor, params, body, signal }) =>
        services.replaceCredentials(actor, { connectionId: params.id, ...body, signal }),
    }),
    emptyRoute({
      method: "delete",
      path: "/connections/{id}",
      summary: "Forgets a connection; refused while a migration uses it",
      access: "change",
      params: idParams,
      query: nothing,
      body: nothing,
      handle: ({ actor, params }) => services.deleteConnection(actor, { connectionId: params.id }),
    }),
  ];
}
