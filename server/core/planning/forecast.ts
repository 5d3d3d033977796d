import type { Forecast, PlanBoard, PlanPerson } from "../../contract/plan.ts";
import type { DestinationFacts } from "./facts.ts";
import {
  addWork,
  boardWork,
  checkWork,
  createCallCutter,
  noWork,
  schemaWork,
  type Work,
} from "./forecast-work.ts";

/** Time a call is on its way when nothing else limits the pace: what the API is usually seen to take. */
const callSeconds = 1;
const secondsPerDay = 86_400;

type Pace = DestinationFacts["pace"];
type Facts = Pick<DestinationFacts, "pace" | "workspace" | "contactsBoard">;

interface Phase extends Pick<Forecast["phases"][number], "kind" | "board" | "title"> {
  readonly work: Work;
}

/** Seconds each limit alone would make the work take. */
function secondsBy(work: Work, pace: Pace) {
  return {
    calls: (work.calls * 60) / Math.max(1, pace.requestsPerMinute),
    complexity: (work.complexity * 60) / Math.max(1, pace.complexityPerMinute),
    boards: (work.boards * 60) / Math.max(1, pace.boardsPerMinute),
    latency: work.calls * callSeconds,
  };
}

function secondsOf(work: Work, pace: Pace): number {
  return Math.ceil(Math.max(...Object.values(secondsBy(work, pace))));
}

/** Days on which the account's calls of a day are used up before the import is done. */
function daysWaited(calls: number, { callsPerDay }: Pace): number {
  return callsPerDay === null ? 0 : Math.max(0, Math.ceil(calls / Math.max(1, callsPerDay)) - 1);
}

function boundText(total: Work, pace: Pace): string {
  if (total.calls === 0) return "Nothing is included.";
  const days = daysWaited(total.calls, pace);
  if (pace.callsPerDay !== null && days > 0) {
    const calls = pace.callsPerDay.toLocaleString("en");
    return `This account may make ${calls} calls a day, so the import is spread over about ${days + 1} days and goes on by itself.`;
  }
  const seconds = secondsBy(total, pace);
  const longest = Math.max(...Object.values(seconds));
  if (seconds.complexity === longest) {
    const changes = Math.floor(pace.complexityPerMinute / Math.max(1, pace.complexityPerCreate));
    const twice = pace.calls.writesLinksTwice && total.links > 0 ? "; an item with links takes two" : "";
    return `monday's work budget of this account allows about ${changes.toLocaleString("en")} changes a minute${twice}.`;
  }
  if (seconds.calls === longest) {
    return `monday allows ${pace.requestsPerMinute.toLocaleString("en")} calls a minute for this account.`;
  }
  if (seconds.boards === longest) {
    return `monday makes at most ${pace.boardsPerMinute.toLocaleString("en")} boards a minute.`;
  }
  return `A call takes about a second. Each board, group and column takes one, and up to ${pace.itemsPerCallMax} items share one.`;
}

function toPhases(included: readonly PlanBoard[], people: readonly PlanPerson[], facts: Facts): Phase[] {
  if (included.length === 0) return [];
  const cutter = createCallCutter(facts.pace);
  return [
    { kind: "schema", board: null, title: "Boards and columns", work: schemaWork(included, people, facts) },
    ...included.map((board): Phase => {
      const work = boardWork(board, { boards: included, people, facts, cutter });
      return { kind: "board", board: board.key, title: board.title, work };
    }),
    { kind: "check", board: null, title: "Final check", work: checkWork(included, facts) },
  ];
}

/**
 * Items, calls and time of an import of the included boards at the account's pace, phase by phase: making boards and
 * columns, each board's items and updates, the final check. Seconds are whole, rounded up. Calls that trouble costs
 * (limits hit by other programs, lost answers) are not in it.
 */
export function buildForecast(
  boards: readonly PlanBoard[],
  people: readonly PlanPerson[],
  facts: Facts,
): Forecast {
  const { pace } = facts;
  const phases = toPhases(
    boards.filter((board) => board.include),
    people,
    facts,
  );
  const total = phases.map(({ work }) => work).reduce(addWork, noWork);
  const seconds = phases.reduce((sum, { work }) => sum + secondsOf(work, pace), 0);
  return {
    items: total.items,
    updates: total.updates,
    links: total.links,
    calls: total.calls,
    seconds: Math.max(seconds, daysWaited(total.calls, pace) * secondsPerDay),
    phases: phases.map(({ work, ...phase }) => ({
      ...phase,
      items: work.items,
      calls: work.calls,
      seconds: secondsOf(work, pace),
    })),
    bound: boundText(total, pace),
  };
}
