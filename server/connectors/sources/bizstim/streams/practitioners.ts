import { availabilityFields, email, field, optional, outsideId, personFields, text } from "../fields.ts";
import { listStream } from "../list-stream.ts";

/** What only `practitioner/{id}` may tell; the method itself is unconfirmed (facts 7.4, 8). */
export const practitionerDetailFields = optional([
  field("status", "Status", "code", {
    codes: {
      active: "Active",
      inactive: "Inactive",
      contactList: "Contact list",
      doNotHire: "Do not hire",
    },
  }),
  field("wage_tier", "Wage tier", "code", {
    codes: { "0": "Hourly", "1": "Salary, by hours", "2": "Salary, annual" },
  }),
  field("bonus_wage", "Bonus wage", "money", { wire: ["add_value", "bonus_wage"] }),
  field("hire_date", "Hired on", "date"),
  field("skills", "Skills", "tags"),
  field("skill_id", "Skill numbers", "tags"),
  field("notes", "Notes", "long_text"),
  text("timezone", "Time zone"),
  text("meeting_url", "Meeting link"),
]);

/** `GET practitioners`: 16 fields; `avail_id` lists the default schedule first (facts 7.3). */
export const practitioners = listStream({
  name: "practitioners",
  title: "Practitioners",
  titleSingular: "Practitioner",
  method: "practitioners",
  pageSize: 100,
  fields: [
    ...personFields,
    email,
    outsideId("users_id", "Login number"),
    outsideId("pract_settings_id", "Settings number"),
    outsideId("avail_id", "Schedule numbers"),
    ...practitionerDetailFields,
    ...availabilityFields,
  ],
});
