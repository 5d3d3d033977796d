import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ledgerPageSchema, reconciliationSchema, recordsQuerySchema } from "../../contract/records.ts";
import { ok } from "../../contract/result.ts";
import type { Route } from "../route.ts";
import { idParams, jsonRoute, nothing, streamRoute } from "../route.ts";
import type { RouteDeps } from "../route-deps.ts";

const filterQuery = recordsQuerySchema.pick({ phase: true, stream: true, outcome: true });

export function recordRoutes({ services }: RouteDeps): readonly Route[] {
  return [
    jsonRoute({
      method: "get",
      path: "/migrations/{id}/records",
      summary: "The ledger: how each record ended and why",
      access: "look",
      params: idParams,
      query: recordsQuerySchema,
      body: nothing,
      response: ledgerPageSchema,
      handle: ({ actor, params, query }) => services.listRecords(actor, { migrationId: params.id, ...query }),
    }),
    streamRoute({
      method: "get",
      path: "/migrations/{id}/records.csv",
      summary: "The same as a CSV file, all pages of it",
      access: "look",
      params: idParams,
      query: filterQuery,
      body: nothing,
      mediaType: "text/csv",
      async stream({ actor, params, query }, res) {
        const entries = await services.streamRecords(actor, { migrationId: params.id, ...query });
        if (!entries.ok) return entries;
        res.setHeader("content-disposition", 'attachment; filename="portage-records.csv"');
        res.setHeader("cache-control", "no-store");
        res.type("text/csv");
        await pipeline(Readable.from(entries.value), res);
        return ok(undefined);
      },
    }),
    jsonRoute({
      method: "get",
      path: "/migrations/{id}/reconciliation",
      summary: "For each phase: in the source, created, updated, merged, skipped, failed, found in monday",
      access: "look",
      params: idParams,
      query: nothing,
      body: nothing,
      response: reconciliationSchema,
      handle: ({ actor, params }) => services.getReconciliation(actor, { migrationId: params.id }),
    }),
  ];
}
