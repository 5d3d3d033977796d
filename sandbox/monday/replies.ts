import type { ExecutionResult, GraphQLError } from "graphql";

export interface ReplyMeta {
  requestId: string;
  accountId: number | null;
  legacy: boolean;
}

/** The body of a reply in today's shape, or in the older one with the error at the top level. */
export function replyBody(result: ExecutionResult, meta: ReplyMeta): string {
  const extensions = { request_id: meta.requestId };
  const account = meta.accountId === null ? {} : { account_id: meta.accountId };
  const errors = result.errors ?? [];
  if (errors.length === 0) return JSON.stringify({ data: result.data, extensions, ...account });
  const hasData = result.data !== undefined && result.data !== null;
  const data = hasData ? { data: result.data } : {};
  if (meta.legacy) return JSON.stringify({ ...data, ...legacyError(errors), ...account });
  return JSON.stringify({ ...data, errors: errors.map(errorJson), extensions, ...account });
}

/** Refusals of the whole request. */
export function errorReply(error: GraphQLError, meta: ReplyMeta): string {
  return replyBody({ errors: [error] }, meta);
}

function errorJson(error: GraphQLError) {
  return {
    message: error.message,
    ...(error.locations ? { locations: error.locations } : {}),
    ...(error.path ? { path: error.path } : {}),
    extensions: error.extensions,
  };
}

function legacyError(errors: readonly GraphQLError[]) {
  const [first] = errors;
  const { code, status_code, error_data } = first?.extensions ?? {};
  return {
    error_code: code ?? "INTERNAL_SERVER_ERROR",
    error_message: first?.message ?? "",
    error_data: error_data ?? {},
    status_code: status_code ?? 500,
    ...(errors.length > 1 || first?.path
      ? { errors: errors.map(({ message, path }) => ({ message, path })) }
      : {}),
  };
}
