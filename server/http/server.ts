/** The HTTP side of Portage: what is served, in which order, and who may ask. */
import type { Express } from "express";
import express, { Router } from "express";
import type { SourceView } from "../contract/setup.ts";
import type { Ids, Logger } from "../engine/deps.ts";
import type { RunEvents } from "../engine/events.ts";
import { type CountRuns, createMetrics } from "./metrics.ts";
import { answerErrors, notFound } from "./middleware/errors.ts";
import { accountRateLimit } from "./middleware/rate-limit.ts";
import { requestId } from "./middleware/request-id.ts";
import { securityHeaders } from "./middleware/security-headers.ts";
import { signIn } from "./middleware/sign-in.ts";
import { openApiDocument } from "./openapi.ts";
import type { Route } from "./route.ts";
import type { RouteDeps } from "./route-deps.ts";
import { catalogueRoutes } from "./routes/catalogue.ts";
import { clientFilesRouter } from "./routes/client-files.ts";
import { connectionRoutes } from "./routes/connections.ts";
import { deltaRoutes } from "./routes/delta.ts";
import { documentRoutes } from "./routes/documents.ts";
import { itemRoutes } from "./routes/items.ts";
import { meRoutes } from "./routes/me.ts";
import { migrationRoutes } from "./routes/migrations.ts";
import { operationsRouter } from "./routes/operations.ts";
import { planRoutes } from "./routes/plan.ts";
import { recordRoutes } from "./routes/records.ts";
import { rollbackRoutes } from "./routes/rollback.ts";
import { runEventRoutes } from "./routes/run-events.ts";
import { runRoutes } from "./routes/runs.ts";
import { sampleRoutes } from "./routes/sample.ts";
import { verificationRoutes } from "./routes/verification.ts";
import { workspaceRoutes } from "./routes/workspaces.ts";
import type { Services } from "./services.ts";
import type { VerifySession } from "./session-token.ts";

export interface HttpDeps {
  readonly services: Services;
  readonly sources: readonly SourceView[];
  readonly events: Pick<RunEvents, "subscribe">;
  readonly verifySession: VerifySession;
  readonly ids: Ids;
  readonly logger: Logger;
  /** Whether the server should get traffic: the store answers, nothing is being stopped. */
  readonly ready: () => Promise<boolean>;
  readonly countRuns: CountRuns;
}

export interface HttpOptions {
  /** Public address of the app; decides who may frame it. */
  readonly appUrl: string;
  /** Folder of the built client. */
  readonly clientDir: string;
  /** Requests an account may make a minute; default 1,200. */
  readonly requestsPerMinute?: number;
}

/** A plan edit may hold 200 changes; nothing else comes near. */
const bodyLimit = "256kb";
const usualRequestsPerMinute = 1_200;

/** Every route under `/api`, as the design lists them. */
function apiRoutes(deps: RouteDeps): readonly Route[] {
  return [
    ...meRoutes(deps),
    ...catalogueRoutes(deps),
    ...connectionRoutes(deps),
    ...workspaceRoutes(deps),
    ...migrationRoutes(deps),
    ...runRoutes(deps),
    ...runEventRoutes(deps),
    ...planRoutes(deps),
    ...recordRoutes(deps),
    ...itemRoutes(deps),
    ...sampleRoutes(deps),
    ...verificationRoutes(deps),
    ...deltaRoutes(deps),
    ...rollbackRoutes(deps),
    ...documentRoutes(deps),
  ];
}

/** `/runs/{id}` in express's notation; a dot is a dot there. */
const toExpressPath = (path: string) => path.replace(/\{(\w+)\}/g, ":$1");

function apiRouter(deps: HttpDeps, options: HttpOptions): Router {
  const router = Router();
  const routes = apiRoutes(deps);
  const document = openApiDocument(routes);
  router.get("/openapi.json", (_req, res) => {
    res.json(document);
  });
  router.use(signIn(deps.verifySession));
  router.use(accountRateLimit(options.requestsPerMinute ?? usualRequestsPerMinute));
  router.use(express.json({ limit: bodyLimit }));
  router.use((_req, res, next) => {
    res.setHeader("cache-control", "no-store");
    next();
  });
  for (const route of routes) {
    router[route.method](toExpressPath(route.path), (req, res) => route.serve(req, res));
  }
  router.use(notFound);
  return router;
}

/** Builds the express app; the caller listens and closes. */
export function createHttpServer(deps: HttpDeps, options: HttpOptions): Express {
  const app = express();
  const metrics = createMetrics(deps.countRuns);
  app.disable("x-powered-by");
  app.disable("etag");
  app.use(requestId(deps.ids));
  app.use(metrics.count);
  app.use(securityHeaders(options.appUrl));
  app.use(operationsRouter({ ready: deps.ready, metrics: metrics.text }));
  app.use("/api", apiRouter(deps, options));
  app.use(clientFilesRouter(options.clientDir));
  app.use(notFound);
  app.use(answerErrors(deps.logger));
  return app;
}
