import { availabilityFields, email, field, optional, outsideId, personFields, text } from "../fields.ts";
import { listStream } from "../list-stream.ts";

/** What only `client/{id}` may tell; names are those the write methods accept (facts 7.2). */
export const clientDetailFields = optional([
  field("status", "Status", "code", {
    codes: { active: "Active", inactive: "Inactive", prospect: "Prospect" },
  }),
  field("dob", "Date of birth", "date"),
  field("notes", "Notes", "long_text"),
  field("start_date", "Client since", "date"),
  text("timezone", "Time zone"),
  text("meeting_url", "Meeting link"),
  field("inactive_date", "Inactive since", "date"),
  field("inactive_set_date", "To become inactive on", "date"),
  text("inactive_reason", "Reason for inactivity"),
  text("inactive_who", "Set inactive by"),
  field("service_ids", "Assigned services", "reference_list", {
    references: "services",
    wire: ["service_id", "service_ids"],
  }),
  outsideId("funnel_id", "Sales funnel number"),
  text("calendar_color", "Calendar colour"),
  text("latitude", "Latitude"),
  text("longitude", "Longitude"),
]);

/** `GET clients`: 16 fields (facts 7.1). */
export const clients = listStream({
  name: "clients",
  title: "Clients",
  titleSingular: "Client",
  method: "clients",
  pageSize: 1000,
  fields: [
    ...personFields,
    email,
    outsideId("users_id", "Login number"),
    outsideId("client_settings_id", "Settings number"),
    outsideId("avail_id", "Schedule number"),
    ...clientDetailFields,
    ...availabilityFields,
  ],
});
