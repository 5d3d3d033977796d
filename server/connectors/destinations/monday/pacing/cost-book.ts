import { ASSUMED_READ_COMPLEXITY, ASSUMED_WRITE_COMPLEXITY } from "../limits.ts";

/** What calls cost, by kind of write or name of document, as the account's own answers said last. */
export interface CostBook {
  /** Complexity to expect of `count` parts of this kind. */
  expect(operation: "query" | "mutation", kind: string, count: number): number;
  learn(kind: string, count: number, complexity: number): void;
  of(kind: string): number | null;
}

export function createCostBook(): CostBook {
  const perPart = new Map<string, number>();
  return {
    expect(operation, kind, count) {
      const assumed = operation === "mutation" ? ASSUMED_WRITE_COMPLEXITY : ASSUMED_READ_COMPLEXITY;
      return Math.ceil((perPart.get(kind) ?? assumed) * Math.max(1, count));
    },
    learn(kind, count, complexity) {
      if (complexity > 0) perPart.set(kind, complexity / Math.max(1, count));
    },
    of: (kind) => perPart.get(kind) ?? null,
  };
}
