import type { SourceFinding } from "../../../contract/inventory.ts";
import type { Finding } from "../../../contract/plan.ts";
import { counted, type FindingInput, toFinding } from "../finding.ts";

/** What the source told or hid while it was read, and what the account in monday lacks. */
export function sourceFindings(input: FindingInput): Finding[] {
  const read = input.inventory.findings.map((finding) =>
    toFinding({
      id: `source:${finding.code}${finding.stream === null ? "" : `:${finding.stream}`}`,
      code: finding.code,
      severity: "info",
      title: titleOf(input, finding),
      detail: finding.detail,
      count: finding.count,
      stream: finding.stream,
      remedy: "Nothing to do, unless the numbers surprise you: then read again.",
    }),
  );
  return [...distinctIds(read), ...wrongTotals(input, read)];
}

/** Led by the kind of record it is about: the same may have happened to several. */
function titleOf({ inventory }: FindingInput, { stream, title }: SourceFinding): string {
  const named = inventory.streams.find((each) => each.stream === stream)?.title;
  return named === undefined ? title : `${named}: ${title}`;
}

/** Several findings with one cause (two groups with contradicting names) stay apart by a number. */
function distinctIds(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const nth = (seen.get(finding.id) ?? 0) + 1;
    seen.set(finding.id, nth);
    return nth === 1 ? finding : { ...finding, id: `${finding.id}:${nth}` };
  });
}

function wrongTotals(input: FindingInput, read: readonly Finding[]): Finding[] {
  return input.inventory.streams.flatMap((stream) => {
    const { declared } = stream;
    if (declared === null || declared <= stream.records) return [];
    const missing = declared - stream.records;
    // The source's own finding (copies it counts, a total that was wrong) already says where they are.
    const isTold = read.some(
      (finding) =>
        finding.stream === stream.stream && (finding.count === missing || finding.code.includes("total")),
    );
    if (isTold) return [];
    return [
      toFinding({
        id: `total:${stream.stream}`,
        code: "source.total_differs",
        severity: "info",
        title: `${stream.title}: ${input.blueprint.sourceTitle} says ${declared.toLocaleString("en")}, ${stream.records.toLocaleString("en")} were read`,
        detail: `${counted(missing, "row")} of the source's count ${missing === 1 ? "is" : "are"} no record of its own or did not come.`,
        count: missing,
        stream: stream.stream,
        remedy: "Read again if you expect more.",
      }),
    ];
  });
}
