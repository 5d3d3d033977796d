import type { FieldValue, SourceRecord } from "../../server/core/records.ts";

/** One record of a stream; the fields that make it believable are given, the rest is what the test is about. */
export function buildRecord(
  stream: string,
  id: string,
  fields: Readonly<Record<string, FieldValue>> = {},
): SourceRecord {
  return { stream, id, fields: { ...defaults[stream], ...fields } };
}

const defaults: Readonly<Record<string, Readonly<Record<string, FieldValue>>>> = {
  clients: {
    first_name: "Ana",
    last_name: "Lopez",
    email: ["ana@mail.example"],
    p_phone: "(416) 555-0120",
    country: "Canada",
  },
  practitioners: { first_name: "Kim", last_name: "Berg", email: ["kim@studio.example"], users_id: "50" },
  staff: { first_name: "Lee", last_name: "Ode", users_id: "900" },
  services: {
    service_description: "Algebra, 60 min",
    group_id: "1",
    name: "Mathematics",
    service_cost: "60.00",
    service_status: "1",
    service_taxable: false,
  },
  service_groups: { name: "Mathematics", group_num: 1 },
  locations: { location_name: "Downtown", location_status: "1" },
  discounts: { code: "WELCOME10%", amount: "10.00", fixed: "0", services: ["11"] },
  payments: {
    client_id: "21",
    revenue_amount: "42.50",
    revenue_date: "2026-03-01",
    revenue_credit: "0",
  },
  sessions: {
    client_id: "21",
    pract_id: "5",
    service_id: "11",
    location_id: "24",
    date: "2026-03-01",
    start: "16:00",
    end: "17:00",
    session_status: "0",
    confirmed: "1",
    multi: "0",
  },
  assignments: {
    practitioner: "5",
    client: "21",
    sessions: 1,
    first_date: "2026-03-01",
    last_date: "2026-03-01",
  },
};

/** A small account in which every stream has one record and every link resolves. */
export function buildAccount(): SourceRecord[] {
  return [
    buildRecord("clients", "21"),
    buildRecord("practitioners", "5"),
    buildRecord("staff", "3"),
    buildRecord("service_groups", "1"),
    buildRecord("services", "11"),
    buildRecord("locations", "24"),
    buildRecord("discounts", "17"),
    buildRecord("payments", "61"),
    buildRecord("sessions", "301"),
    buildRecord("assignments", "5-21"),
  ];
}
