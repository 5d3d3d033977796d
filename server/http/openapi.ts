/** The OpenAPI 3.1 document, made from the very routes that are served. */
import { z } from "zod";
import { inventorySchema } from "../contract/inventory.ts";
import { approvePlanSchema, patchPlanSchema, planEditSchema, planSchema } from "../contract/plan.ts";
import { ledgerPageSchema, reconciliationSchema } from "../contract/records.ts";
import { runViewSchema, startRunSchema } from "../contract/run.ts";
import {
  connectionViewSchema,
  createConnectionSchema,
  createMigrationSchema,
  meSchema,
  migrationViewSchema,
  problemSchema,
  replaceCredentialsSchema,
  sourceViewSchema,
} from "../contract/setup.ts";
import type { Route } from "./route.ts";

type Json = Record<string, unknown>;

const named: Readonly<Record<string, z.ZodType>> = {
  Me: meSchema,
  Source: sourceViewSchema,
  Connection: connectionViewSchema,
  CreateConnection: createConnectionSchema,
  ReplaceCredentials: replaceCredentialsSchema,
  Migration: migrationViewSchema,
  CreateMigration: createMigrationSchema,
  Run: runViewSchema,
  StartRun: startRunSchema,
  Inventory: inventorySchema,
  Plan: planSchema,
  PlanEdit: planEditSchema,
  PatchPlan: patchPlanSchema,
  ApprovePlan: approvePlanSchema,
  LedgerPage: ledgerPageSchema,
  Reconciliation: reconciliationSchema,
  Problem: problemSchema,
};

const uri = (id: string) => `#/components/schemas/${id}`;

/** Every schema under a name; routes' unnamed answers (lists) are named after their path. */
function componentsOf(routes: readonly Route[]): { schemas: Json; refOf(schema: z.ZodType): Json } {
  const registry = z.registry<{ id: string }>();
  const names = new Map<z.ZodType, string>();
  const add = (schema: z.ZodType, id: string) => {
    if (names.has(schema)) return;
    names.set(schema, id);
    registry.add(schema, { id });
  };
  for (const [id, schema] of Object.entries(named)) add(schema, id);
  for (const { answer, method, path } of routes) {
    if (answer.kind === "json") add(answer.schema, `${method}${toName(path)}`);
  }
  const { schemas } = z.toJSONSchema(registry, { uri, io: "input" });
  return {
    schemas: Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutDialect(schema)])),
    refOf: (schema) => ({ $ref: uri(names.get(schema) ?? "Problem") }),
  };
}

const toName = (path: string) =>
  path
    .split(/[/{}.]+/)
    .filter((word) => word !== "")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");

function withoutDialect(schema: object): Json {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== "$schema" && key !== "$id"));
}

const partSchema = z.object({
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
});

function parametersOf(schema: z.ZodType, place: "path" | "query"): Json[] {
  const { properties, required } = partSchema.parse(z.toJSONSchema(schema, { io: "input" }));
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: property,
  }));
}

const hasFields = (schema: z.ZodType): boolean =>
  Object.keys(partSchema.parse(z.toJSONSchema(schema, { io: "input" })).properties).length > 0;

function answerOf({ answer }: Route, refOf: (schema: z.ZodType) => Json): Json {
  if (answer.kind === "empty") return { description: "Done" };
  if (answer.kind === "stream") {
    return { description: "A stream", content: { [answer.mediaType]: { schema: { type: "string" } } } };
  }
  return { description: "Done", content: { "application/json": { schema: refOf(answer.schema) } } };
}

function operationOf(route: Route, refOf: (schema: z.ZodType) => Json): Json {
  const problem = { content: { "application/problem+json": { schema: { $ref: uri("Problem") } } } };
  return {
    operationId: `${route.method}${toName(route.path)}`,
    summary: route.summary,
    parameters: [...parametersOf(route.params, "path"), ...parametersOf(route.query, "query")],
    ...(hasFields(route.body)
      ? { requestBody: { required: true, content: { "application/json": { schema: refOf(route.body) } } } }
      : {}),
    responses: {
      [route.answer.status]: answerOf(route, refOf),
      default: { description: "What went wrong and what to do about it", ...problem },
    },
    "x-access": route.access === "change" ? "admins" : "everybody of the account",
  };
}

/** Describes the routes. */
export function openApiDocument(routes: readonly Route[]): Json {
  const { schemas, refOf } = componentsOf(routes);
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = `/api${route.path}`;
    paths[path] = { ...paths[path], [route.method]: operationOf(route, refOf) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Portage", version: "1", description: "Moves a business into monday CRM." },
    security: [{ session: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        session: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: "monday session token, asked from monday for every call",
        },
      },
    },
  };
}
