import type { Inventory } from "../../contract/inventory.ts";
import type { PlanPerson } from "../../contract/plan.ts";
import type { ConversionName } from "../mapping/conversion-names.ts";
import type { BoardBlueprint, ColumnBlueprint } from "./blueprint.ts";
import { type FieldStats, fieldStats } from "./field-stats.ts";

/** How many records have something for a column, and why it is therefore in or out by default. */
export interface Presence {
  readonly filled: number;
  readonly reason: string;
}

export interface PresenceInput {
  readonly definition: ColumnBlueprint;
  readonly board: BoardBlueprint;
  readonly stats: FieldStats;
  readonly inventory: Inventory;
  readonly people: readonly PlanPerson[];
}

type PresenceRule = (input: PresenceInput) => Presence;

/** Records of all streams that land on a board. */
export function boardRecords(board: BoardBlueprint, inventory: Inventory): number {
  return inventory.streams
    .filter((stream) => board.streams.includes(stream.stream))
    .reduce((sum, stream) => sum + stream.records, 0);
}

function countText(count: number, singular: string, plural: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? singular : plural}`;
}

function fieldPresence(filled: number, records: number): Presence {
  if (filled === 0) return { filled, reason: "Empty in every record." };
  const share = records === 0 ? 0 : Math.round((filled / records) * 100);
  return { filled, reason: `Filled in ${share === 0 ? "under 1 %" : `${share} %`} of the records.` };
}

/** Records in which the fullest of the column's fields has a value. */
function mostFilled({ definition, board, inventory }: PresenceInput): number {
  const filled = definition.fields.map((field) => fieldStats(inventory, board.streams, field).filled);
  return Math.max(0, ...filled);
}

function missingLinks({ board, inventory }: PresenceInput): Presence {
  const filled = board.columns
    .filter((column) => column.conversion === "reference")
    .reduce((sum, column) => sum + fieldStats(inventory, board.streams, column.fields[0] ?? "").dangling, 0);
  if (filled === 0) return { filled, reason: "Every record it points to exists." };
  const links = countText(filled, "link points", "links point");
  return { filled, reason: `${links} to records that do not exist.` };
}

function otherEmails({ stats }: PresenceInput): Presence {
  const filled = (stats.over.get("one_entry") ?? 0) + stats.invalid;
  if (filled === 0) return { filled, reason: "Nobody has a second address." };
  const records = countText(filled, "record", "records");
  return { filled, reason: `${records} with more than one address, or with a text that is none.` };
}

function phonesAsWritten(input: PresenceInput): Presence {
  const filled = mostFilled(input);
  if (filled === 0) return { filled, reason: "There are no phone numbers." };
  return { filled, reason: "Keeps what people typed, extensions included." };
}

function assignedPeople({ people }: PresenceInput): Presence {
  const filled = people.filter((person) => person.userId !== null).length;
  if (filled === 0) return { filled, reason: "None of them is a monday user." };
  return { filled, reason: `${countText(filled, "person", "people")} assigned to a monday user.` };
}

function personReferences({ people, stats }: PresenceInput): Presence {
  if (stats.filled === 0 || people.every((person) => person.userId === null)) {
    return { filled: 0, reason: "None of the people is a monday user." };
  }
  return { filled: stats.filled, reason: "Lets everybody filter for their own items." };
}

function personNames({ people, stats }: PresenceInput): Presence {
  const unassigned = people.filter((person) => person.action !== "user" && person.records > 0);
  if (stats.filled === 0 || unassigned.length === 0) {
    return { filled: 0, reason: "Everybody is a monday user of their own." };
  }
  return { filled: stats.filled, reason: "Keeps the name of people who are not assigned in monday." };
}

/** Conversions whose presence is not simply that of their first field. */
const rules: Readonly<Partial<Record<ConversionName, PresenceRule>>> = {
  same_record: ({ board, inventory }) => ({
    filled: boardRecords(board, inventory),
    reason: "Connects both items of the same record.",
  }),
  missing_links: missingLinks,
  email_rest: otherEmails,
  time_range: (input) => fieldPresence(mostFilled(input), boardRecords(input.board, input.inventory)),
  phones_as_written: phonesAsWritten,
  person_self: assignedPeople,
  person_reference: personReferences,
  person_name: personNames,
};

/** Presence of a column in the account's data. */
export function presenceOf(input: PresenceInput): Presence {
  const rule = rules[input.definition.conversion];
  return rule ? rule(input) : fieldPresence(input.stats.filled, boardRecords(input.board, input.inventory));
}
