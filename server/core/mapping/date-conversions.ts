import type { PlanColumn } from "../../contract/plan.ts";
import { type CellMaker, type Conversion, fieldAt, type PlainReader, refuse } from "./conversion.ts";
import { isDate, isUnsetDate, minutesBetween, parseTime } from "./dates.ts";
import { plainFields } from "./scalar-conversions.ts";
import { toPlainText } from "./text.ts";

const dateCell: CellMaker = (column, context) => {
  const field = fieldAt(column);
  const isKept = context.isKeptElsewhere(column.key, field);
  return (record, sink) => {
    const text = toPlainText(record.fields[field]);
    if (text === "" || isUnsetDate(text)) return null;
    if (isDate(text)) return { kind: "date", date: text, time: null };
    return refuse(sink, column, { code: "date_unreadable", text, isKept });
  };
};

function plainDate(column: PlanColumn): PlainReader {
  const read = plainFields(column);
  return (record) => {
    const text = read(record);
    return isUnsetDate(text) ? "" : text;
  };
}

/** monday's hour column ends at 23:59, so 24:00 becomes 00:00 and the record says so. */
const hourCell: CellMaker = (column, context) => {
  const field = fieldAt(column);
  const isKept = context.isKeptElsewhere(column.key, field);
  return (record, sink) => {
    const text = toPlainText(record.fields[field]);
    if (text === "") return null;
    const time = parseTime(text);
    if (!time) return refuse(sink, column, { code: "time_unreadable", text, isKept });
    if (time.hour < 24) return { kind: "hour", hour: time.hour, minute: time.minute };
    sink.note("time_end_of_day", `${column.title}: 24:00 is shown as 00:00, the end of the day.`);
    if (!isKept) sink.keep(column.title, text);
    return { kind: "hour", hour: 0, minute: 0 };
  };
};

function plainRange(column: PlanColumn): PlainReader {
  const [from, to] = [fieldAt(column, 0), fieldAt(column, 1)];
  return (record) => {
    const [start, end] = [toPlainText(record.fields[from]), toPlainText(record.fields[to])];
    if (start === "" && end === "") return "";
    return `${start}\u2013${end}`;
  };
}

function minutesOf(column: PlanColumn): (fields: Readonly<Record<string, unknown>>) => number | null {
  const [from, to] = [fieldAt(column, 0), fieldAt(column, 1)];
  return (fields) => {
    const [start, end] = [fields[from], fields[to]];
    return typeof start === "string" && typeof end === "string" ? minutesBetween(start, end) : null;
  };
}

const durationCell: CellMaker = (column) => {
  const read = minutesOf(column);
  return (record) => {
    const minutes = read(record.fields);
    return minutes === null ? null : { kind: "number", decimal: String(minutes) };
  };
};

function plainDuration(column: PlanColumn): PlainReader {
  const read = minutesOf(column);
  return (record) => {
    const minutes = read(record.fields);
    return minutes === null ? "" : String(minutes);
  };
}

export const dateConversion: Conversion = {
  explain: "Day without a time. An unset date (0000-00-00) leaves the cell empty.",
  plain: plainDate,
  cells: { date: dateCell },
};

export const timeConversion: Conversion = {
  explain: "Time of day. 24:00 is shown as 00:00; the column with both times keeps it as written.",
  plain: plainFields,
  cells: { hour: hourCell },
};

export const timeRangeConversion: Conversion = {
  explain: "Both times as written.",
  plain: plainRange,
  cells: {},
};

export const durationConversion: Conversion = {
  explain: "Minutes between the two times; an end of 00:00 counts as midnight.",
  plain: plainDuration,
  cells: { numbers: durationCell },
};
