import { field, text } from "../fields.ts";
import { listStream } from "../list-stream.ts";

/** `GET discounts` (facts 7.17). Whether `uses` 0 means unlimited is not documented. */
export const discounts = listStream({
  name: "discounts",
  title: "Discounts",
  titleSingular: "Discount",
  method: "discounts",
  pageSize: 100,
  fields: [
    text("code", "Code"),
    field("amount", "Amount", "decimal"),
    field("fixed", "Kind", "code", { codes: { "0": "Percentage", "1": "Amount" } }),
    field("type", "Effect", "code", { codes: { "0": "Reduces the price", "1": "Gives extra credit" } }),
    field("secret", "Visibility", "code", { codes: { "0": "Public", "1": "Secret" } }),
    field("uses", "Uses per client", "integer"),
    field("expires", "Expires on", "date"),
    field("services", "Services", "reference_list", { references: "services" }),
  ],
});
