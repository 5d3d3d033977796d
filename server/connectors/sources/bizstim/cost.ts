import type { Cost } from "../../types.ts";
import type { BudgetOptions } from "./limits.ts";
import { sharedLimitOption } from "./limits.ts";
import { listStreams } from "./streams/index.ts";

type Counts = Readonly<Record<string, number | null>>;

/** One call takes about this long; only matters below the hourly limit. */
const secondsPerCall = 0.3;
/** Practitioners have one and a half schedules in the vendor-size example of facts 5. */
const schedulesPerPractitioner = 1.5;

const round = (hours: number) => Math.round(hours * 100) / 100;

/** Whole hours spent waiting for the next window, and the calls themselves. */
function toCost(callsByMethod: readonly number[], options: BudgetOptions, keys: number): Cost {
  const limit = options.callsPerHour * keys;
  const calls = callsByMethod.reduce((sum, count) => sum + count, 0);
  const counted = options.scope === "key" ? [calls] : callsByMethod;
  const waits = counted.reduce((sum, count) => sum + Math.floor(Math.max(0, count - 1) / limit), 0);
  return { calls, hours: round(waits + (calls * secondsPerCall) / 3600) };
}

/**
 * Calls and hours for reading everything once, and for each option (arithmetic of facts 5). Unknown counts are 0.
 * Counting all calls together makes none more; its hours are what it adds when every option is chosen.
 */
export function costOf(counts: Counts, options: BudgetOptions, keys: number) {
  const of = (stream: string) => counts[stream] ?? 0;
  const pages = listStreams.map((list) => Math.max(1, Math.ceil(of(list.definition.name) / list.pageSize)));
  const schedules = of("clients") + Math.ceil(of("practitioners") * schedulesPerPractitioner);
  const details = [of("clients"), schedules, of("practitioners")] as const;
  const cost = (calls: readonly number[], scope = options.scope) =>
    toCost(calls, { ...options, scope }, keys);
  const everything = [...pages, ...details];
  const together = cost(everything, "key").hours - cost(everything).hours;
  return {
    base: cost(pages),
    options: {
      client_detail: cost([details[0]]),
      availability: cost([details[1]]),
      practitioner_detail: cost([details[2]]),
      [sharedLimitOption]: { calls: 0, hours: Math.max(0, round(together)) },
    },
  };
}
