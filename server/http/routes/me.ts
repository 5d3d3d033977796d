import { meSchema } from "../../contract/setup.ts";
import type { Route } from "../route.ts";
import { jsonRoute, nothing } from "../route.ts";
import type { RouteDeps } from "../route-deps.ts";

export function meRoutes({ services }: RouteDeps): readonly Route[] {
  return [
    jsonRoute({
      method: "get",
      path: "/me",
      summary: "Account and user of the session, and what this user may do",
      access: "look",
      params: nothing,
      query: nothing,
      body: nothing,
      response: meSchema,
      handle: ({ actor, signal }) => services.getMe(actor, { signal }),
    }),
  ];
}
