import type { RequestHandler } from "express";
import { Router } from "express";

export interface OperationsDeps {
  /** Throws or answers false while the server should get no traffic. */
  readonly ready: () => Promise<boolean>;
  /** Lines of the Prometheus text format. */
  readonly metrics: () => Promise<string>;
}

const readyz =
  ({ ready }: OperationsDeps): RequestHandler =>
  async (_req, res) => {
    // A store that cannot be reached is the answer here, not an error to report.
    const isReady = await ready().catch(() => false);
    res.status(isReady ? 200 : 503).json({ status: isReady ? "ready" : "not_ready" });
  };

/** For the people and machines that run the server; no session, no customer data. */
export function operationsRouter(deps: OperationsDeps): Router {
  const router = Router();
  router.use(["/healthz", "/readyz", "/metrics"], (_req, res, next) => {
    res.setHeader("cache-control", "no-store");
    next();
  });
  router.get("/healthz", (_req, res) => {
    res.json({ status: "ok" });
  });
  router.get("/readyz", readyz(deps));
  router.get("/metrics", async (_req, res) => {
    res.type("text/plain; version=0.0.4").send(await deps.metrics());
  });
  return router;
}
