/** Things noticed record by record, told once at the end of a step so that a finding carries its whole count. */
import type { SourceFinding } from "../../../contract/inventory.ts";

export type Tally = Readonly<Record<string, number>>;

export function addToTally(tally: Tally, code: string, count: number): Tally {
  return count === 0 ? tally : { ...tally, [code]: (tally[code] ?? 0) + count };
}

/** `one` and `many` follow the count in the title. */
const wording: Readonly<Record<string, { one: string; many: string; detail: string }>> = {
  unset_date: {
    one: "date was never set",
    many: "dates were never set",
    detail: "Bizstim stores them as 0000-00-00. Portage leaves them empty.",
  },
  bookkeeping_copies: {
    one: "copy is kept by Bizstim while a group cancellation is open",
    many: "copies are kept by Bizstim while a group cancellation is open",
    detail: "They repeat a session that is read anyway, so they are not records and are not counted.",
  },
  unreadable_rows: {
    one: "row has no number",
    many: "rows have no number",
    detail: "Bizstim sent them without an id, so they cannot be told apart and were not read.",
  },
  detail_missing: {
    one: "record has no detail page",
    many: "records have no detail page",
    detail:
      "They are in Bizstim's list, but asking for one of them answers 'not found'. The list's fields move.",
  },
  schedule_missing: {
    one: "schedule does not exist",
    many: "schedules do not exist",
    detail: "The record names a schedule, but Bizstim answers 'not found' for it. Availability stays empty.",
  },
};

/** The findings of a finished step. */
export function toFindings(stream: string, tally: Tally): readonly SourceFinding[] {
  return Object.entries(tally).flatMap(([code, count]) => {
    const words = wording[code];
    if (words === undefined) return [];
    const title = `${count.toLocaleString("en")} ${count === 1 ? words.one : words.many}`;
    return [{ code, stream, count, title, detail: words.detail }];
  });
}

/** The method does not exist on this account. */
export function methodMissing(stream: string, method: string): SourceFinding {
  return {
    code: "method_missing",
    stream,
    title: "Bizstim does not offer this part of the data",
    detail: `The method "${method}" does not exist for this account. The rest is not affected.`,
    count: 1,
  };
}
