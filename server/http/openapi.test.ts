import { describe, expect, it } from "vitest";
import { z } from "zod";
import { startHttpServer } from "../../test/fakes/http-server.ts";

const documentSchema = z.object({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

async function readDocument() {
  const server = await startHttpServer();
  const response = await server.call("/api/openapi.json", { token: null });
  const document = documentSchema.parse(await response.json());
  await server.close();
  return document;
}

describe("the OpenAPI document", () => {
  it("lists every call of the API", async () => {
    const { openapi, paths } = await readDocument();
    expect(openapi).toBe("3.1.0");
    const calls = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(calls.sort()).toEqual(
      [
        "get /api/me",
        "get /api/sources",
        "get /api/destinations",
        "post /api/connections",
        "get /api/connections",
        "put /api/connections/{id}/credentials",
        "delete /api/connections/{id}",
        "get /api/workspaces",
        "get /api/workspaces/{id}/boards",
        "post /api/migrations",
        "get /api/migrations",
        "get /api/migrations/{id}",
        "delete /api/migrations/{id}",
        "post /api/migrations/{id}/runs",
        "get /api/runs/{id}",
        "post /api/runs/{id}/pause",
        "post /api/runs/{id}/resume",
        "post /api/runs/{id}/cancel",
        "get /api/runs/{id}/events",
        "get /api/migrations/{id}/inventory",
        "get /api/migrations/{id}/plan",
        "patch /api/migrations/{id}/plan",
        "post /api/migrations/{id}/plan/approve",
        "get /api/migrations/{id}/records",
        "get /api/migrations/{id}/records.csv",
        "get /api/migrations/{id}/reconciliation",
        "get /api/items/{id}",
        "get /api/migrations/{id}/sample",
        "get /api/migrations/{id}/diff",
        "get /api/migrations/{id}/sign-off",
        "get /api/migrations/{id}/spot-check",
        "put /api/migrations/{id}/spot-check",
        "get /api/migrations/{id}/verification",
        "get /api/migrations/{id}/differences",
        "post /api/migrations/{id}/differences/accept",
        "get /api/migrations/{id}/delta",
        "patch /api/migrations/{id}/delta",
        "get /api/migrations/{id}/conflicts",
        "post /api/migrations/{id}/conflicts/decide",
        "get /api/migrations/{id}/rollback",
        "get /api/migrations/{id}/rollback/preview",
        "get /api/migrations/{id}/rollback/entries",
        "get /api/migrations/{id}/audit",
        "get /api/migrations/{id}/audit.jsonl",
        "get /api/migrations/{id}/report.html",
        "get /api/migrations/{id}/report.json",
        "get /api/migrations/{id}/report.csv",
        "get /api/migrations/{id}/scope.html",
        "get /api/migrations/{id}/scope.json",
        "get /api/migrations/{id}/scope.csv",
        "get /api/migrations/{id}/spot-check.html",
        "get /api/migrations/{id}/ids.csv",
        "post /api/items/{id}/reports",
      ].sort(),
    );
  });

  it("refers only to schemas it holds", async () => {
    const document = await readDocument();
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? "");
    const held = new Set(
      Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`),
    );
    expect(refs.length).toBeGreaterThan(20);
    expect(refs.filter((ref) => !held.has(ref))).toEqual([]);
  });
});
