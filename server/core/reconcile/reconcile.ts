import type { Plan, PlanBoard } from "../../contract/plan.ts";
import type { Outcome, Reconciliation, ReconciliationPhase } from "../../contract/records.ts";
import { compareTexts } from "../canonical.ts";
import { partsOf } from "../planning/parts.ts";
import { remedyOf } from "../reasons.ts";
import { sameDecimal } from "./sums.ts";

/** Sums by column key, then by kind (`''` when nothing splits them), as exact decimals. */
export type BoardSums = ReadonlyMap<string, ReadonlyMap<string, string>>;

export interface BoardReadBack {
  /** Items of this migration found on the board. */
  readonly found: number;
  /** Linked items found in its connect columns. */
  readonly links: number;
  readonly sums: BoardSums;
}

export interface LedgerCount {
  readonly phase: string;
  readonly stream: string;
  readonly state: "intended" | "done";
  readonly outcome: Outcome | null;
  readonly count: number;
}

export interface ReconcileInput {
  readonly migrationId: string;
  readonly runId: string | null;
  /** ISO 8601. */
  readonly at: string;
  readonly plan: Plan;
  readonly snapshotCounts: Readonly<Record<string, number>>;
  /** Records of the snapshot that belong to each part of a split board, by board key; absent: by their place. */
  readonly partCounts?: ReadonlyMap<string, number>;
  readonly ledgerCounts: readonly LedgerCount[];
  readonly reasons: readonly { outcome: Outcome; code: string; text: string; count: number }[];
  /** By board key; null when nothing was read back. */
  readonly readBack: ReadonlyMap<string, BoardReadBack> | null;
  /** Texts found as updates of their items, by board key; a board that is absent was not looked through. */
  readonly updatesFound: ReadonlyMap<string, number>;
  /** Links the load wrote, by board key. */
  readonly expectedLinks: ReadonlyMap<string, number>;
  /** Sums over the records that were written, by board key. */
  readonly sourceSums: ReadonlyMap<string, BoardSums>;
}

type Tally = Record<Outcome, number>;

function tally(counts: readonly LedgerCount[], phase: string): Tally {
  const result: Tally = { created: 0, updated: 0, unchanged: 0, merged: 0, skipped: 0, failed: 0 };
  for (const row of counts) {
    if (row.phase === phase && row.state === "done" && row.outcome !== null) result[row.outcome] += row.count;
  }
  return result;
}

/** Records of the snapshot that belong to a board; a part of a split board has its share of them. */
function snapshotCount(board: PlanBoard, input: ReconcileInput): number {
  const total = board.streams.reduce((sum, stream) => sum + (input.snapshotCounts[stream] ?? 0), 0);
  if (board.part === null) return total;
  const counted = input.partCounts?.get(board.key);
  if (counted !== undefined) return counted;
  const parts = partsOf(input.plan.boards, board.part.of);
  const perPart = parts[0]?.records ?? total;
  const before = (board.part.index - 1) * perPart;
  const isLast = board.part.index === board.part.count;
  return Math.max(0, isLast ? total - before : Math.min(perPart, total - before));
}

function sumsOf(
  board: PlanBoard,
  input: ReconcileInput,
  back: BoardReadBack | null,
): ReconciliationPhase["sums"] {
  const source = input.sourceSums.get(board.key) ?? new Map<string, ReadonlyMap<string, string>>();
  return board.columns
    .filter((column) => column.include && source.has(column.key))
    .flatMap((column) => {
      const wanted = source.get(column.key) ?? new Map<string, string>();
      const got = back?.sums.get(column.key);
      const kinds = [...new Set([...wanted.keys(), ...(got?.keys() ?? [])])].sort(compareTexts);
      return kinds.map((kind) => ({
        column: column.key,
        title: column.title,
        kind: kind === "" ? null : kind,
        unit: column.unit,
        source: wanted.get(kind) ?? "0",
        destination: back === null ? null : (got?.get(kind) ?? "0"),
      }));
    });
}

function records(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "record" : "records"}`;
}

type OpenPhase = Omit<ReconciliationPhase, "addsUp" | "differences">;

function differencesOf(phase: OpenPhase, things: "items" | "updates"): string[] {
  const differences: string[] = [];
  if (phase.pending > 0) differences.push(`${records(phase.pending)} not written yet.`);
  if (phase.pending < 0)
    differences.push(`${records(-phase.pending)} more in the ledger than in the snapshot.`);
  if (phase.failed > 0) differences.push(`${records(phase.failed)} failed; the reasons are listed below.`);
  if (phase.found !== null && phase.found !== phase.expected) {
    differences.push(
      `${phase.expected.toLocaleString("en")} ${things} expected in monday, ${phase.found.toLocaleString("en")} found.`,
    );
  }
  const { links } = phase;
  if (links.found !== null && links.found !== links.expected) {
    differences.push(
      `${links.expected.toLocaleString("en")} links expected, ${links.found.toLocaleString("en")} found.`,
    );
  }
  for (const sum of phase.sums) {
    if (sum.destination === null || sameDecimal(sum.source, sum.destination)) continue;
    const kind = sum.kind === null ? "" : ` (${sum.kind})`;
    differences.push(`${sum.title}${kind}: ${sum.source} read, ${sum.destination} in monday.`);
  }
  return differences;
}

function close(phase: OpenPhase, things: "items" | "updates"): ReconciliationPhase {
  const differences = differencesOf(phase, things);
  return { ...phase, addsUp: differences.length === 0, differences };
}

function settled(counts: Tally): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function boardPhase(board: PlanBoard, input: ReconcileInput): ReconciliationPhase {
  const counts = tally(input.ledgerCounts, board.key);
  const inSnapshot = snapshotCount(board, input);
  const back = input.readBack?.get(board.key) ?? null;
  return close(
    {
      key: board.key,
      title: board.title,
      streams: [...board.streams],
      inSnapshot,
      ...counts,
      pending: inSnapshot - settled(counts),
      expected: counts.created + counts.updated + counts.unchanged,
      found: back?.found ?? null,
      links: { expected: input.expectedLinks.get(board.key) ?? 0, found: back?.links ?? null },
      sums: sumsOf(board, input, back),
    },
    "items",
  );
}

/** Texts written as updates: which of them there should be only the ledger knows. */
function updatesPhase(board: PlanBoard, input: ReconcileInput): ReconciliationPhase[] {
  const key = `${board.key}.updates`;
  const rows = input.ledgerCounts.filter((row) => row.phase === key);
  if (rows.length === 0) return [];
  const counts = tally(input.ledgerCounts, key);
  const inSnapshot = rows.reduce((sum, row) => sum + row.count, 0);
  return [
    close(
      {
        key,
        title: `${board.title}, updates`,
        streams: [...board.streams],
        inSnapshot,
        ...counts,
        pending: inSnapshot - settled(counts),
        expected: counts.created + counts.updated + counts.unchanged,
        found: input.updatesFound.get(board.key) ?? null,
        links: { expected: 0, found: null },
        sums: [],
      },
      "updates",
    ),
  ];
}

/** For codes of a later version, in a ledger that an earlier one opens. */
const unknownRemedy = "Look at the records of this group, then import again.";

/**
 * Compares snapshot, ledger and destination per board. A phase adds up when every record has an outcome, none
 * failed, every item and link the ledger names was found, and sums are equal to the last digit.
 */
export function reconcile(input: ReconcileInput): Reconciliation {
  const phases = input.plan.boards
    .filter((board) => board.include)
    .flatMap((board) => [boardPhase(board, input), ...updatesPhase(board, input)]);
  return {
    migrationId: input.migrationId,
    runId: input.runId,
    at: input.at,
    phases,
    reasons: input.reasons.map((reason) => ({ ...reason, remedy: remedyOf(reason.code) ?? unknownRemedy })),
    addsUp: phases.every((phase) => phase.addsUp),
  };
}
