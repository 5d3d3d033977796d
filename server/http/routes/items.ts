import { z } from "zod";
import { itemViewSchema, reportItemSchema } from "../../contract/item.ts";
import type { Route } from "../route.ts";
import { jsonRoute, nothing } from "../route.ts";
import type { RouteDeps } from "../route-deps.ts";

/** monday's item ids are whole numbers, beyond what a JSON number holds. */
const itemParams = z.strictObject({ id: z.string().regex(/^\d{1,20}$/) });

export function itemRoutes({ services }: RouteDeps): readonly Route[] {
  return [
    jsonRoute({
      method: "get",
      path: "/items/{id}",
      summary: "Where a monday item came from, and whether it still is what was written",
      access: "look",
      params: itemParams,
      query: nothing,
      body: nothing,
      response: itemViewSchema,
      handle: ({ actor, params, signal }) => services.getItem(actor, { itemId: params.id, signal }),
    }),
    jsonRoute({
      method: "post",
      path: "/items/{id}/reports",
      summary: "Says that something is wrong on an item and opens a repair",
      access: "report",
      params: itemParams,
      query: nothing,
      body: reportItemSchema,
      response: itemViewSchema,
      handle: ({ actor, params, body, signal }) =>
        services.reportItem(actor, { itemId: params.id, ...body, signal }),
    }),
  ];
}
