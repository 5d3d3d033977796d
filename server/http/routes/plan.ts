import { inventorySchema } from "../../contract/inventory.ts";
import { approvePlanSchema, patchPlanSchema, planSchema } from "../../contract/plan.ts";
import type { Route } from "../route.ts";
import { idParams, jsonRoute, nothing } from "../route.ts";
import type { RouteDeps } from "../route-deps.ts";

export function planRoutes({ services }: RouteDeps): readonly Route[] {
  return [
    jsonRoute({
      method: "get",
      path: "/migrations/{id}/inventory",
      summary: "What the snapshot holds: counts, fields, duplicates, people, what cannot move",
      access: "look",
      params: idParams,
      query: nothing,
      body: nothing,
      response: inventorySchema,
      handle: ({ actor, params }) => services.getInventory(actor, { migrationId: params.id }),
    }),
    jsonRoute({
      method: "get",
      path: "/migrations/{id}/plan",
      summary: "Boards, groups and columns with samples, people, findings, forecast",
      access: "look",
      params: idParams,
      query: nothing,
      body: nothing,
      response: planSchema,
      handle: ({ actor, params }) => services.getPlan(actor, { migrationId: params.id }),
    }),
    jsonRoute({
      method: "patch",
      path: "/migrations/{id}/plan",
      summary: "Edits the plan the editor is looking at; 409 when it has changed meanwhile",
      access: "change",
      params: idParams,
      query: nothing,
      body: patchPlanSchema,
      response: planSchema,
      handle: ({ actor, params, body, signal }) =>
        services.editPlan(actor, { migrationId: params.id, ...body, signal }),
    }),
    jsonRoute({
      method: "post",
      path: "/migrations/{id}/plan/approve",
      summary: "Approves exactly the plan with this hash",
      access: "change",
      params: idParams,
      query: nothing,
      body: approvePlanSchema,
      response: planSchema,
      handle: ({ actor, params, body }) => services.approvePlan(actor, { migrationId: params.id, ...body }),
    }),
  ];
}
