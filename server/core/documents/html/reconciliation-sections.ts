import type { Reconciliation, ReconciliationPhase } from "../../../contract/records.ts";
import { type Html, html, list, section, table } from "./markup.ts";

const number = (title: string) => ({ title, isNumber: true });

/** Counts of every board and exact sums on both sides. */
export function* reconciliationSections(reconciliation: Reconciliation): Generator<Html> {
  const { phases, addsUp } = reconciliation;
  yield section("reconciliation", "Counts", [
    addsUp
      ? html`<p class="good">All numbers add up.</p>\n`
      : html`<p class="bad">Not all numbers add up.</p>\n`,
    table(
      "Records by board",
      [
        "Board",
        number("In the source"),
        number("Created"),
        number("Updated"),
        number("Unchanged"),
        number("Merged"),
        number("Skipped"),
        number("Failed"),
        number("Open"),
        number("Found in monday"),
        number("Links"),
        "Result",
      ],
      phases.map(toRow),
    ),
    list(phases.flatMap(({ title, differences }) => differences.map((text) => `${title}: ${text}`))),
  ]);
  const sums = phases.flatMap((phase) =>
    phase.sums.map((sum) => [
      sum.kind === null ? `${phase.title}: ${sum.title}` : `${phase.title}: ${sum.title}, ${sum.kind}`,
      sum.unit ?? "",
      sum.source,
      sum.destination ?? "not read",
      sum.destination === null ? "" : sum.source === sum.destination ? mark(true) : mark(false),
    ]),
  );
  if (sums.length > 0) {
    const headings = ["Column", "Unit", number("Source"), number("monday"), "Result"];
    yield section("sums", "Sums", [table("Exact sums on both sides", headings, sums)]);
  }
}

function toRow(phase: ReconciliationPhase) {
  const { links } = phase;
  return [
    phase.title,
    phase.inSnapshot,
    phase.created,
    phase.updated,
    phase.unchanged,
    phase.merged,
    phase.skipped,
    phase.failed,
    phase.pending,
    phase.found === null
      ? "not read"
      : `${phase.found.toLocaleString("en")} of ${phase.expected.toLocaleString("en")}`,
    links.found === null
      ? links.expected
      : `${links.found.toLocaleString("en")} of ${links.expected.toLocaleString("en")}`,
    mark(phase.addsUp),
  ];
}

function mark(isRight: boolean): Html {
  return isRight ? html`<span class="good">adds up</span>` : html`<span class="bad">differs</span>`;
}
