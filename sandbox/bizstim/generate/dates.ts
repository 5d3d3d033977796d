const dayMs = 86_400_000;

/** The generated business lives between these days, whatever the real date: rows never depend on the clock. */
const firstDayMs = Date.UTC(2024, 8, 2);
export const lastDay = 830;

/** The day after which sessions are still open, counted from the first one (2026-10-30). */
export const today = 788;

/** `YYYY-MM-DD` of a day counted from 2024-09-02. */
export function dateOf(day: number): string {
  return new Date(firstDayMs + day * dayMs).toISOString().slice(0, 10);
}

/** `HH:MM` of a minute of the day; 1440 gives `24:00`, which the vendor allows. */
export function timeOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/** Money on the wire: two decimals, no grouping, no currency. */
export function moneyOf(cents: number): string {
  const sign = cents < 0 ? "-" : "";
  const amount = Math.abs(cents);
  return `${sign}${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, "0")}`;
}
