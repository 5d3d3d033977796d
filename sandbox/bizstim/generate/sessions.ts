import { sessionNotes } from "../names.ts";
import { chanceAt } from "../random.ts";
import type { SessionRow } from "../rows.ts";
import { firstIds } from "../rows.ts";
import { serviceCount } from "./catalogue.ts";
import { dateOf, lastDay, timeOf, today } from "./dates.ts";

const salt = 51;

/** How many people and places a session can point to. */
export type SessionWorld = { clients: number; practitioners: number };

/** Positions in the list with a fixed peculiarity. */
const sessionOddities = {
  longNote: 3,
  danglingService: 11,
  danglingLocation: 13,
  temp: 30,
  mention: 6,
} as const;

/** Three neighbours in every twenty rows are one group session: a row for each participant. */
const groupStart = (index: number): number | undefined =>
  index % 20 >= 16 && index % 20 <= 18 ? index - ((index % 20) - 16) : undefined;

function statusOf(roll: number, day: number): string {
  if (day > today) return "0";
  if (roll < 0.86) return "1";
  return roll < 0.95 ? "2" : "3";
}

function noteOf(index: number, text: string): string {
  if (index === sessionOddities.longNote)
    return `Lesson log. ${"Read two pages aloud, then wrote a summary; spelling checked together. ".repeat(34)}`;
  if (index % 71 === sessionOddities.mention) return "@Nora Quinn please send the worksheet.";
  return index % 4 === 0 ? text : "";
}

function timesOf(index: number, minute: number, length: number): { start: string; end: string } {
  if (index % 37 === 9) return { start: "22:30", end: "24:00" };
  return { start: timeOf(minute), end: timeOf(minute + length) };
}

function participantRow(seed: number, index: number, world: SessionWorld): SessionRow {
  const group = groupStart(index);
  // Everything the participants of a group share comes from the chance of the group's first row.
  const shared = chanceAt(seed, salt, group ?? index);
  const own = chanceAt(seed, salt + 1, index);
  const client = own.below(world.clients);
  const usual = (group ?? client) * 7;
  const practitioner = shared.happens(0.8) ? usual % world.practitioners : shared.below(world.practitioners);
  const day = shared.below(lastDay);
  const minute = shared.between(16, 40) * 30 + (shared.happens(0.1) ? 1 : 0);
  const service = group === undefined ? shared.below(15) : 15 + shared.below(5);
  const isRecurring = group === undefined && shared.happens(0.35);
  return {
    id: String(firstIds.sessions + index),
    confirmed: day > today && own.happens(0.3) ? "0" : "1",
    multi: group === undefined ? "0" : "1",
    slots: group === undefined ? "1" : "6",
    class_id: group === undefined ? "0" : String(1 + (Math.floor(group / 20) % 12)),
    display: group === undefined ? "0" : "1",
    pract_id: String(firstIds.practitioners + practitioner),
    wage_id: String(5000 + index),
    client_id: String(firstIds.clients + client),
    client_due_id: String(7000 + index),
    cancel_clients:
      group !== undefined && index % 20 === 16 && index % 60 === 36
        ? `${firstIds.clients + client}|${7000 + index}|0`
        : "",
    temp: "0",
    service_id: String(
      index % 83 === sessionOddities.danglingService
        ? 900 + (index % 5)
        : firstIds.services + (service % serviceCount),
    ),
    location_id:
      index % 89 === sessionOddities.danglingLocation ? "999" : String(firstIds.locations + shared.below(5)),
    recurr_id: isRecurring ? String(1 + shared.below(200)) : "0",
    recurr_on: isRecurring ? "1" : "0",
    qb_invoice_id: own.happens(0.05) ? String(own.between(100, 999)) : "",
    session_status: statusOf(shared.next(), day),
    date: dateOf(day),
    ...timesOf(index, minute, shared.pick([30, 45, 60, 60, 90])),
    notes: noteOf(index, own.pick(sessionNotes)),
  };
}

/** Row `index` of the sessions list. Every 59th is a bookkeeping copy of the row before it (`temp` filled). */
export function sessionRow(seed: number, index: number, world: SessionWorld): SessionRow {
  if (index % 59 !== sessionOddities.temp) return participantRow(seed, index, world);
  const original = participantRow(seed, index - 1, world);
  return { ...original, id: String(firstIds.sessions + index), temp: original.id, session_status: "0" };
}
