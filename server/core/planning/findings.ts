import type { Finding } from "../../contract/plan.ts";
import type { FindingInput } from "./finding.ts";
import { acceptanceFindings } from "./findings/acceptance.ts";
import { capacityFindings } from "./findings/capacity.ts";
import { contactFindings } from "./findings/contacts.ts";
import { currencyFindings } from "./findings/currency.ts";
import { peopleFindings } from "./findings/people.ts";
import { sourceFindings } from "./findings/source.ts";
import { valueFindings } from "./findings/values.ts";

const rank: Readonly<Record<Finding["severity"], number>> = { block: 0, choice: 1, accept: 2, info: 3 };

/**
 * Everything the admin should know or decide before the start, most pressing first. Questions are few on purpose:
 * currency, people, duplicates. The order and the ids only depend on the causes.
 */
export function buildFindings(input: FindingInput): Finding[] {
  return [
    ...capacityFindings(input),
    ...currencyFindings(input),
    ...peopleFindings(input),
    ...contactFindings(input),
    ...valueFindings(input),
    ...acceptanceFindings(input),
    ...sourceFindings(input),
  ]
    .map((finding) =>
      isAnswerable(finding) && input.decisions.accepted.has(finding.id)
        ? { ...finding, answered: true }
        : finding,
    )
    .sort((a, b) => rank[a.severity] - rank[b.severity]);
}

function isAnswerable({ severity }: Finding): boolean {
  return severity === "choice" || severity === "accept";
}

/** Findings that keep a sample from being run and the plan from being approved. */
export function countOpenQuestions(findings: readonly Finding[]): number {
  return findings.filter(
    ({ severity, answered }) => (severity === "block" || severity === "choice") && !answered,
  ).length;
}
