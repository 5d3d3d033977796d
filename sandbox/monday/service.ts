import type { Request, Response } from "express";
import { GraphQLError } from "graphql";
import type { Asked } from "./asked.ts";
import { requestCost } from "./complexity.ts";
import type { Platform, RequestContext } from "./context.ts";
import { createDocumentCache } from "./documents.ts";
import { platformError } from "./errors.ts";
import { executeWork, statusOf, type Work, workOf } from "./execution.ts";
import { FaultCounter, type Faults } from "./faults.ts";
import { IdempotencyCache } from "./idempotency.ts";
import { LimitKeeper, type LimitState } from "./limits.ts";
import type { SandboxUser } from "./model.ts";
import { errorReply, replyBody } from "./replies.ts";
import type { RequestLog } from "./request-log.ts";
import { buildExecutableSchema } from "./schema.ts";
import { resolveVersion } from "./versions.ts";
import type { AccountWorld } from "./world.ts";

export interface ServiceDeps {
  platform: Platform;
  worlds: readonly AccountWorld[];
  log: RequestLog;
  /** Called after each mutation that was carried out. */
  onWrite: () => void;
}

interface Session {
  world: AccountWorld;
  user: SandboxUser;
  limits: LimitKeeper;
}

interface Incoming {
  request: Request;
  response: Response;
  requestId: string;
}

/** A request on its way: what to do, and the key its reply will be kept under. */
interface Job extends Work {
  kind: "query" | "mutation";
  key: string | null;
}

/**
 * Takes a request through version, sign-in, idempotency, faults, limits, execution and reply, in that order: a
 * replay costs nothing, and a fault or a limit leaves the world as it was.
 */
export class GraphqlService {
  private readonly deps: ServiceDeps;
  private readonly schema = buildExecutableSchema();
  private readonly documents = createDocumentCache(this.schema);
  private readonly limits = new Map<number, LimitKeeper>();
  private readonly idempotency: IdempotencyCache;
  private readonly faults: FaultCounter;

  constructor(deps: ServiceDeps) {
    this.deps = deps;
    this.idempotency = new IdempotencyCache(deps.platform.clock);
    this.faults = new FaultCounter(deps.platform.behaviour);
  }

  async handle(request: Request, response: Response, read: () => Asked): Promise<void> {
    const { log, platform } = this.deps;
    log.requests++;
    const requestId = `${hex(platform.clock(), 12)}-${hex(log.requests, 8)}`;
    const incoming: Incoming = { request, response, requestId };
    if (this.isDown(response)) return;
    response.setHeader("x-request-id", requestId);
    try {
      response.setHeader("api-version", resolveVersion(request.header("api-version")));
      const session = this.signIn(request.header("authorization"));
      const asked = read();
      await this.run(incoming, session, workOf(asked, this.documents(asked.query)));
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      this.refuse(incoming, error, null);
    }
  }

  /** An outage: nothing is looked at, and the answer is none of the platform's. */
  private isDown(response: Response): boolean {
    const { outage } = this.deps.platform.behaviour;
    if (outage === "none") return false;
    this.deps.log.refused++;
    if (outage === "cuts connections") response.socket?.destroy();
    else response.status(503).type("text/html").send("<html><body>503 Service Unavailable</body></html>");
    return true;
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

  private async run(incoming: Incoming, session: Session, work: Work): Promise<void> {
    const { behaviour } = this.deps.platform;
    if (behaviour.blocked) throw platformError("API_TEMPORARILY_BLOCKED", "API is temporarily blocked");
    const kind = work.operation.operation === "mutation" ? "mutation" : "query";
    const header = incoming.request.header("idempotency-key");
    const protects =
      kind === "mutation" && header !== undefined && header !== "" && !behaviour.idempotencyFull;
    const key = protects ? `${session.user.id}:${header}` : null;
    if (key !== null && this.replay(incoming, key, session)) return;
    let kept = false;
    try {
      kept = await this.carryOut(incoming, session, { ...work, kind, key });
    } finally {
      if (key !== null && !kept) this.idempotency.abandon(key);
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

  /** Answers whether the reply is kept for the request's key: only what was carried out without a failure is. */
  private async carryOut(incoming: Incoming, session: Session, job: Job): Promise<boolean> {
    const faults = this.faults.next(job.kind);
    refuseByFault(faults);
    const entered = this.enter(session, job, faults);
    setHeaders(incoming.response, entered.headers);
    if ("error" in entered) {
      this.refuse(incoming, entered.error, session);
      return false;
    }
    const { latencyMs, answerDelayMs } = this.deps.platform.behaviour;
    try {
      await wait(latencyMs);
      const reply = this.execute(incoming, session, { job, entered });
      const keeps = reply.status === 200;
      if (job.key !== null && keeps) this.idempotency.finish(job.key, reply);
      await wait(answerDelayMs);
      if (faults.loseAnswer) this.loseAnswer(incoming.response);
      else send(incoming.response, reply.status, reply.body);
      return keeps;
    } finally {
      session.limits.leave();
    }
  }

  private enter(session: Session, job: Job, faults: Faults) {
    if (faults.rateLimited) return session.limits.minuteRefusal(job.kind, 1);
    const { createItemComplexity } = this.deps.platform.behaviour;
    const cost = requestCost(job.operation, job.known.fragments, job.asked.variables, {
      createItem: createItemComplexity,
    });
    return session.limits.enter(job.kind, cost);
  }

  private execute(incoming: Incoming, session: Session, request: { job: Job; entered: LimitState }) {
    const { platform, log, onWrite } = this.deps;
    const { job, entered } = request;
    const context: RequestContext = {
      platform,
      ...session,
      ids: platform.ids,
      nowMs: platform.clock(),
      complexity: entered.complexity,
    };
    for (const selection of job.operation.selectionSet.selections) {
      if (selection.kind === "Field") count(log.fields, selection.name.value);
    }
    const result = executeWork(this.schema, job, context);
    const waitSeconds = result.errors?.find((error) => error.extensions.retry_in_seconds)?.extensions
      .retry_in_seconds;
    if (waitSeconds !== undefined) incoming.response.setHeader("Retry-After", String(waitSeconds));
    log.executed++;
    if (job.kind === "mutation") onWrite();
    const meta = {
      requestId: incoming.requestId,
      accountId: session.world.id,
      legacy: platform.behaviour.legacyErrors,
    };
    return { status: statusOf(result), body: replyBody(result, meta) };
  }

  private loseAnswer(response: Response): void {
    this.deps.log.answersLost++;
    response.socket?.destroy();
  }

  private refuse(incoming: Incoming, error: GraphQLError, session: Session | null): void {
    const { log, platform } = this.deps;
    log.refused++;
    count(log.refusals, String(error.extensions.code));
    const { status_code: status } = error.extensions;
    const body = errorReply(error, {
      requestId: incoming.requestId,
      accountId: session?.world.id ?? null,
      legacy: platform.behaviour.legacyErrors,
    });
    send(incoming.response, typeof status === "number" ? status : 200, body);
  }
}

function refuseByFault(faults: Faults): void {
  if (faults.internalError) {
    throw platformError("INTERNAL_SERVER_ERROR", "Internal server error", { status: 500 });
  }
  if (faults.locked) {
    throw platformError("ResourceLocked", "Resource is currently locked, please try again later", {
      status: 423,
    });
  }
}

function count(counters: Record<string, number>, key: string): void {
  counters[key] = (counters[key] ?? 0) + 1;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}

function send(response: Response, status: number, body: string): void {
  response.status(status).setHeader("Content-Type", "application/json; charset=utf-8");
  response.end(body);
}

function setHeaders(response: Response, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}

function wait(ms: number): Promise<void> | undefined {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : undefined;
}
