import express from "express";
import { askedByForm, askedByJson } from "./asked.ts";
import { readMultipart } from "./multipart.ts";
import { sandboxSchemaSdl } from "./sdl.ts";
import { GraphqlService, type ServiceDeps } from "./service.ts";

/** Bodies above this are refused; the platform's own limits are not published. */
const BODY_LIMIT = "20mb";
const FILE_LIMIT = "600mb";

/** The router of the stand-in: `POST /v2`, `POST /v2/file` and `GET /v2/get_schema`. */
export function createRouter(deps: ServiceDeps): express.Router {
  const service = new GraphqlService(deps);
  const router = express.Router();
  router.get("/v2/get_schema", (_request, response) => {
    response.type("text/plain").send(sandboxSchemaSdl);
  });
  router.post("/v2", express.text({ type: () => true, limit: BODY_LIMIT }), (request, response) =>
    service.handle(request, response, () => askedByJson(request.body)),
  );
  router.post("/v2/file", express.raw({ type: () => true, limit: FILE_LIMIT }), async (request, response) => {
    const parsed = await readMultipart(request.body, request.header("content-type") ?? "");
    await service.handle(request, response, () => askedByForm(parsed));
  });
  return router;
}
