/**
 * A route as data: what express serves, what is validated and what the OpenAPI document says are one and the same
 * entry. The functions that build routes keep the types of their handlers and forget them outside.
 */
import type { Request, Response } from "express";
import { z } from "zod";
import { FailureError, toFailure } from "../contract/errors.ts";
import type { Result } from "../contract/result.ts";
import type { Actor } from "../engine/services/actor.ts";
import type { FieldProblem } from "./invalid-request.ts";
import { InvalidRequest, toFields } from "./invalid-request.ts";
import { actorOf } from "./middleware/sign-in.ts";

/** `look`: everybody of the account. `report`: those who work on its boards. `change`: admins. */
export type Access = "look" | "report" | "change";

interface RouteShape<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** Below `/api`, in OpenAPI's notation: `/runs/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}

export interface RouteInput<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  readonly actor: Actor;
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly body: z.output<B>;
  /** Aborts when the caller has gone. */
  readonly signal: AbortSignal;
}

/** What a route answers when all goes well. */
export type RouteAnswer =
  | { readonly kind: "json"; readonly status: 200 | 201 | 202; readonly schema: z.ZodType }
  | { readonly kind: "empty"; readonly status: 204 }
  | { readonly kind: "stream"; readonly status: 200; readonly mediaType: string };

export interface Route extends RouteShape<z.ZodType, z.ZodType, z.ZodType> {
  readonly answer: RouteAnswer;
  serve(req: Request, res: Response): Promise<void>;
}

/** Schema of a part that a route does not have. */
export const nothing = z.strictObject({});
/** The `{id}` of a path. */
export const idParams = z.strictObject({ id: z.string().min(1).max(60) });

function problemsOf(part: string, schema: z.ZodType, value: unknown): readonly FieldProblem[] {
  const parsed = schema.safeParse(value);
  return parsed.success ? [] : toFields(part, parsed.error);
}

function signalOf(res: Response): AbortSignal {
  const gone = new AbortController();
  res.on("close", () => gone.abort());
  return gone.signal;
}

function mayAccess(access: Access, { role }: Actor): boolean {
  if (access === "look" || role === "admin") return true;
  return access === "report" && role === "member";
}

/** Checks who asks and what is sent. Throws `FailureError`: a role that may not, or every field that is wrong. */
function readInput<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  shape: RouteShape<P, Q, B>,
  req: Request,
  res: Response,
): RouteInput<P, Q, B> {
  const actor = actorOf(req);
  if (!mayAccess(shape.access, actor)) {
    throw new FailureError(toFailure("auth.admin_required", { message: `role ${actor.role}` }));
  }
  const sent: unknown = req.body ?? {};
  const params = shape.params.safeParse(req.params);
  const query = shape.query.safeParse(req.query);
  const body = shape.body.safeParse(sent);
  if (params.success && query.success && body.success) {
    return { actor, params: params.data, query: query.data, body: body.data, signal: signalOf(res) };
  }
  throw new InvalidRequest([
    ...problemsOf("params", shape.params, req.params),
    ...problemsOf("query", shape.query, req.query),
    ...problemsOf("body", shape.body, sent),
  ]);
}

function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new FailureError(result.error);
  return result.value;
}

/** A route that answers JSON of the given schema. */
export function jsonRoute<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  route: RouteShape<P, Q, B> & {
    readonly status?: 200 | 201 | 202;
    readonly response: R;
    handle(input: RouteInput<P, Q, B>): Promise<Result<z.input<R>>>;
  },
): Route {
  const { handle, response, status = 200, ...shape } = route;
  return {
    ...shape,
    answer: { kind: "json", status, schema: response },
    async serve(req, res) {
      const value = unwrap(await handle(readInput(shape, req, res)));
      res.status(status).json(value);
    },
  };
}

/** A route that answers 204. */
export function emptyRoute<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  route: RouteShape<P, Q, B> & { handle(input: RouteInput<P, Q, B>): Promise<Result<unknown>> },
): Route {
  const { handle, ...shape } = route;
  return {
    ...shape,
    answer: { kind: "empty", status: 204 },
    async serve(req, res) {
      unwrap(await handle(readInput(shape, req, res)));
      res.status(204).end();
    },
  };
}

/** A route that writes its answer itself, after its input was checked. A failure before the first byte is answered. */
export function streamRoute<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  route: RouteShape<P, Q, B> & {
    readonly mediaType: string;
    stream(input: RouteInput<P, Q, B>, res: Response): Promise<Result<void>>;
  },
): Route {
  const { stream, mediaType, ...shape } = route;
  return {
    ...shape,
    answer: { kind: "stream", status: 200, mediaType },
    async serve(req, res) {
      unwrap(await stream(readInput(shape, req, res), res));
    },
  };
}
