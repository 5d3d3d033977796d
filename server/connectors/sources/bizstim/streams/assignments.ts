import type { FieldValue, SourceRecord } from "../../../../core/records.ts";
import type { DerivedStream } from "../../../types.ts";

const textOf = (value: FieldValue | undefined): string | null =>
  typeof value === "string" && value !== "" ? value : null;

function pick(
  a: string | null,
  b: string | null,
  isBetter: (a: string, b: string) => boolean,
): string | null {
  if (a === null || b === null) return a ?? b;
  return isBetter(a, b) ? a : b;
}

function fold(current: SourceRecord | null, session: SourceRecord, id: string): SourceRecord {
  const before = current?.fields ?? {};
  const date = textOf(session.fields.date);
  const first = pick(textOf(before.first_date), date, (a, b) => a < b);
  const last = pick(textOf(before.last_date), date, (a, b) => a > b);
  return {
    stream: "assignments",
    id,
    fields: {
      practitioner: textOf(session.fields.pract_id),
      client: textOf(session.fields.client_id),
      sessions: (typeof before.sessions === "number" ? before.sessions : 0) + 1,
      ...(first === null ? {} : { first_date: first }),
      ...(last === null ? {} : { last_date: last }),
    },
  };
}

/**
 * Who works with whom, as the sessions show it. Pre-assignments made by hand are a setting of the practitioner
 * that no method shows (facts 9).
 */
export const assignments: DerivedStream = {
  stream: {
    name: "assignments",
    title: "Assignments",
    titleSingular: "Assignment",
    derived: true,
    fields: [
      { name: "practitioner", title: "Practitioner", type: "reference", references: "practitioners" },
      { name: "client", title: "Client", type: "reference", references: "clients" },
      { name: "sessions", title: "Sessions", type: "integer" },
      { name: "first_date", title: "First session", type: "date" },
      { name: "last_date", title: "Last session", type: "date" },
    ],
  },
  from: ["sessions"],
  idsOf: (session) => {
    const practitioner = textOf(session.fields.pract_id);
    const client = textOf(session.fields.client_id);
    return practitioner === null || client === null ? [] : [`${practitioner}-${client}`];
  },
  fold,
};
