import type { NotMoving } from "../../../contract/inventory.ts";
import type { DocumentBoard, DocumentPerson } from "../../../contract/report.ts";
import { columnTypeTitles } from "../../../contract/values.ts";
import { counted } from "../words.ts";
import { type Html, html, link, list, section, table } from "./markup.ts";

const number = (title: string) => ({ title, isNumber: true });
const policies = {
  merge: "those that belong together become one item",
  keep_both: "each stays an item of its own",
  skip: "only the first of those that belong together is moved",
};
const kinds: Readonly<Record<NotMoving["kind"], string>> = {
  not_portable: "Cannot move",
  rebuild: "To be built again",
  not_visible: "Not shown by the source",
};

/** Boards with every column, its type and the source fields it is filled from. */
export function* boardSections(
  boards: readonly (DocumentBoard & { url?: string | null })[],
): Generator<Html> {
  const included = boards.filter(({ include }) => include);
  const left = boards.filter(({ include }) => !include);
  yield html`<section aria-labelledby="boards"><h2 id="boards">Boards and columns</h2>\n`;
  for (const board of included) yield boardPart(board);
  if (left.length > 0) {
    const rows = left.map(({ title, records, reason }) => [title, records, reason]);
    yield table("Boards that are left out", ["Board", number("Records"), "Why"], rows);
  }
  yield html`</section>\n`;
}

function boardPart(board: DocumentBoard & { url?: string | null }): Html {
  const columns = board.columns.filter(({ include }) => include);
  const where = board.existingBoard === null ? "A new board" : `The existing board "${board.existingBoard}"`;
  const groups = board.groups.length === 0 ? "" : ` Groups: ${board.groups.join(", ")}.`;
  const records = `${counted(board.records, "record", "records")} of ${board.streams.join(", ")}`;
  return html`<h3>${link(board.url ?? null, board.title)}</h3>
<p>${board.purpose} ${where}; ${records} become ${counted(board.items, "item", "items")}.${groups}</p>
${duplicatesLine(board)}${table(
  `Columns of ${board.title}`,
  ["Column", "Type", "Source field", "How it is filled", number("Filled")],
  columns.map((column) => [
    column.existing ? html`${column.title} <span class="soft">(exists)</span>` : column.title,
    columnTypeTitles[column.type],
    column.from.length === 0 ? "The record itself" : column.from.join(", "),
    column.loss === null ? column.conversion : `${column.conversion} ${column.loss}`,
    column.filled,
  ]),
)}${updatesLine(board)}${leftOutLine(board)}`;
}

function duplicatesLine({ duplicates }: DocumentBoard): Html | null {
  if (!duplicates || duplicates.records === 0) return null;
  const { by, records, policy } = duplicates;
  return html`<p>${by}: ${counted(records, "record", "records")}; ${policies[policy]}.</p>\n`;
}

function updatesLine(board: DocumentBoard): Html | null {
  const updates = board.updates.filter(({ include }) => include);
  if (updates.length === 0) return null;
  const named = updates.map(({ title, count }) => `${title} (${count.toLocaleString("en")})`);
  return html`<p>Written as updates of the item: ${named.join(", ")}.</p>\n`;
}

function leftOutLine(board: DocumentBoard): Html | null {
  const left = board.columns.filter(({ include }) => !include);
  if (left.length === 0) return null;
  const named = left.map(({ title, reason }) => `${title} (${reason.replace(/\.$/, "")})`);
  return html`<p class="soft">Left out: ${named.join("; ")}.</p>\n`;
}

/** How values of the source are shown as labels. */
export function labelSection(boards: readonly DocumentBoard[]): Html | null {
  const rows = boards
    .filter(({ include }) => include)
    .flatMap((board) =>
      board.columns
        .filter(({ include, labels }) => include && labels.length > 0)
        .flatMap((column) =>
          column.labels.map(({ label, values, count }) => [
            `${board.title}: ${column.title}`,
            values.join(", "),
            label,
            count,
          ]),
        ),
    );
  if (rows.length === 0) return null;
  const headings = ["Column", "In the source", "Label in monday", number("Records")];
  return section("labels", "Values shown as labels", [table("Value maps", headings, rows)]);
}

export function peopleSection(people: readonly DocumentPerson[]): Html {
  const rows = people.map(({ name, email, role, records, text }) => [name, email ?? "", role, records, text]);
  const headings = ["Name", "E-mail", "Role", number("Records"), "In monday"];
  return section("people", "People", [
    people.length === 0
      ? html`<p>The source names nobody who would be a monday user.</p>\n`
      : table("People of the source", headings, rows),
  ]);
}

export function notMovingSection(things: readonly NotMoving[]): Html | null {
  if (things.length === 0) return null;
  const rows = things.map(({ title, kind, count, reason, instead }) => [
    title,
    kinds[kind],
    count ?? "",
    reason,
    instead,
  ]);
  const headings = ["What", "Kind", number("Count"), "Why", "Instead"];
  return section("not-moving", "What does not move", [table("Stays behind", headings, rows)]);
}

export function automationSection(things: readonly NotMoving[]): Html | null {
  if (things.length === 0) return null;
  const rows = things.map(({ title, count, reason, instead }) => [title, count ?? "", reason, instead]);
  const headings = ["In the source", number("Count"), "Why it does not move", "What replaces it in monday"];
  return section("automations", "Automation inventory", [
    html`<p>What the source does by itself and monday has to be set up for.</p>\n`,
    table("To be built again", headings, rows),
  ]);
}

export function decisionSection(decisions: readonly string[]): Html {
  const shown = list(decisions) ?? html`<p>The plan was used as Portage proposed it.</p>\n`;
  return section("decisions", "Decisions made by people", [shown]);
}
