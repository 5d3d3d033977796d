import { field, outsideId, reference } from "../fields.ts";
import { listStream } from "../list-stream.ts";

/**
 * `GET payments`: no currency, no link to a session (facts 7.10). `revenue_tax` is deprecated and always 0.00; a
 * value other than that is kept.
 */
export const payments = listStream({
  name: "payments",
  title: "Payments",
  titleSingular: "Payment",
  method: "payments",
  pageSize: 100,
  fields: [
    reference("client_id", "Client", "clients"),
    field("revenue_amount", "Amount", "money"),
    field("revenue_date", "Date", "date"),
    field("revenue_credit", "Kind", "code", {
      codes: { "0": "Regular", "1": "Credit", "2": "Debit", "3": "Package" },
    }),
    field("revenue_note", "Note", "long_text"),
    field("revenue_tax", "Tax (no longer used)", "money", { zeroIsNone: true }),
    outsideId("qb_payment_id", "QuickBooks payment"),
  ],
});
