import { SignJWT } from "jose";
import { z } from "zod";
import { auditPageSchema } from "../../server/contract/audit.ts";
import { type ConflictDecision, conflictPageSchema, deltaViewSchema } from "../../server/contract/delta.ts";
import { inventorySchema } from "../../server/contract/inventory.ts";
import { type PlanEdit, planSchema } from "../../server/contract/plan.ts";
import { reconciliationSchema } from "../../server/contract/records.ts";
import { rollbackPreviewSchema, rollbackViewSchema } from "../../server/contract/rollback.ts";
import { type RunKind, type RunView, runViewSchema, type StartRun } from "../../server/contract/run.ts";
import { sampleViewSchema, signOffViewSchema } from "../../server/contract/sample.ts";
import {
  boardViewSchema,
  connectionViewSchema,
  listSchema,
  meSchema,
  migrationViewSchema,
  problemSchema,
  workspaceViewSchema,
} from "../../server/contract/setup.ts";
import { verificationViewSchema } from "../../server/contract/verification.ts";

export interface Identity {
  readonly accountId: string;
  readonly userId: string;
  readonly slug: string;
}

/** A refused call: the problem document's own words. */
class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
  }
}

const endStates = new Set(["succeeded", "needs_attention", "failed", "cancelled"]);

export type Api = ReturnType<typeof createApi>;

/** Portage's HTTP API as an admin of the account uses it, with session tokens signed as monday signs them. */
export function createApi(options: {
  url: string;
  clientSecret: string;
  clientId: string;
  identity: Identity;
}) {
  async function token(): Promise<string> {
    const { identity } = options;
    const dat = {
      client_id: options.clientId,
      account_id: Number(identity.accountId),
      user_id: Number(identity.userId),
      slug: identity.slug,
      app_id: 1,
      app_version_id: 1,
      install_id: 1,
      is_admin: true,
      is_view_only: false,
      is_guest: false,
      user_kind: "admin",
    };
    return new SignJWT({ dat })
      .setProtectedHeader({ alg: "HS256" })
      .setExpirationTime("5m")
      .sign(new TextEncoder().encode(options.clientSecret));
  }

  async function call<T>(method: string, path: string, schema: z.ZodType<T>, body?: unknown): Promise<T> {
    const response = await fetch(`${options.url}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await token()}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = response.status === 204 ? null : await response.json();
    if (!response.ok) {
      const problem = problemSchema.safeParse(answer);
      if (!problem.success)
        throw new ApiError(response.status, "unknown", `${method} ${path}: ${response.status}`);
      throw new ApiError(response.status, problem.data.code, `${problem.data.detail} ${problem.data.remedy}`);
    }
    return schema.parse(answer);
  }

  async function text(path: string): Promise<string> {
    const headers = { authorization: `Bearer ${await token()}` };
    const response = await fetch(`${options.url}/api${path}`, { headers });
    if (!response.ok) throw new ApiError(response.status, "unknown", `GET ${path}: ${response.status}`);
    return response.text();
  }

  const startRun = (migrationId: string, kind: RunKind, runOptions?: StartRun["options"]) =>
    call("POST", `/migrations/${migrationId}/runs`, z.object({ id: z.string() }), {
      kind,
      ...(runOptions ? { options: runOptions } : {}),
    });
  const run = (id: string) => call("GET", `/runs/${id}`, runViewSchema);

  return {
    me: () => call("GET", "/me", meSchema),
    connect: (source: string, credentials: Record<string, string>) =>
      call("POST", "/connections", connectionViewSchema, { source, credentials }),
    connections: () => call("GET", "/connections", listSchema(connectionViewSchema)),
    workspaces: () => call("GET", "/workspaces", listSchema(workspaceViewSchema)),
    boards: (workspaceId: string) =>
      call("GET", `/workspaces/${workspaceId}/boards`, listSchema(boardViewSchema)),
    createMigration: (input: {
      connectionId: string;
      workspaceId: string | null;
      contactsBoardId: string | null;
    }) =>
      call("POST", "/migrations", migrationViewSchema, {
        connectionId: input.connectionId,
        destination: {
          kind: "monday",
          workspaceId: input.workspaceId,
          contactsBoardId: input.contactsBoardId,
        },
      }),
    migrations: () => call("GET", "/migrations", listSchema(migrationViewSchema)),
    migration: (id: string) => call("GET", `/migrations/${id}`, migrationViewSchema),
    inventory: (id: string) => call("GET", `/migrations/${id}/inventory`, inventorySchema),
    plan: (id: string) => call("GET", `/migrations/${id}/plan`, planSchema),
    edit: (id: string, hash: string, edits: readonly PlanEdit[]) =>
      call("PATCH", `/migrations/${id}/plan`, planSchema, { hash, edits }),
    sample: (id: string) => call("GET", `/migrations/${id}/sample`, sampleViewSchema),
    signOff: (id: string) => call("GET", `/migrations/${id}/sign-off`, signOffViewSchema),
    approve: (id: string, hash: string, accepted: readonly string[]) =>
      call("POST", `/migrations/${id}/plan/approve`, planSchema, { hash, accepted }),
    verification: (id: string) => call("GET", `/migrations/${id}/verification`, verificationViewSchema),
    delta: (id: string) => call("GET", `/migrations/${id}/delta`, deltaViewSchema),
    conflicts: (id: string) => call("GET", `/migrations/${id}/conflicts`, conflictPageSchema),
    decideConflicts: (id: string, all: "field" | "deleted", decision: ConflictDecision) =>
      call("POST", `/migrations/${id}/conflicts/decide`, z.object({ decided: z.number() }), {
        all,
        decision,
      }),
    previewRollback: (id: string) =>
      call("GET", `/migrations/${id}/rollback/preview?kind=all`, rollbackPreviewSchema),
    rollback: (id: string) => call("GET", `/migrations/${id}/rollback`, rollbackViewSchema),
    audit: (id: string) => call("GET", `/migrations/${id}/audit?limit=1`, auditPageSchema),
    /** Text of a document (`audit.jsonl`, `report.html`). */
    document: (id: string, file: string) => text(`/migrations/${id}/${file}`),
    reconciliation: (id: string) => call("GET", `/migrations/${id}/reconciliation`, reconciliationSchema),
    startRun,
    run,
    resume: (id: string) => call("POST", `/runs/${id}/resume`, runViewSchema),
    /** Follows a run to its end. */
    async follow(id: string, onChange: (run: RunView) => void, everyMs = 500): Promise<RunView> {
      for (;;) {
        const current = await run(id);
        onChange(current);
        if (endStates.has(current.state) || current.state === "paused") return current;
        await new Promise((resolve) => setTimeout(resolve, everyMs));
      }
    },
  };
}
