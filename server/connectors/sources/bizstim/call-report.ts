import type { CallReport } from "../../types.ts";
import type { Verdict } from "./classify.ts";

/** How a call ended, for the audit trail: the method, how many rows came, how long it took. Never a row or a key. */
export function toReport(method: string, verdict: Verdict, tookMs: number): CallReport {
  return {
    system: "source",
    operation: method,
    writes: false,
    boardId: null,
    records: [],
    // Bizstim names no number of a request.
    requestId: null,
    outcome: outcomeOf(verdict),
    detail: { rows: rowsOf(verdict), ms: tookMs },
  };
}

/** A method that answers "nothing there" has answered. */
function outcomeOf(verdict: Verdict): string {
  if (verdict.kind === "throttled") return "source.throttled";
  return verdict.kind === "failure" ? verdict.error.code : "ok";
}

/** A list counts its rows, a single record is one. */
function rowsOf(verdict: Verdict): number {
  if (verdict.kind !== "success") return 0;
  const { body } = verdict;
  const rows = typeof body === "object" && body !== null && "response" in body ? body.response : null;
  return Array.isArray(rows) ? rows.length : 1;
}
