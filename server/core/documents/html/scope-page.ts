import type { ScopeDocument } from "../../../contract/report.ts";
import { aboutSeconds, counted, toMoment, toWords } from "../words.ts";
import { facts, type Html, html, section, table } from "./markup.ts";
import { pageEnd, pageStart } from "./page.ts";
import { boardSections, labelSection, notMovingSection, peopleSection } from "./plan-sections.ts";

const number = (title: string) => ({ title, isNumber: true });
const moments = { before: "Before the import", during: "During", after: "Afterwards" } as const;
const severities = {
  block: "Must be solved",
  choice: "To be answered",
  accept: "To be accepted",
  info: "Good to know",
} as const;

/** The scope document and set-up checklist as a page, in pieces. */
export function* scopePage(scope: ScopeDocument): Generator<string> {
  yield pageStart(`Scope: ${scope.migration.name}`, [intro(scope)]);
  for (const part of sections(scope)) if (part) yield part.markup;
  yield pageEnd(`Written by Portage on ${toMoment(scope.writtenAt)} from the plan ${scope.planHash}.`);
}

function* sections(scope: ScopeDocument): Generator<Html | null> {
  yield complexitySection(scope);
  yield timelineSection(scope);
  yield countsSection(scope);
  yield findingsSection(scope);
  yield* boardSections(scope.boards);
  yield labelSection(scope.boards);
  yield peopleSection(scope.people);
  yield notMovingSection(scope.notMoving);
  yield checklistSection(scope);
}

function intro({ source, destination, totals }: ScopeDocument): Html {
  const crm =
    destination.hasCrm === null ? "" : destination.hasCrm ? ", with monday CRM" : ", without monday CRM";
  return html`<p class="lead">${counted(totals.records, "record", "records")} of ${source.title} become ${counted(totals.items, "item", "items")} on ${counted(totals.boards, "board", "boards")} of monday. The import starts only when an admin has approved exactly this plan.</p>
${facts([
  ["Source", source.account === null ? source.title : `${source.title}, ${source.account}`],
  ["Tier of the source", source.tier],
  ["Read on", toMoment(source.readAt)],
  ["Destination", `${destination.title}, workspace "${destination.workspace}"`],
  ["Tier of monday", destination.tier === null ? null : `${toWords(destination.tier)}${crm}`],
  ["Import", `${aboutSeconds(totals.seconds)}, ${counted(totals.calls, "call", "calls")}`],
])}`;
}

function complexitySection({ complexity }: ScopeDocument): Html {
  const rows = complexity.factors.map(({ title, text, points, most }) => [
    title,
    text,
    `${points} of ${most}`,
  ]);
  return section("complexity", "Complexity", [
    html`<p><span class="grade">${toWords(complexity.grade)}</span> ${`${complexity.points} of ${complexity.most} points`}</p>\n`,
    table("Factors behind the grade", ["Factor", "What was counted", number("Points")], rows),
  ]);
}

function timelineSection({ timeline, totals }: ScopeDocument): Html {
  const rows = timeline.map(({ title, text, seconds }) => [
    title,
    seconds === null ? "" : aboutSeconds(seconds),
    text,
  ]);
  return section("timeline", "Timeline", [
    table("Steps in their order", ["Step", "Takes", "What happens"], rows),
    html`<p class="soft">${totals.bound}</p>\n`,
  ]);
}

function countsSection({ streams }: ScopeDocument): Html {
  const rows = streams.map(({ title, records, boards }) => [
    title,
    records,
    boards.length === 0 ? "No board of its own" : boards.join(", "),
  ]);
  return section("counts", "What there is", [
    table("Records in the source", ["Kind", number("Records"), "Board"], rows),
  ]);
}

function findingsSection({ findings }: ScopeDocument): Html | null {
  if (findings.length === 0) return null;
  const rows = findings.map(({ title, severity, answered, detail, remedy, count }) => [
    title,
    answered && severity !== "info" ? `${severities[severity]}: done` : severities[severity],
    count,
    `${detail} ${remedy}`.trim(),
  ]);
  return section("findings", "To decide and to accept", [
    table("Findings", ["Finding", "Answer", number("Count"), "Detail"], rows),
  ]);
}

function checklistSection({ checklist }: ScopeDocument): Html {
  const parts = (["before", "during", "after"] as const).map((when) => {
    const tasks = checklist.filter((task) => task.when === when);
    if (tasks.length === 0) return null;
    const entries = tasks.map(
      ({ title, text }) =>
        html`<li><span class="box" aria-hidden="true"></span> <strong>${title}.</strong> ${text}</li>\n`,
    );
    return html`<h3>${moments[when]}</h3>\n<ul class="tasks">${entries}</ul>\n`;
  });
  return section("checklist", "Set-up checklist", parts);
}
