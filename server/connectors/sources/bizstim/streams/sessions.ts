import { field, outsideId, reference, text } from "../fields.ts";
import { listStream } from "../list-stream.ts";
import { readId } from "../values.ts";

/**
 * `GET sessions`. Eighteen fields are documented; date, times and notes are certainly there but their names are
 * not, hence the alternatives. `pract_d` is how the page spells `pract_id` (facts 7.12).
 */
export const sessions = listStream({
  name: "sessions",
  title: "Sessions",
  titleSingular: "Session",
  method: "sessions",
  pageSize: 1000,
  fields: [
    reference("client_id", "Client", "clients"),
    reference("pract_id", "Practitioner", "practitioners", ["pract_id", "pract_d"]),
    reference("service_id", "Service", "services"),
    reference("location_id", "Location", "locations"),
    field("date", "Date", "date", { wire: ["date", "session_date"] }),
    field("start", "Start", "time", { wire: ["start", "start_time", "session_start"] }),
    field("end", "End", "time", { wire: ["end", "end_time", "session_end"] }),
    // Only code 0 is documented; the others keep their number until the admin names them.
    field("session_status", "Status", "code", { codes: { "0": "Open" } }),
    field("confirmed", "Confirmation", "code", { codes: { "0": "Pending", "1": "Confirmed" } }),
    field("multi", "Format", "code", { codes: { "0": "Single", "1": "Group" } }),
    field("slots", "Places", "integer"),
    field("display", "In the group booking tool", "boolean"),
    field("notes", "Notes", "long_text", { wire: ["notes", "session_notes"] }),
    text("cancel_clients", "Cancelled participants"),
    outsideId("class_id", "Class number"),
    outsideId("recurr_id", "Series number"),
    field("recurr_on", "Part of a series", "boolean"),
    outsideId("wage_id", "Wage number"),
    outsideId("client_due_id", "Charge number"),
    outsideId("qb_invoice_id", "QuickBooks invoice"),
    outsideId("temp", "Copy of session"),
  ],
  // While a group cancellation is open Bizstim keeps a copy of the session; the copy is no session (facts 7.12).
  isSkipped: (row) => readId(row.temp) !== undefined,
});
