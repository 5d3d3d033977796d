import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Response } from "express";
import { auditPageSchema, auditQuerySchema } from "../../contract/audit.ts";
import { ok, type Result } from "../../contract/result.ts";
import type { Actor } from "../../engine/services/actor.ts";
import type { Route } from "../route.ts";
import { idParams, jsonRoute, nothing, streamRoute } from "../route.ts";
import type { RouteDeps } from "../route-deps.ts";
import type { DocumentFormat } from "../services.ts";

const mediaTypes = { html: "text/html", json: "application/json", csv: "text/csv" } as const;
const formats: readonly DocumentFormat[] = ["html", "json", "csv"];

/** Everything that can be downloaded: documents, the list of ids, the audit trail. */
export function documentRoutes({ services }: RouteDeps): readonly Route[] {
  return [
    ...formats.map((format) =>
      fileRoute(`report.${format}`, "The handoff report", mediaTypes[format], (actor, migrationId) =>
        services.writeReport(actor, { migrationId, format }),
      ),
    ),
    ...formats.map((format) =>
      fileRoute(
        `scope.${format}`,
        "The scope document and set-up checklist",
        mediaTypes[format],
        (actor, id) => services.writeScope(actor, { migrationId: id, format }),
      ),
    ),
    fileRoute("spot-check.html", "The spot check as a page to print", "text/html", (actor, migrationId) =>
      services.writeSpotCheck(actor, { migrationId }),
    ),
    fileRoute("ids.csv", "Source id, item id and address of every record", "text/csv", (actor, migrationId) =>
      services.streamIds(actor, { migrationId }),
    ),
    fileRoute(
      "audit.jsonl",
      "The whole audit trail, hash-chained",
      "application/x-ndjson",
      (actor, migrationId) => services.streamAudit(actor, { migrationId }),
    ),
    jsonRoute({
      method: "get",
      path: "/migrations/{id}/audit",
      summary: "Every operation, newest first, hash-chained",
      access: "look",
      params: idParams,
      query: auditQuerySchema,
      body: nothing,
      response: auditPageSchema,
      handle: ({ actor, params, query }) => services.listAudit(actor, { migrationId: params.id, ...query }),
    }),
  ];
}

function fileRoute(
  file: string,
  summary: string,
  mediaType: string,
  write: (actor: Actor, migrationId: string) => Promise<Result<AsyncIterable<string>>>,
): Route {
  return streamRoute({
    method: "get",
    path: `/migrations/{id}/${file}`,
    summary,
    access: "look",
    params: idParams,
    query: nothing,
    body: nothing,
    mediaType,
    async stream({ actor, params }, res) {
      const text = await write(actor, params.id);
      return text.ok ? send(res, { file, mediaType, text: text.value }) : text;
    },
  });
}

async function send(
  res: Response,
  { file, mediaType, text }: { file: string; mediaType: string; text: AsyncIterable<string> },
): Promise<Result<void>> {
  res.setHeader("content-disposition", `attachment; filename="portage-${file}"`);
  res.setHeader("cache-control", "no-store");
  res.type(mediaType);
  await pipeline(Readable.from(text), res);
  return ok(undefined);
}
