import {
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import type { Asked } from "./asked.ts";
import type { RequestContext } from "./context.ts";
import type { KnownDocument } from "./documents.ts";
import { platformError } from "./errors.ts";

/** A request that is known to be valid GraphQL. */
export interface Work {
  asked: Asked;
  known: KnownDocument;
  operation: OperationDefinitionNode;
}

/** Picks the operation of a valid document, or throws what is wrong with it. */
export function workOf(asked: Asked, known: KnownDocument): Work {
  const [invalid] = known.errors;
  if (invalid) throw invalid;
  const operation = asked.operationName
    ? known.operations.get(asked.operationName)
    : known.operations.values().next().value;
  if (!operation) throw platformError("Bad request", "No operation to run", { status: 400 });
  return { asked, known, operation };
}

/** Runs a document. Every resolver is synchronous, so a request is carried out in one go and never interleaves. */
export function executeWork(
  schema: GraphQLSchema,
  work: Work,
  contextValue: RequestContext,
): ExecutionResult {
  const result = execute({
    schema,
    document: work.known.document,
    contextValue,
    variableValues: work.asked.variables,
    operationName: work.asked.operationName,
  });
  if (result instanceof Promise) throw new Error("Resolvers of the stand-in are synchronous");
  return withCodes(result as ExecutionResult);
}

/** Gives a code to errors of graphql-js itself: variables that do not fit, or a resolver that broke. */
function withCodes(result: ExecutionResult): ExecutionResult {
  if (!result.errors?.some((error) => error.extensions.code === undefined)) return result;
  const extensions =
    result.data === undefined
      ? { code: "GRAPHQL_VALIDATION_FAILED", status_code: 400 }
      : { code: "INTERNAL_SERVER_ERROR", status_code: 500 };
  const errors = result.errors.map((error) =>
    error.extensions.code === undefined
      ? new GraphQLError(error.message, { path: error.path ?? null, nodes: error.nodes ?? null, extensions })
      : error,
  );
  return { ...result, errors };
}

/** Application errors come with 200; only when nothing was answered does a 400, 429 or 500 set the status. */
export function statusOf(result: ExecutionResult): number {
  const answered = Object.values(result.data ?? {}).some((value) => value !== null);
  if (answered) return 200;
  const status = result.errors?.[0]?.extensions.status_code;
  return status === 400 || status === 429 || status === 500 ? status : 200;
}
