import {
  diffPageSchema,
  diffQuerySchema,
  sampleViewSchema,
  signOffViewSchema,
  spotCheckSchema,
  tickSpotCheckSchema,
} from "../../contract/sample.ts";
import type { Route } from "../route.ts";
import { idParams, jsonRoute, nothing } from "../route.ts";
import type { RouteDeps } from "../route-deps.ts";

export function sampleRoutes({ services }: RouteDeps): readonly Route[] {
  return [
    jsonRoute({
      method: "get",
      path: "/migrations/{id}/sample",
      summary: "The latest sample: what it covers, how its fields came out",
      access: "look",
      params: idParams,
      query: nothing,
      body: nothing,
      response: sampleViewSchema,
      handle: ({ actor, params }) => services.getSample(actor, { migrationId: params.id }),
    }),
    jsonRoute({
      method: "get",
      path: "/migrations/{id}/diff",
      summary: "Field by field: source value, written value, value read back, verdict",
      access: "look",
      params: idParams,
      query: diffQuerySchema,
      body: nothing,
      response: diffPageSchema,
      handle: ({ actor, params, query }) => services.listDiff(actor, { migrationId: params.id, ...query }),
    }),
    jsonRoute({
      method: "get",
      path: "/migrations/{id}/sign-off",
      summary: "What has to be accepted by name before the plan can be approved",
      access: "look",
      params: idParams,
      query: nothing,
      body: nothing,
      response: signOffViewSchema,
      handle: ({ actor, params }) => services.getSignOff(actor, { migrationId: params.id }),
    }),
    jsonRoute({
      method: "get",
      path: "/migrations/{id}/spot-check",
      summary: "Records of the sample picked at random for a person to compare by eye",
      access: "look",
      params: idParams,
      query: nothing,
      body: nothing,
      response: spotCheckSchema,
      handle: ({ actor, params }) => services.getSpotCheck(actor, { migrationId: params.id }),
    }),
    jsonRoute({
      method: "put",
      path: "/migrations/{id}/spot-check",
      summary: "Notes what a person found",
      access: "report",
      params: idParams,
      query: nothing,
      body: tickSpotCheckSchema,
      response: spotCheckSchema,
      handle: ({ actor, params, body }) => services.tickSpotCheck(actor, { migrationId: params.id, ...body }),
    }),
  ];
}
