import type { Forecast, PlanBoard } from "../../contract/plan.ts";
import type { DestinationFacts } from "./facts.ts";
import { partsOf } from "./parts.ts";

/** Time a call is on its way when nothing else limits the pace; measured against the API's documented timeouts. */
const callSeconds = 1;
/** Items read back in one call to verify links and counts (API page size). */
const readBackPage = 500;

type Pace = DestinationFacts["pace"];

interface Cost {
  readonly items: number;
  readonly updates: number;
  readonly links: number;
  readonly calls: number;
  readonly seconds: number;
}

function includedUpdates(board: PlanBoard): number {
  return board.updates.filter((update) => update.include).reduce((sum, update) => sum + update.count, 0);
}

function linksOf(board: PlanBoard): number {
  return board.columns
    .filter((column) => column.include && column.type === "board_relation")
    .reduce((sum, column) => sum + Math.max(0, column.filled - (column.link?.missing ?? 0)), 0);
}

/** Seconds each limit alone would make the work take. */
function secondsBy(work: { calls: number; writes: number }, pace: Pace) {
  return {
    calls: (work.calls * 60) / Math.max(1, pace.requestsPerMinute),
    complexity: (work.writes * pace.complexityPerCreate * 60) / Math.max(1, pace.complexityPerMinute),
    latency: work.calls * callSeconds,
  };
}

/** Counts of updates and links are those of the whole board; a part has its share of them. */
function shareOf(board: PlanBoard, boards: readonly PlanBoard[]): number {
  if (board.part === null) return 1;
  const whole = partsOf(boards, board.part.of).reduce((sum, part) => sum + part.records, 0);
  return board.records / Math.max(1, whole);
}

function costOf(board: PlanBoard, boards: readonly PlanBoard[], pace: Pace): Cost {
  const share = shareOf(board, boards);
  const updates = Math.round(includedUpdates(board) * share);
  const links = Math.round(linksOf(board) * share);
  const perCall = Math.max(1, pace.itemsPerCall);
  const writeCalls = Math.ceil(board.items / perCall) + Math.ceil(updates / perCall);
  const calls = writeCalls + Math.ceil(board.items / readBackPage);
  const seconds = Math.max(...Object.values(secondsBy({ calls, writes: board.items + updates }, pace)));
  return { items: board.items, updates, links, calls, seconds: Math.ceil(seconds) };
}

function boundText(boards: readonly PlanBoard[], total: Cost, pace: Pace): string {
  if (boards.length === 0) return "Nothing is included.";
  if (pace.callsPerDay !== null && total.calls > pace.callsPerDay) {
    const days = Math.ceil(total.calls / pace.callsPerDay);
    return `This account may make ${pace.callsPerDay.toLocaleString("en")} calls a day, so the import is spread over about ${days} days and goes on by itself.`;
  }
  const seconds = secondsBy({ calls: total.calls, writes: total.items + total.updates }, pace);
  if (seconds.complexity >= seconds.calls && seconds.complexity >= seconds.latency) {
    const items = Math.floor(pace.complexityPerMinute / Math.max(1, pace.complexityPerCreate));
    return `monday's work budget of this account allows about ${items.toLocaleString("en")} items a minute.`;
  }
  if (seconds.calls >= seconds.latency) {
    return `monday allows ${pace.requestsPerMinute.toLocaleString("en")} calls a minute for this account.`;
  }
  return `Each call carries ${pace.itemsPerCall} items and takes about a second.`;
}

/** Items, calls and time of a plan's included boards under the account's pace. Seconds are whole, rounded up. */
export function buildForecast(boards: readonly PlanBoard[], pace: Pace): Forecast {
  const included = boards.filter((board) => board.include);
  const costs = included.map((board) => ({ board, cost: costOf(board, boards, pace) }));
  const sum = (of: (cost: Cost) => number) => costs.reduce((total, { cost }) => total + of(cost), 0);
  const total: Cost = {
    items: sum((cost) => cost.items),
    updates: sum((cost) => cost.updates),
    links: sum((cost) => cost.links),
    calls: sum((cost) => cost.calls),
    seconds: sum((cost) => cost.seconds),
  };
  const waitingDays = pace.callsPerDay === null ? 0 : Math.ceil(total.calls / pace.callsPerDay) - 1;
  return {
    ...total,
    seconds: Math.max(total.seconds, Math.max(0, waitingDays) * 86_400),
    phases: costs.map(({ board, cost }) => ({
      board: board.key,
      title: board.title,
      items: cost.items,
      calls: cost.calls,
      seconds: cost.seconds,
    })),
    bound: boundText(included, total, pace),
  };
}
