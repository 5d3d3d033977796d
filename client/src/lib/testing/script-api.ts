import { createApi } from "../api.ts";

/** What the scripted server answers; `status` is 200 unless given. */
export interface ScriptedAnswer {
  readonly status?: number;
  readonly body?: unknown;
}

interface ScriptedCall {
  readonly line: string;
  readonly body: unknown;
  readonly authorization: string | null;
}

/**
 * An API client whose network is a table from "METHOD /path" to answers, with a log of what was asked. A list of
 * answers is given out in order, its last one again and again.
 */
export function scriptApi(answers: Readonly<Record<string, ScriptedAnswer | readonly ScriptedAnswer[]>>) {
  const calls: ScriptedCall[] = [];
  const given = new Map<string, number>();
  let tokens = 0;
  const answer = (line: string): ScriptedAnswer => {
    const scripted = answers[line] ?? {
      status: 404,
      body: buildProblem({ status: 404, code: "request.not_found" }),
    };
    if (!("length" in scripted)) return scripted;
    const index = given.get(line) ?? 0;
    given.set(line, index + 1);
    return scripted[Math.min(index, scripted.length - 1)] ?? {};
  };
  const api = createApi({
    sessionToken: async () => {
      tokens += 1;
      return `token-${tokens}`;
    },
    fetch: async (input, init) => {
      const line = `${init?.method ?? "GET"} ${String(input).replace(/^\/api/, "")}`;
      const headers = new Headers(init?.headers);
      const body: unknown = typeof init?.body === "string" ? JSON.parse(init.body) : undefined;
      calls.push({ line, body, authorization: headers.get("authorization") });
      const { status = 200, body: reply } = answer(line);
      return new Response(reply === undefined ? null : JSON.stringify(reply), { status });
    },
  });
  return { api, calls };
}

/** A problem document. */
export function buildProblem(part: Partial<Record<string, unknown>> = {}) {
  return {
    type: "about:blank",
    title: "Problem",
    status: 422,
    detail: "Something is wrong.",
    code: "request.invalid",
    kind: "needs_user",
    remedy: "Do something about it.",
    requestId: "req-1",
    ...part,
  };
}
