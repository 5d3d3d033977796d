import { toFailure } from "../../../../contract/errors.ts";
import type { Result } from "../../../../contract/result.ts";
import { err, ok } from "../../../../contract/result.ts";
import type { FieldValue } from "../../../../core/records.ts";
import { saysNothingFound } from "../classify.ts";
import type { BizstimClient } from "../client.ts";
import type { Enrichment } from "../enrich-step.ts";
import type { Row } from "../schema.ts";
import { readers, readText } from "../values.ts";

/** Wire prefix of each weekday; `r` is Thursday. Suffix `Availf` is from, `Availt` is to (facts 7.13). */
const days = [
  ["mon", "Mon", "m"],
  ["tue", "Tue", "t"],
  ["wed", "Wed", "w"],
  ["thu", "Thu", "r"],
  ["fri", "Fri", "f"],
  ["sat", "Sat", "sat"],
  ["sun", "Sun", "sun"],
] as const;

/** `09:00-17:00`. Equal or missing times mean no window that day; how Bizstim says so is not documented. */
function windowOf(row: Row, prefix: string): string | null {
  const from = readers.time(row[`${prefix}Availf`]);
  const to = readers.time(row[`${prefix}Availt`]);
  return from === undefined || to === undefined || from === to ? null : `${String(from)}-${String(to)}`;
}

function windowsOf(row: Row): readonly { field: string; label: string; window: string }[] {
  return days.flatMap(([day, label, prefix]) => {
    const window = windowOf(row, prefix);
    return window === null ? [] : [{ field: `avail_${day}`, label, window }];
  });
}

function defaultFields(row: Row): Record<string, FieldValue> {
  const label = readText(row.label);
  const from = readers.date(row.start);
  const to = readers.date(row.end);
  return {
    ...Object.fromEntries(windowsOf(row).map(({ field, window }) => [field, window])),
    ...(label === undefined ? {} : { avail_label: label }),
    ...(from === undefined ? {} : { avail_from: from }),
    ...(to === undefined ? {} : { avail_to: to }),
  };
}

/** `Summer, 2026-07-01 to 2026-08-31: Mon 09:00-17:00, Tue 10:00-12:00`. */
function describeSchedule(row: Row): string {
  const { avail_label: label, avail_from: from, avail_to: to } = defaultFields(row);
  const name = typeof label === "string" ? label : `Schedule ${row.id}`;
  const validity =
    from === undefined && to === undefined ? "" : `, ${String(from ?? "…")} to ${String(to ?? "…")}`;
  const windows = windowsOf(row).map((day) => `${day.label} ${day.window}`);
  return `${name}${validity}: ${windows.length === 0 ? "not available" : windows.join(", ")}`;
}

async function readSchedules(
  client: BizstimClient,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Result<{ rows: readonly (Row | null)[] }>> {
  const rows: (Row | null)[] = [];
  for (const id of ids) {
    const answer = await client.single("availability", id, signal);
    if (!answer.ok) return answer;
    if (answer.value.kind === "found") rows.push(answer.value.value);
    else if (answer.value.certain || saysNothingFound(answer.value.text)) rows.push(null);
    else return err(toFailure("source.failed", { message: `bizstim availability: ${answer.value.text}` }));
  }
  return ok({ rows });
}

/** `GET availability/{id}`: one call for each schedule; a practitioner's first one is the default. */
export const availability: Enrichment = {
  streams: ["practitioners", "clients"],
  method: "availability",
  async visit(client, record, signal) {
    const named = readers.reference_list(record.fields.avail_id);
    const ids = Array.isArray(named) ? named : [];
    if (ids.length === 0) return ok(null);
    const read = await readSchedules(client, ids, signal);
    if (!read.ok) return read;
    const [main, ...others] = read.value.rows;
    const more = others.flatMap((row) => (row ? [describeSchedule(row)] : [])).join("\n");
    const fields = {
      ...record.fields,
      ...(main ? defaultFields(main) : {}),
      ...(more === "" ? {} : { avail_more: more }),
    };
    const missing = read.value.rows.filter((row) => row === null).length;
    return ok({ record: { ...record, fields }, noticed: { schedule_missing: missing } });
  },
};
