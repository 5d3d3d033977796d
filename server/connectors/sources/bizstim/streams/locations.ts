import { field, text } from "../fields.ts";
import { listStream } from "../list-stream.ts";

/** `GET locations`. Deleted rows arrive too; `practs` has several shapes (facts 3, 7.15). */
export const locations = listStream({
  name: "locations",
  title: "Locations",
  titleSingular: "Location",
  method: "locations",
  pageSize: 100,
  fields: [
    text("location_name", "Location"),
    field("location_status", "Status", "code", { codes: { "0": "Inactive", "1": "Active", "2": "Deleted" } }),
    text("location_address", "Address"),
    text("location_city", "City"),
    text("location_state", "State"),
    text("location_zipcode", "ZIP code"),
    field("location_country", "Country", "country"),
    field("location_p_phone", "Primary phone", "phone"),
    field("location_s_phone", "Secondary phone", "phone"),
    field("location_email", "E-mail", "email_list"),
    field("online_booking", "Online booking", "boolean"),
    field("practs", "Practitioners", "reference_list", { references: "practitioners" }),
  ],
});
