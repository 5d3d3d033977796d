import { platformError } from "./errors.ts";
import type { MultipartRequest } from "./multipart.ts";

/** What a request asks for, once its body is read. */
export interface Asked {
  query: string;
  variables: Record<string, unknown>;
  operationName: string | null;
}

/** Reads a JSON body or throws the platform's refusal. */
export function askedByJson(body: unknown): Asked {
  const bad = (message: string) => platformError("JsonParseException", message, { status: 400 });
  let parsed: unknown;
  try {
    parsed = JSON.parse(typeof body === "string" ? body : "");
  } catch {
    throw bad("The request body is not valid JSON");
  }
  if (!isRecord(parsed)) throw bad("The request body must be a JSON object");
  const { query, variables, operationName } = parsed;
  if (typeof query !== "string") throw bad("query is missing");
  return {
    query,
    variables: isRecord(variables) ? variables : {},
    operationName: typeof operationName === "string" ? operationName : null,
  };
}

/** Takes a parsed multipart body, null when it was none. */
export function askedByForm(parsed: MultipartRequest | null): Asked {
  if (!parsed) {
    throw platformError("Bad request", "The request is not valid multipart form data", { status: 400 });
  }
  return { ...parsed, operationName: null };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
