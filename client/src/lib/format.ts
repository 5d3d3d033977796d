export interface FormatOptions {
  /** Two-letter country of the user; decides grouping and the order of dates. Text stays English. */
  readonly country?: string | undefined;
  readonly timeFormat?: "12H" | "24H" | undefined;
  /** IANA name or offset (`+02:00`). */
  readonly timeZone?: string | undefined;
}

/** Formatting in the user's way. Inputs are ISO instants, whole numbers and seconds. */
export interface Format {
  /** 12481 → "12,481" */
  number(value: number): string;
  /** 0.1234 → "12.3 %" is never needed: whole percents, but never "100 %" or "0 %" unless exact. */
  percent(part: number, whole: number): string;
  /** "21 Nov 2026" */
  date(iso: string): string;
  /** "14:20" */
  time(iso: string): string;
  /** "21 Nov 2026, 14:20" */
  dateTime(iso: string): string;
  /** "14:20" when it is today, otherwise with the date. */
  when(iso: string, now: Date): string;
  /** 1, "record" → "1 record"; 12481 → "12,481 records" */
  count(value: number, singular: string, plural?: string): string;
}

/** Builds the formatter of one user. */
export function createFormat(options: FormatOptions): Format {
  const locale = toLocale(options.country);
  const zone = isKnownZone(options.timeZone) ? options.timeZone : undefined;
  const hour12 = options.timeFormat === undefined ? undefined : options.timeFormat === "12H";
  const numbers = new Intl.NumberFormat(locale);
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: zone });
  const times = new Intl.DateTimeFormat(locale, {
    hour: "numeric",
    minute: "2-digit",
    hour12,
    timeZone: zone,
  });
  const format: Format = {
    number: (value) => numbers.format(value),
    percent: (part, whole) => `${toWholePercent(part, whole)} %`,
    date: (iso) => dates.format(new Date(iso)),
    time: (iso) => times.format(new Date(iso)),
    dateTime: (iso) => `${format.date(iso)}, ${format.time(iso)}`,
    when: (iso, now) =>
      format.date(iso) === dates.format(now)
        ? format.time(iso)
        : `${format.time(iso)} on ${format.date(iso)}`,
    count: (value, singular, plural) => `${numbers.format(value)} ${pluralOf(value, singular, plural)}`,
  };
  return format;
}

/** "record" or "records": only the word. */
export function pluralOf(value: number, singular: string, plural?: string): string {
  return value === 1 ? singular : (plural ?? `${singular}s`);
}

/** Whole percent that never claims 100 (or 0) before it is true. */
export function toWholePercent(part: number, whole: number): number {
  if (whole <= 0 || part <= 0) return 0;
  if (part >= whole) return 100;
  return Math.min(99, Math.max(1, Math.round((part / whole) * 100)));
}

/** Seconds in words, as coarse as a person would say it: "less than a minute", "about 5 minutes", "2 hours 10 minutes". */
export function durationInWords(seconds: number): string {
  if (seconds < 45) return "less than a minute";
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return minutes === 1 ? "about a minute" : `about ${minutes} minutes`;
  if (minutes < 24 * 60) return hoursInWords(minutes);
  const days = Math.floor(minutes / (24 * 60));
  const hours = Math.round((minutes - days * 24 * 60) / 60);
  const dayText = `${days} ${pluralOf(days, "day")}`;
  return hours === 0 ? dayText : `${dayText} ${hours} ${pluralOf(hours, "hour")}`;
}

function hoursInWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  // Above six hours nobody plans by the minute; tens of minutes are enough below.
  const rest = hours >= 6 ? 0 : Math.round((minutes - hours * 60) / 10) * 10;
  const whole = rest === 60 ? hours + 1 : hours >= 6 ? Math.round(minutes / 60) : hours;
  const hourText = `${whole} ${pluralOf(whole, "hour")}`;
  return rest === 0 || rest === 60 ? hourText : `${hourText} ${rest} minutes`;
}

/** Records a second, as a pace a person can picture: "240 a minute", "35 a second". */
export function paceInWords(perSecond: number, number: (value: number) => string): string {
  if (perSecond >= 20) return `${number(Math.round(perSecond))} a second`;
  if (perSecond * 60 >= 1) return `${number(Math.round(perSecond * 60))} a minute`;
  return `${number(Math.max(1, Math.round(perSecond * 3600)))} an hour`;
}

/** Picks the zone monday reports, preferring the browser's own name for it because that one knows summer time. */
export function toTimeZone(offsetHours: number | undefined, now: Date): string | undefined {
  if (offsetHours === undefined || offsetHours * -60 === now.getTimezoneOffset()) return undefined;
  const minutes = Math.round(Math.abs(offsetHours) * 60);
  const pad = (value: number) => String(value).padStart(2, "0");
  return `${offsetHours < 0 ? "-" : "+"}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

function toLocale(country: string | undefined): string {
  return country !== undefined && /^[A-Za-z]{2}$/.test(country) ? `en-${country.toUpperCase()}` : "en";
}

function isKnownZone(zone: string | undefined): boolean {
  if (zone === undefined) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    // Browsers from before 2023 do not take offsets; they show times in their own zone.
    return false;
  }
}
