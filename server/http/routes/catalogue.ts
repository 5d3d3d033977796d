import { ok } from "../../contract/result.ts";
import { destinationViewSchema, listSchema, sourceViewSchema } from "../../contract/setup.ts";
import type { Route } from "../route.ts";
import { jsonRoute, nothing } from "../route.ts";
import type { RouteDeps } from "../route-deps.ts";

const destinations = [{ kind: "monday", title: "monday CRM" }];

const sourceListSchema = listSchema(sourceViewSchema);
const destinationListSchema = listSchema(destinationViewSchema);

export function catalogueRoutes({ sources }: RouteDeps): readonly Route[] {
  return [
    jsonRoute({
      method: "get",
      path: "/sources",
      summary: "What can be connected, and which fields and options each source has",
      access: "look",
      params: nothing,
      query: nothing,
      body: nothing,
      response: sourceListSchema,
      handle: () => Promise.resolve(ok({ items: [...sources], cursor: null })),
    }),
    jsonRoute({
      method: "get",
      path: "/destinations",
      summary: "Where records can go",
      access: "look",
      params: nothing,
      query: nothing,
      body: nothing,
      response: destinationListSchema,
      handle: () => Promise.resolve(ok({ items: destinations, cursor: null })),
    }),
  ];
}
