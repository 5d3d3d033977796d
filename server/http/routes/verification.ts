import {
  acceptDifferencesSchema,
  differencePageSchema,
  differencesQuerySchema,
  verificationViewSchema,
} from "../../contract/verification.ts";
import type { Route } from "../route.ts";
import { idParams, jsonRoute, nothing } from "../route.ts";
import type { RouteDeps } from "../route-deps.ts";

export function verificationRoutes({ services }: RouteDeps): readonly Route[] {
  return [
    jsonRoute({
      method: "get",
      path: "/migrations/{id}/verification",
      summary: "The latest readings of everything that was written, and what is open",
      access: "look",
      params: idParams,
      query: nothing,
      body: nothing,
      response: verificationViewSchema,
      handle: ({ actor, params }) => services.getVerification(actor, { migrationId: params.id }),
    }),
    jsonRoute({
      method: "get",
      path: "/migrations/{id}/differences",
      summary: "What differs from what was written, and who changed it",
      access: "look",
      params: idParams,
      query: differencesQuerySchema,
      body: nothing,
      response: differencePageSchema,
      handle: ({ actor, params, query }) =>
        services.listDifferences(actor, { migrationId: params.id, ...query }),
    }),
    jsonRoute({
      method: "post",
      path: "/migrations/{id}/differences/accept",
      summary: "Takes the state in monday as right",
      access: "change",
      params: idParams,
      query: nothing,
      body: acceptDifferencesSchema,
      response: verificationViewSchema,
      handle: ({ actor, params, body }) =>
        services.acceptDifferences(actor, { migrationId: params.id, ...body }),
    }),
  ];
}
