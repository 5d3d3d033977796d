import express from "express";
import { type ExecutionResult, execute, GraphQLError, type OperationDefinitionNode } from "graphql";
import { requestCost } from "./complexity.ts";
import type { Platform, RequestContext } from "./context.ts";
import { createDocumentCache, type KnownDocument } from "./documents.ts";
import { platformError } from "./errors.ts";
import { FaultCounter } from "./faults.ts";
import { IdempotencyCache } from "./idempotency.ts";
import { LimitKeeper, type LimitState } from "./limits.ts";
import type { SandboxUser } from "./model.ts";
import { type MultipartRequest, readMultipart } from "./multipart.ts";
import { errorReply, replyBody } from "./replies.ts";
import { buildExecutableSchema } from "./schema.ts";
import { sandboxSchemaSdl } from "./sdl.ts";
import { resolveVersion } from "./versions.ts";
import type { AccountWorld } from "./world.ts";

/** Bodies above this are refused; the platform's own limit is not published. */
const BODY_LIMIT = "20mb";

/** What the stand-in was asked, for tests. */
export interface RequestLog {
  requests: number;
  /** Requests that were carried out, replays not counted. */
  executed: number;
  replayed: number;
  refused: number;
  answersLost: number;
  /** Root fields carried out, aliases counted one by one. */
  fields: Record<string, number>;
  /** Refusals by their error code. */
  refusals: Record<string, number>;
}

export interface ServerDeps {
  platform: Platform;
  worlds: readonly AccountWorld[];
  log: RequestLog;
  onWrite: () => void;
}

interface Session {
  world: AccountWorld;
  user: SandboxUser;
  limits: LimitKeeper;
}

interface Incoming {
  request: express.Request;
  response: express.Response;
  requestId: string;
}

interface Asked {
  query: string;
  variables: Record<string, unknown>;
  operationName: string | null;
}

type Operation = "query" | "mutation";

/** The router of the stand-in: `POST /v2`, `POST /v2/file` and `GET /v2/get_schema`. */
export function createRouter(deps: ServerDeps): express.Router {
  const service = new GraphqlService(deps);
  const router = express.Router();
  router.get("/v2/get_schema", (_request, response) => {
    response.type("text/plain").send(sandboxSchemaSdl);
  });
  router.post("/v2", express.text({ type: () => true, limit: BODY_LIMIT }), (request, response) =>
    service.handle(request, response, () => readJsonBody(request.body)),
  );
  router.post("/v2/file", express.raw({ type: () => true, limit: "600mb" }), async (request, response) => {
    const parsed = await readMultipart(request.body, request.header("content-type") ?? "");
    await service.handle(request, response, () => readMultipartBody(parsed));
  });
  return router;
}

/** Carries requests through sign-in, idempotency, faults, limits, execution and reply. */
class GraphqlService {
  private readonly deps: ServerDeps;
  private readonly schema = buildExecutableSchema();
  private readonly documents = createDocumentCache(this.schema);
  private readonly limits = new Map<number, LimitKeeper>();
  private readonly idempotency: IdempotencyCache;
  private readonly faults: FaultCounter;

  constructor(deps: ServerDeps) {
    this.deps = deps;
    this.idempotency = new IdempotencyCache(deps.platform.clock);
    this.faults = new FaultCounter(deps.platform.behaviour);
  }

  async handle(request: express.Request, response: express.Response, read: () => Asked): Promise<void> {
    const { log, platform } = this.deps;
    log.requests++;
    const requestId = `${platform.clock().toString(16).padStart(12, "0")}-${log.requests.toString(16).padStart(8, "0")}`;
    const incoming: Incoming = { request, response, requestId };
    response.setHeader("x-request-id", requestId);
    try {
      response.setHeader("api-version", resolveVersion(request.header("api-version")));
      const session = this.signIn(request.header("authorization"));
      const asked = read();
      const known = this.documents(asked.query);
      const operation = chosenOperation(known, asked.operationName);
      await this.run(incoming, session, { asked, known, operation });
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      this.refuse(incoming, error, null);
    }
  }

  private signIn(token: string | undefined): Session {
    for (const world of this.deps.worlds) {
      for (const user of world.users.values()) {
        if (user.token !== null && user.token === token) return this.session(world, user);
      }
    }
    throw platformError("NOT_AUTHENTICATED", "Not Authenticated", { status: 401 });
  }

  private session(world: AccountWorld, user: SandboxUser): Session {
    if (user.status !== "ACTIVE" || user.kind === "view_only") {
      throw platformError(
        "USER_ACCESS_DENIED",
        "The user is inactive, view-only or has no confirmed e-mail",
        {
          status: 403,
        },
      );
    }
    let limits = this.limits.get(world.id);
    if (!limits) {
      limits = new LimitKeeper(this.deps.platform.behaviour, this.deps.platform.clock);
      this.limits.set(world.id, limits);
    }
    return { world, user, limits };
  }

  private async run(
    incoming: Incoming,
    session: Session,
    work: { asked: Asked; known: KnownDocument; operation: OperationDefinitionNode },
  ): Promise<void> {
    const { behaviour } = this.deps.platform;
    if (behaviour.blocked) throw platformError("API_TEMPORARILY_BLOCKED", "API is temporarily blocked");
    const kind: Operation = work.operation.operation === "mutation" ? "mutation" : "query";
    const header = incoming.request.header("idempotency-key");
    const key =
      kind === "mutation" && header && !behaviour.idempotencyFull ? `${session.user.id}:${header}` : null;
    if (key !== null && this.replay(incoming, key, session)) return;
    let finished = false;
    try {
      await wait(behaviour.latencyMs);
      finished = await this.carryOut(incoming, session, { ...work, kind, key });
    } finally {
      if (key !== null && !finished) this.idempotency.abandon(key);
    }
  }

  /** Answers from the idempotency cache, or refuses a twin that is still running. */
  private replay(incoming: Incoming, key: string, session: Session): boolean {
    const state = this.idempotency.begin(key);
    if (state.kind === "fresh") return false;
    if (state.kind === "kept") {
      this.deps.log.replayed++;
      incoming.response.setHeader("Idempotency-Replayed", "true");
      send(incoming.response, state.reply.status, state.reply.body);
      return true;
    }
    incoming.response.setHeader("Retry-After", "1");
    const error = platformError(
      "IDEMPOTENCY_CONFLICT",
      "A request with this idempotency key is still running",
      {
        status: 409,
        retryInSeconds: 1,
      },
    );
    this.refuse(incoming, error, session);
    return true;
  }

  private async carryOut(
    incoming: Incoming,
    session: Session,
    work: {
      asked: Asked;
      known: KnownDocument;
      operation: OperationDefinitionNode;
      kind: Operation;
      key: string | null;
    },
  ): Promise<boolean> {
    const { platform, log } = this.deps;
    const faults = this.faults.next(work.kind);
    if (faults.internalError) {
      throw platformError("INTERNAL_SERVER_ERROR", "Internal server error", { status: 500 });
    }
    if (faults.locked)
      throw platformError("ResourceLocked", "Resource is currently locked, please try again later", {
        status: 423,
      });
    const cost = requestCost(work.operation, work.known.fragments, work.asked.variables, {
      createItem: platform.behaviour.createItemComplexity,
    });
    const entered = faults.rateLimited
      ? session.limits.minuteRefusal(work.kind, 1)
      : session.limits.enter(work.kind, cost);
    setHeaders(incoming.response, entered.headers);
    if ("error" in entered) {
      this.refuse(incoming, entered.error, session);
      return false;
    }
    try {
      const result = this.execute(session, work, entered);
      log.executed++;
      if (work.kind === "mutation") this.deps.onWrite();
      const meta = {
        requestId: incoming.requestId,
        accountId: session.world.id,
        legacy: platform.behaviour.legacyErrors,
      };
      const reply = { status: statusOf(result), body: replyBody(result, meta) };
      const keeps = reply.status === 200;
      if (work.key !== null && keeps) this.idempotency.finish(work.key, reply);
      await wait(platform.behaviour.answerDelayMs);
      if (faults.loseAnswer) this.loseAnswer(incoming.response);
      else send(incoming.response, reply.status, reply.body);
      return keeps;
    } finally {
      session.limits.leave();
    }
  }

  private execute(
    session: Session,
    work: { asked: Asked; known: KnownDocument; operation: OperationDefinitionNode },
    entered: LimitState,
  ): ExecutionResult {
    const { platform, log } = this.deps;
    const contextValue: RequestContext = {
      platform,
      world: session.world,
      user: session.user,
      limits: session.limits,
      ids: platform.ids,
      nowMs: platform.clock(),
      complexity: entered.complexity,
    };
    for (const selection of work.operation.selectionSet.selections) {
      if (selection.kind !== "Field") continue;
      log.fields[selection.name.value] = (log.fields[selection.name.value] ?? 0) + 1;
    }
    const result = execute({
      schema: this.schema,
      document: work.known.document,
      contextValue,
      variableValues: work.asked.variables,
      operationName: work.asked.operationName,
    });
    if (result instanceof Promise) throw new Error("Resolvers of the stand-in are synchronous");
    return withCodes(result as ExecutionResult);
  }

  private loseAnswer(response: express.Response): void {
    this.deps.log.answersLost++;
    response.socket?.destroy();
  }

  private refuse(incoming: Incoming, error: GraphQLError, session: Session | null): void {
    const { log, platform } = this.deps;
    log.refused++;
    const code = String(error.extensions.code);
    log.refusals[code] = (log.refusals[code] ?? 0) + 1;
    const status = error.extensions.status_code;
    const body = errorReply(error, {
      requestId: incoming.requestId,
      accountId: session?.world.id ?? null,
      legacy: platform.behaviour.legacyErrors,
    });
    send(incoming.response, typeof status === "number" ? status : 200, body);
  }
}

function chosenOperation(known: KnownDocument, name: string | null): OperationDefinitionNode {
  const [invalid] = known.errors;
  if (invalid) throw invalid;
  const operation = name ? known.operations.get(name) : known.operations.values().next().value;
  if (!operation) throw platformError("Bad request", "No operation to run", { status: 400 });
  return operation;
}

/** Gives a code to errors of graphql-js itself: variables that do not fit, or a resolver that broke. */
function withCodes(result: ExecutionResult): ExecutionResult {
  if (!result.errors?.some((error) => error.extensions.code === undefined)) return result;
  const isRequestError = result.data === undefined;
  const errors = result.errors.map((error) => {
    if (error.extensions.code !== undefined) return error;
    const extensions = isRequestError
      ? { code: "GRAPHQL_VALIDATION_FAILED", status_code: 400 }
      : { code: "INTERNAL_SERVER_ERROR", status_code: 500 };
    return new GraphQLError(error.message, {
      path: error.path ?? null,
      nodes: error.nodes ?? null,
      extensions,
    });
  });
  return { ...result, errors };
}

/** Application errors come with 200; only when nothing was answered does a 400, 429 or 500 set the status. */
function statusOf(result: ExecutionResult): number {
  const answered = Object.values(result.data ?? {}).some((value) => value !== null);
  if (answered) return 200;
  const status = result.errors?.[0]?.extensions.status_code;
  return status === 400 || status === 429 || status === 500 ? status : 200;
}

function readJsonBody(body: unknown): Asked {
  const bad = (message: string) => platformError("JsonParseException", message, { status: 400 });
  let parsed: unknown;
  try {
    parsed = JSON.parse(typeof body === "string" ? body : "");
  } catch {
    throw bad("The request body is not valid JSON");
  }
  if (parsed === null || typeof parsed !== "object") throw bad("The request body must be a JSON object");
  const { query, variables, operationName } = parsed as Record<string, unknown>;
  if (typeof query !== "string") throw bad("query is missing");
  return {
    query,
    variables: asVariables(variables),
    operationName: typeof operationName === "string" ? operationName : null,
  };
}

function readMultipartBody(parsed: MultipartRequest | null): Asked {
  if (!parsed)
    throw platformError("Bad request", "The request is not valid multipart form data", { status: 400 });
  return { query: parsed.query, variables: parsed.variables, operationName: null };
}

function asVariables(variables: unknown): Record<string, unknown> {
  return variables !== null && typeof variables === "object" && !Array.isArray(variables)
    ? (variables as Record<string, unknown>)
    : {};
}

function send(response: express.Response, status: number, body: string): void {
  response.status(status).setHeader("Content-Type", "application/json; charset=utf-8");
  response.end(body);
}

function setHeaders(response: express.Response, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}

function wait(ms: number): Promise<void> | undefined {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : undefined;
}
