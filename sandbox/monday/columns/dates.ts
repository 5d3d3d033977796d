import type { Cell, JsonValue } from "../model.ts";
import { CLEAR, type ColumnCodec, expectObject, invalidValue, type WriteContext } from "./codec.ts";

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** A date cell is `YYYY-MM-DD`, or `YYYY-MM-DD HH:MM:SS` in UTC. */
export const dateCodec: ColumnCodec = {
  type: "date",
  typename: "DateValue",
  parse(value, context) {
    const { date, time } = expectObject(value, context);
    if (date === "" || date === null) return CLEAR;
    if (typeof date !== "string" || !isDay(date))
      throw invalidValue(context, value, "date must be YYYY-MM-DD");
    if (time === undefined || time === null || time === "") return date;
    if (typeof time !== "string" || !TIME.test(time))
      throw invalidValue(context, value, "time must be HH:MM:SS");
    return `${date} ${time.length === 5 ? `${time}:00` : time}`;
  },
  parseSimple: (value, context) => simpleDate(value, context),
  text: (cell, { world }) => localDateTime(String(cell), world.timeZone).join(" ").trim(),
  raw(cell, changedAt) {
    const [date = "", time] = String(cell).split(" ");
    return { date, ...(time ? { time } : {}), icon: null, changed_at: changedAt };
  },
  fields(cell, { world }) {
    const [date, time] = cell === undefined ? [null, null] : localDateTime(String(cell), world.timeZone);
    return { date, time, icon: null };
  },
};

function simpleDate(value: string, context: WriteContext): string {
  const [date = "", time] = value.split(" ");
  if (!isDay(date) || (time !== undefined && !TIME.test(time))) {
    throw invalidValue(context, value, "date must be YYYY-MM-DD");
  }
  return time === undefined ? date : `${date} ${time.length === 5 ? `${time}:00` : time}`;
}

function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
}

/** Typed dates come back in the account's time zone and without seconds; the raw `value` stays in UTC. */
function localDateTime(cell: string, timeZone: string): [date: string, time: string] {
  const [date = "", time] = cell.split(" ");
  if (!time) return [date, ""];
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("sv-SE", {
      timeZone,
      dateStyle: "short",
      timeStyle: "short",
    });
    formatters.set(timeZone, formatter);
  }
  const [localDate = date, localTime = ""] = formatter.format(new Date(`${date}T${time}Z`)).split(" ");
  return [localDate, localTime];
}

/** A timeline cell is `from/to`, both days. */
export const timelineCodec: ColumnCodec = {
  type: "timeline",
  typename: "TimelineValue",
  parse(value, context) {
    const { from, to } = expectObject(value, context);
    if (typeof from !== "string" || typeof to !== "string" || !isDay(from) || !isDay(to)) {
      throw invalidValue(context, value, 'expected {"from": "YYYY-MM-DD", "to": "YYYY-MM-DD"}');
    }
    if (from > to) throw invalidValue(context, value, "from must not be after to");
    return `${from}/${to}`;
  },
  text: (cell) => String(cell).replace("/", " - "),
  raw(cell, changedAt) {
    const [from = "", to = ""] = String(cell).split("/");
    return { from, to, changed_at: changedAt };
  },
  fields(cell) {
    const [from, to] = cell === undefined ? [] : String(cell).split("/");
    return {
      from: from ? `${from}T00:00:00+00:00` : null,
      to: to ? `${to}T00:00:00+00:00` : null,
      visualization_type: null,
    };
  },
};

/** An hour cell is the minute of the day. */
export const hourCodec: ColumnCodec = {
  type: "hour",
  typename: "HourValue",
  parse(value, context) {
    const { hour, minute } = expectObject(value, context);
    if (!isWhole(hour, 23) || !(minute === undefined || isWhole(minute, 59))) {
      throw invalidValue(context, value, 'expected {"hour": 0-23, "minute": 0-59}');
    }
    return hour * 60 + (minute ?? 0);
  },
  text: (cell) => clockText(Number(cell)),
  raw: (cell, changedAt) => ({ hour: hourOf(cell), minute: Number(cell) % 60, changed_at: changedAt }),
  fields: (cell) => ({
    hour: cell === undefined ? null : hourOf(cell),
    minute: cell === undefined ? null : Number(cell) % 60,
  }),
};

function isWhole(value: JsonValue | undefined, max: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= max;
}

function hourOf(cell: Cell): number {
  return Math.floor(Number(cell) / 60);
}

function clockText(minutes: number): string {
  const hour = Math.floor(minutes / 60);
  const minute = String(minutes % 60).padStart(2, "0");
  return `${String(hour % 12 || 12).padStart(2, "0")}:${minute} ${hour < 12 ? "AM" : "PM"}`;
}

const timeZones = new Set([...Intl.supportedValuesOf("timeZone"), "UTC", "Etc/UTC"]);

export const worldClockCodec: ColumnCodec = {
  type: "world_clock",
  typename: "WorldClockValue",
  parse(value, context) {
    const { timezone } = expectObject(value, context);
    if (typeof timezone !== "string" || !timeZones.has(timezone)) {
      throw invalidValue(context, value, "unknown time zone");
    }
    return timezone;
  },
  text: String,
  raw: (cell, changedAt) => ({ timezone: String(cell), changed_at: changedAt }),
  fields: (cell) => ({ timezone: cell ?? null }),
};
