/**
 * Decides what an answer of Bizstim means. The rules are those of the vendor's pages and of the REST library
 * underneath (bizstim facts 4): success needs a 2xx status, a body that parses and `status` equal to "success".
 */
import type { Failure } from "../../../contract/errors.ts";
import { toFailure } from "../../../contract/errors.ts";
import type { HttpAnswer, HttpTrouble } from "../../transport/http-get.ts";
import { scrub } from "../../transport/scrub.ts";
import { envelopeSchema } from "./schema.ts";

export type Verdict =
  | { readonly kind: "success"; readonly body: unknown }
  /** The method knows nothing under this path. `certain` is false when only the text of a failure says so. */
  | { readonly kind: "nothing"; readonly text: string; readonly certain: boolean }
  | { readonly kind: "throttled"; readonly text: string }
  | { readonly kind: "failure"; readonly error: Failure };

const failed = (error: Failure): Verdict => ({ kind: "failure", error });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The sentence of a failure, wherever it sits: `response`, then `error`, then `message`. */
function sentenceOf(body: unknown): { succeeded: boolean; text: string } | null {
  const parsed = envelopeSchema.safeParse(body);
  if (!parsed.success) return null;
  const { status, response, error, message } = parsed.data;
  const said = typeof response === "string" && response !== "" ? response : (error ?? message ?? "");
  return { succeeded: status === "success", text: said };
}

function toRefusal(method: string, status: number, text: string): Verdict {
  if (status === 429 || /limit/i.test(text)) return { kind: "throttled", text };
  const message = `bizstim ${method}: HTTP ${status}: ${text}`;
  if (/\bip\b/i.test(text)) {
    return failed(
      toFailure("connection.key_refused", {
        message,
        userMessage: "Bizstim does not take calls from the address of this server.",
        remedy: "Ask Bizstim's support to allow the address of the Portage server, then try again.",
      }),
    );
  }
  if (
    /invalid api key|api key.*invalid/i.test(text) ||
    (status === 403 && !/permission|access|plan/i.test(text))
  )
    return failed(toFailure("connection.key_refused", { message }));
  return failed(toFailure("connection.plan_without_api", { message }));
}

function toNotFound(method: string, status: number, answer: HttpAnswer, text: string): Verdict {
  const isUnknown = status === 405 || /unknown method|method/i.test(text);
  if (isUnknown) {
    return failed(
      toFailure("source.method_missing", { message: `bizstim ${method}: HTTP ${status}: ${text}` }),
    );
  }
  if (answer.contentType.includes("html")) return notJson(method, answer);
  return { kind: "nothing", text, certain: answer.body === "" };
}

function notJson(method: string, answer: HttpAnswer): Verdict {
  const message = `bizstim ${method}: HTTP ${answer.status} with ${answer.contentType || "no content type"}, not JSON`;
  return failed(toFailure("source.not_json", { message }));
}

/** Reads an answer. `secrets` are removed from every text before it goes anywhere. */
export function classifyAnswer(method: string, answer: HttpAnswer, secrets: readonly string[]): Verdict {
  const { status } = answer;
  const body = parseJson(answer.body);
  const sentence = sentenceOf(body);
  const text = scrub(sentence?.text ?? "", secrets);
  if (status >= 500)
    return failed(toFailure("source.failed", { message: `bizstim ${method}: HTTP ${status}: ${text}` }));
  if (status === 401 || status === 403 || status === 429) return toRefusal(method, status, text);
  if (status === 404 || status === 405) return toNotFound(method, status, answer, text);
  if (sentence === null || status >= 300) {
    if (body === undefined || status < 400) return notJson(method, answer);
    return failed(toFailure("source.failed", { message: `bizstim ${method}: HTTP ${status}: ${text}` }));
  }
  if (answer.contentType.includes("html")) return notJson(method, answer);
  if (sentence.succeeded) return { kind: "success", body };
  if (/limit.*(reached|exceeded)|reached.*limit/i.test(text)) return { kind: "throttled", text };
  if (/invalid api key/i.test(text)) return toRefusal(method, 403, text);
  return { kind: "nothing", text, certain: false };
}

/** A call that brought no answer. */
export function classifyTrouble(method: string, trouble: HttpTrouble): Failure {
  const detail = {
    message: `bizstim ${method}: ${trouble.reason} (${trouble.detail})`,
    cause: trouble.cause,
  };
  if (trouble.reason !== "too_large") return toFailure("source.unreachable", detail);
  return toFailure("source.invalid_response", {
    ...detail,
    userMessage: "One answer of the source is larger than Portage accepts.",
  });
}

const emptyWords = /no (records?|results?|data|rows?)|not found|nothing|none found|empty|does not exist/i;

/** Whether the sentence of a failure plainly says that there is nothing, rather than that something broke. */
export function saysNothingFound(text: string): boolean {
  return text === "" || emptyWords.test(text);
}

/** The same refusal while reading: a key that was accepted before has died. */
export function toReadFailure(error: Failure): Failure {
  if (error.code !== "connection.key_refused") return error;
  return toFailure("source.key_dead", { message: error.message, cause: error.cause });
}
