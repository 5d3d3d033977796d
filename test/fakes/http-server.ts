import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { SignJWT } from "jose";
import { toFailure } from "../../server/contract/errors.ts";
import { err } from "../../server/contract/result.ts";
import { createRunEvents } from "../../server/engine/events.ts";
import type { HttpDeps, HttpOptions } from "../../server/http/server.ts";
import { createHttpServer } from "../../server/http/server.ts";
import type { Services } from "../../server/http/services.ts";
import { createSessionVerifier } from "../../server/http/session-token.ts";

const clientSecret = "client-secret-of-the-tests";
const clientId = "client-of-the-tests";
/** The tests' now: tokens live an hour from here. */
export const nowMs = Date.UTC(2026, 10, 21, 12);

export interface TokenParts {
  readonly account?: number;
  readonly user?: number;
  readonly is_admin?: boolean;
  readonly is_view_only?: boolean;
  readonly is_guest?: boolean;
  readonly secret?: string;
  readonly client?: string;
  readonly algorithm?: string;
  readonly expiresAtMs?: number;
}

/** A session token as monday signs it; an admin of account 100 unless told otherwise. */
export function buildToken(parts: TokenParts = {}): Promise<string> {
  const dat = {
    client_id: parts.client ?? clientId,
    account_id: parts.account ?? 100,
    user_id: parts.user ?? 7,
    slug: "brightpath",
    app_id: 1,
    app_version_id: 1,
    install_id: -2,
    is_admin: parts.is_admin ?? true,
    is_view_only: parts.is_view_only ?? false,
    is_guest: parts.is_guest ?? false,
    user_kind: "admin",
  };
  return new SignJWT({ dat, exp: Math.floor((parts.expiresAtMs ?? nowMs + 3_600_000) / 1000) })
    .setProtectedHeader({ alg: parts.algorithm ?? "HS256" })
    .sign(new TextEncoder().encode(parts.secret ?? clientSecret));
}

const missing = () =>
  Promise.resolve(err(toFailure("request.not_found", { message: "the test gave no such service" })));

const noServices: Services = {
  getMe: missing,
  createConnection: missing,
  listConnections: missing,
  replaceCredentials: missing,
  deleteConnection: missing,
  listWorkspaces: missing,
  listBoards: missing,
  createMigration: missing,
  listMigrations: missing,
  getMigration: missing,
  deleteMigration: missing,
  startRun: missing,
  getRun: missing,
  pauseRun: missing,
  resumeRun: missing,
  cancelRun: missing,
  getInventory: missing,
  getPlan: missing,
  editPlan: missing,
  approvePlan: missing,
  listRecords: missing,
  streamRecords: missing,
  getReconciliation: missing,
  getItem: missing,
  reportItem: missing,
  getSample: missing,
  listDiff: missing,
  getSignOff: missing,
  getSpotCheck: missing,
  tickSpotCheck: missing,
  getVerification: missing,
  listDifferences: missing,
  acceptDifferences: missing,
  getDelta: missing,
  changeDelta: missing,
  listConflicts: missing,
  decideConflicts: missing,
  previewRollback: missing,
  getRollback: missing,
  listRollbackEntries: missing,
  listAudit: missing,
  streamAudit: missing,
  writeReport: missing,
  writeScope: missing,
  writeSpotCheck: missing,
  streamIds: missing,
};

/** Services that answer `request.not_found` unless the test gives others. */
export function buildServices(services: Partial<Services> = {}): Services {
  return { ...noServices, ...services };
}

export interface RunningServer {
  readonly url: string;
  readonly logs: readonly object[];
  call(path: string, init?: RequestInit & { token?: string | null }): Promise<Response>;
  close(): Promise<void>;
}

/** The HTTP layer on a free port, its log lines kept. */
export async function startHttpServer(
  deps: Partial<HttpDeps> = {},
  options: Partial<HttpOptions> = {},
): Promise<RunningServer> {
  const logs: object[] = [];
  const keep = (fields: object) => void logs.push(fields);
  let ids = 0;
  const app = createHttpServer(
    {
      services: buildServices(),
      sources: [],
      events: createRunEvents(),
      verifySession: createSessionVerifier({ now: () => nowMs }, { clientSecret, clientId }),
      ids: { next: () => `request-${++ids}` },
      logger: { info: keep, warn: keep, error: keep },
      ready: () => Promise.resolve(true),
      countRuns: () => Promise.resolve(new Map([["running", 2]])),
      ...deps,
    },
    { appUrl: "http://localhost:8400", clientDir: tmpdir(), ...options },
  );
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`;
  const admin = await buildToken();
  return {
    url,
    logs,
    call: (path, { token = admin, ...init } = {}) => {
      const headers = new Headers(init.headers);
      if (token !== null) headers.set("authorization", `Bearer ${token}`);
      if (init.body !== undefined && !headers.has("content-type"))
        headers.set("content-type", "application/json");
      return fetch(`${url}${path}`, { ...init, headers });
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
