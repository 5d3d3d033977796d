import { field, reference, text } from "../fields.ts";
import { listStream } from "../list-stream.ts";

/** `GET services`. `name` is the group's name; the service's own is `service_description` (facts 7.7). */
export const services = listStream({
  name: "services",
  title: "Services",
  titleSingular: "Service",
  method: "services",
  pageSize: 100,
  fields: [
    text("service_description", "Service"),
    reference("group_id", "Service group", "service_groups"),
    text("name", "Service group name"),
    field("group_num", "Sessions in the package", "integer"),
    field("service_cost", "Price", "money"),
    field("service_default_wage", "Default wage", "money"),
    field("service_taxable", "Taxable", "boolean"),
    field("service_type", "Pricing", "code", { codes: { "0": "Hourly", "1": "Fixed" } }),
    field("service_status", "Status", "code", { codes: { "0": "Inactive", "1": "Active", "2": "Deleted" } }),
    field("online_booking", "Online booking", "boolean"),
    field("min_duration", "Shortest session", "minutes"),
    field("max_duration", "Longest session", "minutes"),
    field("start_interval", "Start times", "code", {
      codes: { "0": "Any", "1": "On the hour", "2": "On the half hour" },
    }),
  ],
});
