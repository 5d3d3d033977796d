import { deltaHours, hypercare } from "../../contract/delta.ts";
import type { Inventory } from "../../contract/inventory.ts";
import type { Finding, Plan } from "../../contract/plan.ts";
import type { ScopeDocument } from "../../contract/report.ts";
import { sampleTarget } from "../../contract/sample.ts";
import { gradeComplexity } from "./complexity.ts";
import { toDocumentBoards, toDocumentPeople } from "./plan-parts.ts";
import { listSetupTasks } from "./setup-tasks.ts";
import { toMoment } from "./words.ts";

/** What every document says of where it comes from. */
export interface DocumentGround {
  readonly writtenAt: string;
  readonly migration: { readonly id: string; readonly name: string };
  readonly sourceTitle: string;
  readonly sourceAccount: string | null;
  readonly sourceTier: string | null;
  /** What monday said of the account; null while it cannot be asked. */
  readonly monday: { readonly tier: string; readonly hasCrm: boolean } | null;
  readonly inventory: Inventory;
  readonly plan: Plan;
  /** Ids of findings accepted with the approval of exactly this plan. */
  readonly accepted: ReadonlySet<string>;
}

/** What every document begins with. */
export function toDocumentHead(ground: DocumentGround) {
  const { inventory, plan, monday } = ground;
  return {
    writtenAt: ground.writtenAt,
    migration: { ...ground.migration },
    planHash: plan.hash,
    source: {
      title: ground.sourceTitle,
      account: ground.sourceAccount,
      tier: ground.sourceTier,
      readAt: inventory.readAt,
      records: inventory.records,
    },
    destination: {
      title: "monday CRM",
      workspace: plan.workspace.name,
      tier: monday?.tier ?? null,
      hasCrm: monday?.hasCrm ?? null,
    },
  };
}

/** The scope document: what would move and how, made from the plan before anything is written. */
export function composeScope(ground: DocumentGround): ScopeDocument {
  const { inventory, plan } = ground;
  const included = plan.boards.filter(({ include }) => include);
  const columns = included.flatMap((board) => board.columns.filter(({ include }) => include));
  const findings = plan.findings.map((finding) => toDocumentFinding(finding, ground.accepted));
  const toAccept = findings.filter(({ severity, answered }) => severity === "accept" && !answered).length;
  const { items, updates, links, calls, seconds, bound } = plan.forecast;
  return {
    document: "scope",
    ...toDocumentHead(ground),
    totals: {
      ...{ records: inventory.records, boards: included.length, columns: columns.length },
      ...{ items, updates, links, calls, seconds, bound },
    },
    streams: inventory.streams.map(({ stream, title, records }) => {
      const boards = included.filter((board) => board.streams.includes(stream));
      return { stream, title, records, boards: boards.map((board) => board.title) };
    }),
    boards: toDocumentBoards(plan, inventory),
    people: toDocumentPeople(plan),
    notMoving: [...plan.notMoving],
    findings,
    complexity: gradeComplexity(plan, inventory),
    timeline: timelineOf(ground),
    checklist: listSetupTasks(plan, { sourceTitle: ground.sourceTitle, toAccept }),
  };
}

function toDocumentFinding(
  { actions: _, ...finding }: Finding,
  accepted: ReadonlySet<string>,
): Omit<Finding, "actions"> {
  return { ...finding, answered: finding.answered || accepted.has(finding.id) };
}

function timelineOf({ plan, inventory, sourceTitle }: DocumentGround): ScopeDocument["timeline"] {
  const { forecast } = plan;
  const schema = forecast.phases.find(({ kind }) => kind === "schema")?.seconds ?? 0;
  const share = forecast.items === 0 ? 0 : Math.min(1, sampleTarget.usual / forecast.items);
  const sample = schema + (forecast.seconds - schema) * share;
  return [
    {
      title: "Read",
      text: `${sourceTitle} was read on ${toMoment(inventory.readAt)}. Nothing is written to it at any time.`,
      seconds: null,
    },
    {
      title: "Sample",
      text: `About ${sampleTarget.usual} records that show every field and value are written, read back and compared.`,
      seconds: Math.round(sample),
    },
    {
      title: "Sign-off",
      text: "An admin looks at the sample, accepts by name what will not arrive as it is, and approves this plan.",
      seconds: null,
    },
    {
      title: "Import",
      text: "Everything is written to monday. It can be paused, and goes on by itself after an interruption.",
      seconds: forecast.seconds,
    },
    {
      title: "Delta window",
      text: `${deltaHours.usual} hours in which changes made in ${sourceTitle} are still taken over, with a last reading after nobody works there any more.`,
      seconds: deltaHours.usual * 3_600,
    },
    {
      title: "Hypercare",
      text: `For ${hypercare.days} days every item is read back each day and compared with what was written.`,
      seconds: hypercare.days * 86_400,
    },
  ];
}
