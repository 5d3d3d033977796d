import type { CallReport } from "../../../types.ts";
import { classify } from "../errors.ts";
import type { Call } from "./client.ts";
import type { Exchange } from "./transport.ts";

/**
 * How a call ended, for the audit trail: what was called, about which records, how much it cost. Never a value, a
 * name or a key: only ids, counts and codes. A mutation of several writes of which some failed is `partial`.
 */
export function toReport(
  call: Call,
  operation: "query" | "mutation",
  exchange: Exchange,
  measured: { tookMs: number; complexity: number | null },
): CallReport {
  const parts = call.parts ?? call.cost?.count ?? 1;
  const failed = exchange.kind === "answered" ? failedParts(exchange) : 0;
  return {
    system: "destination",
    operation: call.document.name,
    writes: operation === "mutation",
    boardId: call.boardId ?? null,
    records: call.records ?? [],
    requestId:
      exchange.kind === "answered" ? exchange.meta.requestId : (exchange.error.vendorRequestId ?? null),
    outcome: outcomeOf(exchange),
    detail: {
      ms: measured.tookMs,
      complexity: measured.complexity,
      parts,
      ...(failed > 0 ? { failed } : {}),
      ...(exchange.kind === "answered" && exchange.replayed ? { replayed: true } : {}),
    },
  };
}

function outcomeOf(exchange: Exchange): string {
  if (exchange.kind !== "answered") {
    const isLost = exchange.kind === "doubtful" && exchange.error.code === "monday.unreachable";
    return isLost ? "lost" : exchange.error.code;
  }
  const [first] = exchange.errors;
  if (!first) return "ok";
  const hasResult = Object.entries(exchange.data).some(
    ([key, value]) => key !== "complexity" && value !== null,
  );
  return hasResult ? "partial" : classify(first, exchange.meta).failure.code;
}

function failedParts(exchange: Extract<Exchange, { kind: "answered" }>): number {
  return new Set(exchange.errors.map(({ path }) => String(path[0] ?? ""))).size;
}
