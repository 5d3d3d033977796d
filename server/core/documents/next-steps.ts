import type { ReportHead } from "../../contract/report.ts";
import { type ReportGround, totalsOf } from "./report-ground.ts";
import { counted } from "./words.ts";

/** What is left to do, most pressing first. */
export function nextStepsOf(ground: ReportGround): ReportHead["nextSteps"] {
  if (!ground.reconciliation) {
    const text =
      "Change the plan and import again, or delete the migration. Portage has left nothing in monday but what the rollback lists as left.";
    return [{ title: "Decide how to go on", text }];
  }
  return [...repairSteps(ground), ...cutoverSteps(ground), ...lastingSteps(ground)];
}

function repairSteps({
  reconciliation,
  verification,
  differencesOpen,
  reports,
  conflicts,
}: ReportGround): ReportHead["nextSteps"] {
  const failed = reconciliation ? totalsOf(reconciliation).failed : 0;
  const steps: ReportHead["nextSteps"] = [];
  if (failed > 0) {
    const title = `Look at ${counted(failed, "failed record", "failed records")}`;
    steps.push({
      title,
      text: "Each has a reason and a remedy in the list. Start the import again: only they are tried once more.",
    });
  }
  if (!verification) {
    steps.push({
      title: "Verify",
      text: "Let Portage read back every item and compare it field by field with what was written.",
    });
  } else if (differencesOpen > 0) {
    const title = `Decide on ${counted(differencesOpen, "difference", "differences")}`;
    steps.push({
      title,
      text: "Repair what should be as it was written; accept what people have changed on purpose.",
    });
  }
  if (reports.open > 0) {
    const title = `Answer ${counted(reports.open, "report of a person", "reports of people")}`;
    steps.push({
      title,
      text: "Somebody says that a record is wrong. Repair it, correct it in the source, or accept it as it is.",
    });
  }
  if (conflicts.open > 0) {
    const title = `Decide ${counted(conflicts.open, "conflict", "conflicts")}`;
    steps.push({
      title,
      text: "Both sides changed the same field, or a record left the source. Until you decide, monday stays as it is.",
    });
  }
  return steps;
}

function cutoverSteps({ window, sourceTitle }: ReportGround): ReportHead["nextSteps"] {
  if (window?.rounds.some(({ final }) => final)) return [];
  return [
    {
      title: "Freeze and run the final delta",
      text: `Stop working in ${sourceTitle}, then read it a last time: what was changed since the import is taken over.`,
    },
  ];
}

function lastingSteps({ plan, sourceTitle }: ReportGround): ReportHead["nextSteps"] {
  const rebuild = plan.notMoving.filter(({ kind }) => kind === "rebuild").length;
  const invited = plan.people.filter(({ action }) => action === "invite").length;
  const steps: ReportHead["nextSteps"] = [];
  if (invited > 0) {
    const title = `Ask ${counted(invited, "invited person", "invited people")} to accept`;
    steps.push({ title, text: "Their names are kept as text until then; the next import assigns them." });
  }
  if (rebuild > 0) {
    const title = `Build ${counted(rebuild, "automation", "automations")} again`;
    steps.push({ title, text: "The automation inventory names the monday feature for each." });
  }
  steps.push(
    {
      title: "Keep this report with the audit trail",
      text: "Together they prove what was moved, also when Portage is gone.",
    },
    {
      title: `Cancel ${sourceTitle} last`,
      text: "Only after the final delta, a clean verification and a look at what does not move.",
    },
  );
  return steps;
}
