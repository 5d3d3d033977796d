import type { ReportHead } from "../../../contract/report.ts";
import { counted, toMoment, toWords } from "../words.ts";
import { facts, type Html, html, link, section, table } from "./markup.ts";

const number = (title: string) => ({ title, isNumber: true });

export function signOffSection(signOff: ReportHead["signOff"]): Html | null {
  if (!signOff) return null;
  const rows = signOff.accepted.map(({ title, count }) => [title, count]);
  const { sampleRecords } = signOff;
  const sample =
    sampleRecords === null
      ? "There was no sample of this plan."
      : `A sample of ${counted(sampleRecords, "record", "records")} was looked at.`;
  return section("sign-off", "Sign-off", [
    html`<p>Approved by ${signOff.byName} (user ${signOff.by}) on ${toMoment(signOff.at)}. ${sample}</p>\n`,
    rows.length === 0 ? null : table("Accepted by name", ["What", number("Records")], rows),
  ]);
}

export function verificationSection(verification: ReportHead["verification"]): Html {
  if (!verification) {
    return section("verification", "Verification", [
      html`<p>Not everything has been read back yet beyond the counts above.</p>\n`,
    ]);
  }
  const { records, fields, links, differencesOpen, at, rootHash } = verification;
  return section("verification", "Verification", [
    differencesOpen === 0
      ? html`<p class="good">Everything that was written was read back, and no difference is open.</p>\n`
      : html`<p class="bad">${counted(differencesOpen, "difference is", "differences are")} open.</p>\n`,
    facts([
      ["Read on", toMoment(at)],
      ["Records", of(records.found, records.expected)],
      ["Fields compared", fields.checked],
      ["Fields that differed then", fields.different],
      ["Links", of(links.found, links.expected)],
      ["Root hash", html`<code>${rootHash}</code>`],
    ]),
  ]);
}

/** What people have said is wrong, whether a verification finds something there or not. */
export function reportsSection({ open, settled, listed }: ReportHead["reports"]): Html | null {
  const total = open + settled;
  if (total === 0) return null;
  const rows = listed.map((report) => [
    report.board,
    link(report.itemUrl, report.name),
    report.field ?? "",
    report.text,
    toWords(report.state),
    toMoment(report.at),
    report.state === "open" ? report.remedy : "",
  ]);
  const more = total - listed.length;
  return section("reports", "Reported as wrong", [
    open === 0
      ? html`<p class="good">Nothing that people have reported is open.</p>\n`
      : html`<p class="bad">${counted(open, "report of a person is", "reports of people are")} open.</p>\n`,
    table(
      "Reports of people",
      ["Board", "Name", "Field", "What is said", "State", "Reported on", "What to do"],
      rows,
    ),
    more > 0 ? html`<p>${counted(more, "more report is", "more reports are")} not listed.</p>\n` : null,
  ]);
}

export function deltaSection(delta: ReportHead["delta"]): Html | null {
  if (!delta) return null;
  const { conflicts } = delta;
  const rows = delta.rounds.map((round) => [
    toMoment(round.at),
    round.final ? "Final" : "Regular",
    round.created,
    round.changed,
    round.conflicts,
    round.deletedInSource,
    round.failed,
  ]);
  const headings = [
    "Read on",
    "Kind",
    number("New"),
    number("Changed"),
    number("Conflicts"),
    number("Gone in the source"),
    number("Failed"),
  ];
  return section("delta", "Changes after the import", [
    html`<p>The delta window was opened on ${toMoment(delta.openedAt)} and is ${delta.state}. Conflicts: ${conflicts.open} open, ${conflicts.decided} decided, ${conflicts.settled} settled.</p>\n`,
    rows.length === 0 ? html`<p>No later reading yet.</p>\n` : table("Readings", headings, rows),
  ]);
}

export function rollbackSection(rollback: ReportHead["rollback"]): Html | null {
  if (!rollback) return null;
  const { proof } = rollback;
  const removed = rollback.removed.filter(({ count }) => count > 0);
  return section("rollback", "Rollback", [
    proof.proven
      ? html`<p class="good">Taken back and proven: the account was read again and is as it was, save what is listed as left.</p>\n`
      : html`<p class="bad">Taken back, but the proof found something that is still there.</p>\n`,
    facts([
      ["On", toMoment(rollback.at)],
      ["Asked for by", `User ${rollback.by}`],
      ["Scope", toWords(rollback.scope.kind)],
      [
        "Restored",
        `${counted(rollback.restored.items, "item", "items")}, ${counted(rollback.restored.cells, "cell", "cells")}`,
      ],
      ["Gone before", rollback.alreadyGone],
      ["Still there", proof.itemsStillThere + proof.objectsStillThere],
      ["Cells that differ", proof.cellsDifferent],
    ]),
    removed.length === 0
      ? null
      : table(
          "Removed",
          ["What", number("Count")],
          removed.map(({ kind, count }) => [toWords(kind), count]),
        ),
    rollback.left.length === 0
      ? null
      : table(
          "Left alone",
          ["What", number("Count"), "Why"],
          rollback.left.map(({ title, count, reason }) => [title, count, reason]),
        ),
  ]);
}

function of(found: number, expected: number): string {
  return `${found.toLocaleString("en")} of ${expected.toLocaleString("en")}`;
}
