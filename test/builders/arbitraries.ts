/** Generated records of a Bizstim account, believable and hostile ones alike. */
import fc from "fast-check";
import type { FieldValue, SourceRecord } from "../../server/core/records.ts";

const nasty = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.constantFrom("@Nora Quinn", "<b>bold</b>", "O'Brien", "a, b", "0", "24:00", "0000-00-00", " x "),
  fc.string({ minLength: 250, maxLength: 300 }),
);
const longText = fc.oneof(
  nasty,
  fc.integer({ min: 1_990, max: 2_100 }).map((length) => "n".repeat(length)),
);
const email = fc.oneof(
  fc.constantFrom("ana@mail.example", "ANA@Mail.example", "bo@mail.example", "no address", ""),
  fc.emailAddress(),
);
const phone = fc.constantFrom("(416) 555-0120", "416 555 0120 ext 4", "19054546464", "ask mum", "");
const day = fc.constantFrom("2026-03-01", "2024-02-29", "2023-02-30", "0000-00-00", "soon", "");
const time = fc.constantFrom("00:00", "09:30", "16:31", "24:00", "later", "");

type Fields = Record<string, fc.Arbitrary<FieldValue>>;

function withoutAbsent(fields: Readonly<Record<string, FieldValue | undefined>>): Record<string, FieldValue> {
  const present: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) present[name] = value;
  return present;
}

function records(stream: string, fields: Fields, maxLength: number): fc.Arbitrary<SourceRecord[]> {
  return fc
    .array(fc.record(fields, { requiredKeys: [] }), { maxLength })
    .map((list) =>
      list.map((each, index) => ({ stream, id: String(index + 1), fields: withoutAbsent(each) })),
    );
}

const id = (max: number) => fc.integer({ min: 0, max }).map(String);

/** A small account: clients, team, services, payments and sessions with dangling references among them. */
export const account: fc.Arbitrary<SourceRecord[]> = fc
  .tuple(
    records(
      "clients",
      {
        first_name: nasty,
        last_name: nasty,
        email: fc.array(email, { maxLength: 3 }),
        p_phone: phone,
        text_phone: fc.array(phone, { maxLength: 2 }),
        address1: nasty,
        country: fc.constantFrom("Canada", "United Kingdom", "Atlantis", ""),
        status: fc.constantFrom("active", "inactive", "prospect", "on hold"),
        dob: day,
        notes: longText,
        custom_7: nasty,
        meeting_url: fc.constantFrom("https://meet.example/1", "not a link", ""),
        service_ids: fc.array(id(4), { maxLength: 3 }),
      },
      12,
    ),
    records(
      "practitioners",
      {
        first_name: nasty,
        last_name: nasty,
        email: fc.array(email, { maxLength: 2 }),
        users_id: id(3),
        skills: fc.array(fc.constantFrom("Algebra", "French", "Piano"), { maxLength: 3 }),
      },
      4,
    ),
    records("staff", { first_name: nasty, users_id: id(3) }, 3),
    records(
      "services",
      {
        service_description: nasty,
        group_id: id(2),
        name: nasty,
        service_cost: fc.constantFrom("60.00", "free", ""),
      },
      4,
    ),
    records(
      "payments",
      {
        client_id: id(14),
        revenue_amount: fc.constantFrom("42.50", "-3.10", "about 5", "1,200.00"),
        revenue_date: day,
        revenue_credit: fc.constantFrom("0", "1", "2", "3", "7"),
        revenue_note: longText,
      },
      8,
    ),
    records(
      "sessions",
      {
        client_id: id(14),
        pract_id: id(5),
        service_id: id(5),
        date: day,
        start: time,
        end: time,
        session_status: fc.constantFrom("0", "1", "2"),
        notes: longText,
      },
      8,
    ),
  )
  .map((streams) => streams.flat());
