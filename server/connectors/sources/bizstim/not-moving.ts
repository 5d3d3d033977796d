/**
 * What exists in Bizstim and does not come along: not portable, to be built again in monday, or not shown by the
 * API. Counts are given where the snapshot allows one; the rest is said in words (facts 11, 14).
 */
import type { NotMoving } from "../../../contract/inventory.ts";
import type { SourceRecord } from "../../../core/records.ts";
import { isEmpty } from "../../../core/records.ts";
import type { SnapshotReader } from "../../types.ts";
import { clientDetailFields } from "./streams/clients.ts";
import { practitionerDetailFields } from "./streams/practitioners.ts";

const pageSize = 500;
/** Enough records to see whether a step has filled any of its fields. */
const lookedAt = 500;

async function countWhere(
  snapshot: SnapshotReader,
  stream: string,
  holds: (record: SourceRecord) => boolean,
): Promise<number> {
  let count = 0;
  let afterSeq = -1;
  for (;;) {
    const rows = await snapshot.page(stream, afterSeq, pageSize);
    count += rows.filter(({ record }) => holds(record)).length;
    const last = rows.at(-1);
    if (last === undefined) return count;
    afterSeq = last.seq;
  }
}

async function isAnyFilled(
  snapshot: SnapshotReader,
  stream: string,
  names: readonly string[],
): Promise<boolean> {
  const rows = await snapshot.page(stream, -1, lookedAt);
  return rows.some(({ record }) => names.some((name) => !isEmpty(record.fields[name])));
}

const hasBookingRule = ({ fields }: SourceRecord): boolean =>
  fields.online_booking === true || (!isEmpty(fields.start_interval) && fields.start_interval !== "0");

const hasLengthRule = ({ fields }: SourceRecord): boolean =>
  [fields.min_duration, fields.max_duration].some((minutes) => typeof minutes === "number" && minutes > 0);

const always: readonly NotMoving[] = [
  {
    title: "On-Demand Links",
    kind: "not_portable",
    count: null,
    reason:
      "They are temporary, encrypted links tied to one session inside Bizstim and stop working outside it.",
    instead:
      "Send clients a monday form or your meeting link; the meeting link column keeps the permanent ones.",
  },
  {
    title: "Passwords and logins",
    kind: "not_portable",
    count: null,
    reason: "Bizstim never gives passwords out. Login numbers are kept so that people can be told apart.",
    instead:
      "Invite your team to monday. Clients do not sign in to monday; share forms or boards with them instead.",
  },
  {
    title: "Reminders, workflows and SMS automations",
    kind: "rebuild",
    count: null,
    reason: "Bizstim does not show them to other programs.",
    instead:
      "Build them as monday automations: 'when date arrives, notify' for reminders, an SMS app for messages.",
  },
  {
    title: "Assignment preferences",
    kind: "rebuild",
    count: null,
    reason: "Pre-assigned clients are a setting of the practitioner that Bizstim does not show.",
    instead:
      "Portage derives who works with whom from the sessions. Add the pairs that have had no session yet.",
  },
  {
    title: "Invoice automation",
    kind: "rebuild",
    count: null,
    reason:
      "Invoices and the rules that make them are not shown. QuickBooks numbers of payments and sessions are kept.",
    instead: "Use monday's quotes and invoices or your QuickBooks integration with the Payments board.",
  },
  {
    title: "Recurring series",
    kind: "rebuild",
    count: null,
    reason: "Every single session moves with its series number; the rule that makes new ones is not shown.",
    instead: "Create recurring items with a monday automation.",
  },
  {
    title: "Files and attachments",
    kind: "not_visible",
    count: null,
    reason: "Bizstim offers no way to download them by program.",
    instead: "Download the files you need by hand and drop them on the item in monday.",
  },
  {
    title: "Sales Manager notes, to-dos and quotes",
    kind: "not_visible",
    count: null,
    reason: "They exist in Bizstim, but no part of its API shows them.",
    instead: "Copy what still matters into updates of the client's item.",
  },
  {
    title: "Invoices, balances, wage slips and timesheets",
    kind: "not_visible",
    count: null,
    reason: "Only the payments themselves and the default wage of a service can be read.",
    instead: "Save Bizstim's reports as PDF before you close the account.",
  },
  {
    title: "E-mail and SMS history",
    kind: "not_visible",
    count: null,
    reason: "Bizstim does not show sent messages.",
    instead: "Connect monday's Emails & Activities for messages from now on.",
  },
  {
    title: "Names of classes, funnels, custom fields and session status codes",
    kind: "not_visible",
    count: null,
    reason: "Records carry their numbers; the lists of names are not shown.",
    instead:
      "Rename the columns and labels in the plan: the numbers stay in the examples to recognise them by.",
  },
  {
    title: "Dates when records were created or changed",
    kind: "not_visible",
    count: null,
    reason: "No record carries them.",
    instead: "monday shows the day of the import; session and payment dates are kept as columns.",
  },
];

async function bookingRules(snapshot: SnapshotReader): Promise<readonly NotMoving[]> {
  const booking = await countWhere(snapshot, "services", hasBookingRule);
  const lengths = await countWhere(snapshot, "services", hasLengthRule);
  const places = await countWhere(snapshot, "locations", ({ fields }) => fields.online_booking === true);
  const rules: readonly NotMoving[] = [
    {
      title: "Online booking of services and start times",
      kind: "rebuild",
      count: booking,
      reason: "The settings move as columns, but monday has no booking tool that follows them.",
      instead: "Set up a monday form or a booking app for these services.",
    },
    {
      title: "Shortest and longest session of services",
      kind: "rebuild",
      count: lengths,
      reason: "The minutes move as columns; monday does not enforce them.",
      instead: "Use them when you set up a booking app.",
    },
    {
      title: "Locations offered in the booking tool",
      kind: "rebuild",
      count: places,
      reason: "Which practitioners can be booked where moves as links; the booking page does not.",
      instead: "Offer the locations in the form or booking app you choose.",
    },
  ];
  return rules.filter((rule) => rule.count !== 0);
}

const names = (fields: readonly { name: string }[]) => fields.map(({ name }) => name);

async function unreadDetail(snapshot: SnapshotReader): Promise<readonly NotMoving[]> {
  const parts: NotMoving[] = [];
  const clients = await snapshot.count("clients");
  const practitioners = await snapshot.count("practitioners");
  if (clients > 0 && !(await isAnyFilled(snapshot, "clients", names(clientDetailFields)))) {
    parts.push({
      title: "Client status, birth date, notes, custom fields, assigned services",
      kind: "not_visible",
      count: clients,
      reason: "Bizstim's client list leaves them out; they need one call for each client.",
      instead: "Read again with client details switched on; the plan shows how long that takes.",
    });
  }
  if (practitioners > 0 && !(await isAnyFilled(snapshot, "practitioners", names(practitionerDetailFields)))) {
    parts.push({
      title: "Wage tier, bonus wage, hire date, skills and notes of practitioners",
      kind: "not_visible",
      count: practitioners,
      reason: "Bizstim's practitioner list leaves them out, and not every account shows them one by one.",
      instead: "Read again with practitioner details switched on, or fill the columns by hand.",
    });
  }
  const hasSchedules =
    (await isAnyFilled(snapshot, "practitioners", ["avail_label", "avail_mon"])) ||
    (await isAnyFilled(snapshot, "clients", ["avail_label", "avail_mon"]));
  if (clients + practitioners > 0 && !hasSchedules) {
    parts.push({
      title: "Availability of clients and practitioners",
      kind: "not_visible",
      count: clients + practitioners,
      reason: "Each schedule needs a call of its own, so it is read only when you choose it.",
      instead: "Read again with availability switched on.",
    });
  }
  return parts;
}

/** The written inventory of everything that stays behind. */
export async function listNotMoving(snapshot: SnapshotReader): Promise<readonly NotMoving[]> {
  const [first, ...others] = always;
  const rules = await bookingRules(snapshot);
  const unread = await unreadDetail(snapshot);
  return [...(first ? [first] : []), ...unread, ...rules, ...others];
}
