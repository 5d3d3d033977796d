import type { ReadableSwitchBoard } from "../control/board.ts";
import type { BizstimAccount } from "./account.ts";
import type { Answer } from "./answers.ts";
import { failure, success } from "./answers.ts";
import type { ListName, Rows } from "./rows.ts";

/** Page sizes as published: default when the segment is left out, and the most that is answered. */
const pageSizes: Record<ListName, { usual: number; most: number }> = {
  clients: { usual: 1000, most: 1000 },
  practitioners: { usual: 20, most: 100 },
  staffs: { usual: 20, most: 100 },
  services: { usual: 20, most: 100 },
  locations: { usual: 20, most: 100 },
  discounts: { usual: 20, most: 100 },
  payments: { usual: 20, most: 100 },
  sessions: { usual: 100, most: 1000 },
};

function wholeNumber(segment: string | undefined, otherwise: number): number {
  return segment !== undefined && /^\d{1,9}$/.test(segment) ? Number(segment) : otherwise;
}

function shownTotal(total: number, how: string): number | string {
  if (how === "too high") return total + 7;
  if (how === "too low") return Math.max(0, total - 3);
  return how === "as text" ? String(total) : total;
}

/** A fixed shuffle: walking the list in strides of a prime visits each row once. */
function shuffledPosition(position: number, total: number): number {
  const stride = total % 7919 === 0 ? 1 : 7919;
  return (position * stride + 5) % total;
}

/** Row as this account's server shows it: two fields have more than one shape in the documentation. */
function shownRow(switches: ReadableSwitchBoard, row: Rows[ListName]): Record<string, unknown> {
  if ("pract_id" in row && switches.chosen("answers.practField") === "pract_d") {
    const { pract_id: practId, ...rest } = row;
    return { ...rest, pract_d: practId };
  }
  if ("practs" in row && Array.isArray(row.practs)) {
    const shape = switches.chosen("answers.practs");
    if (shape === "csv") return { ...row, practs: row.practs.join(",") };
    if (shape === "objects") return { ...row, practs: row.practs.map((id) => ({ id })) };
  }
  return row;
}

function emptyList(switches: ReadableSwitchBoard, total: number | string): Answer {
  const how = switches.chosen("answers.empty");
  if (how === "404") return { status: 404, body: null };
  return how === "failure" ? failure("No records found.") : success({ total, response: [] });
}

/** One page of a list: `/{start}/{limit}`, both optional, defaults and maxima of the method. */
export function listPage(
  account: BizstimAccount,
  switches: ReadableSwitchBoard,
  list: ListName,
  segments: readonly (string | undefined)[],
): Answer {
  const size = pageSizes[list];
  const start = wholeNumber(segments[0], 0);
  const asked = wholeNumber(segments[1], size.usual);
  if (asked > size.most && switches.chosen("answers.overLimit") === "refuse") {
    return failure(`The maximum limit is ${size.most}.`);
  }
  const limit = Math.min(asked, size.most);
  const table = account[list];
  const count = table.total();
  const total = shownTotal(count, switches.chosen("answers.total"));
  if (start >= count || limit === 0) return emptyList(switches, total);

  const moving = switches.amount("faults.movingRows");
  const shift = start > 0 && moving > 0 ? 1 : 0;
  if (shift === 1) switches.set("faults.movingRows", moving - 1);
  const shuffle = switches.chosen("answers.order") === "shuffled";

  const response: Record<string, unknown>[] = [];
  for (let position = start; position < Math.min(start + limit, count); position += 1) {
    // A row entered at the top while the list is read pushes everything down by one: the page repeats a row.
    const seen = position - shift;
    const row = table.at(shuffle ? shuffledPosition(seen, count) : seen);
    if (row !== undefined) response.push(shownRow(switches, row));
  }
  return success(list === "sessions" ? { total, timezone: account.timezone, response } : { total, response });
}
