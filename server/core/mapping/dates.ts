/** `0000-00-00` and variants: how the source writes "no date". */
export function isUnsetDate(text: string): boolean {
  return /^0{4}-0{2}-0{2}/.test(text);
}

/** True for a `YYYY-MM-DD` that exists in the calendar (no 31 February). */
export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  return day <= daysInMonth(year, month);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

/** `HH:MM` or `HH:MM:SS`, 00:00 to 24:00; null when the text is no time of day. */
export function parseTime(text: string): TimeOfDay | null {
  const match = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(text);
  if (!match) return null;
  const [hour, minute] = [Number(match[1]), Number(match[2])];
  if (hour === 24 && minute === 0) return { hour, minute };
  return hour < 24 && minute < 60 ? { hour, minute } : null;
}

/** Minutes from start to end; an end of 00:00 means midnight. Null when either is no time or the end is earlier. */
export function minutesBetween(start: string, end: string): number | null {
  const from = parseTime(start);
  const to = parseTime(end);
  if (!from || !to) return null;
  const begin = from.hour * 60 + from.minute;
  const finish = to.hour * 60 + to.minute || 24 * 60;
  return finish > begin ? finish - begin : null;
}
