import { deltaHours } from "../../contract/delta.ts";
import type { Plan } from "../../contract/plan.ts";
import type { SetupTask } from "../../contract/report.ts";
import { counted } from "./words.ts";

/** What an admin prepares, watches and finishes, in the order it is done; only what this plan asks for. */
export function listSetupTasks(
  plan: Plan,
  { sourceTitle, toAccept }: { sourceTitle: string; toAccept: number },
): SetupTask[] {
  return [
    ...decideTasks(plan, toAccept),
    ...mondayTasks(plan),
    ...sourceTasks(sourceTitle),
    ...laterTasks(plan, sourceTitle),
  ];
}

function decideTasks(plan: Plan, toAccept: number): SetupTask[] {
  const tasks: SetupTask[] = [];
  if (plan.openQuestions > 0) {
    tasks.push({
      when: "before",
      title: "Answer the open questions of the plan",
      text: `${counted(plan.openQuestions, "question is", "questions are")} open; the import cannot start before.`,
    });
  }
  if (toAccept > 0) {
    tasks.push({
      when: "before",
      title: "Accept what will not arrive as it is",
      text: `${counted(toAccept, "class of records waits", "classes of records wait")} to be accepted by name at sign-off.`,
    });
  }
  return tasks;
}

function mondayTasks(plan: Plan): SetupTask[] {
  const { workspace } = plan;
  const existing = plan.boards.filter(({ include, target }) => include && target.mode === "existing");
  const invited = plan.people.filter(({ action }) => action === "invite");
  const tasks: SetupTask[] = [
    {
      when: "before",
      title:
        workspace.id === null
          ? `Agree on the new workspace "${workspace.name}"`
          : `Check the workspace "${workspace.name}"`,
      text: "The admin who installed Portage must be allowed to create boards there.",
    },
  ];
  for (const { target } of existing) {
    if (target.mode !== "existing") continue;
    tasks.push({
      when: "before",
      title: `Pause the automations of the board "${target.boardName}"`,
      text: "Portage adds columns and items to it; automations would send messages about every one of them. What is there is not changed without a copy of the old value.",
    });
  }
  if (invited.length > 0) {
    tasks.push({
      when: "before",
      title: `Have ${counted(invited.length, "free seat", "free seats")} in monday`,
      text: `${counted(invited.length, "person is", "people are")} invited when the import starts. Only those who have accepted can be assigned; ask them to accept before.`,
    });
  }
  return tasks;
}

function sourceTasks(sourceTitle: string): SetupTask[] {
  return [
    {
      when: "before",
      title: `Keep the access to ${sourceTitle} valid`,
      text: `The key is needed until the delta window of ${deltaHours.usual} hours has closed. Do not cancel the subscription before.`,
    },
    {
      when: "before",
      title: "Tell the team the day",
      text: `Everybody should know from when on they work in monday, and that ${sourceTitle} stays as it is.`,
    },
    {
      when: "during",
      title: "Leave the new boards alone while the import runs",
      text: "What somebody changes there is not overwritten, but shows as a difference at the end.",
    },
    {
      when: "during",
      title: `Stop working in ${sourceTitle} before the final delta`,
      text: "The final delta takes over what was changed last. What is entered there afterwards stays behind.",
    },
  ];
}

function laterTasks(plan: Plan, sourceTitle: string): SetupTask[] {
  const rebuild = plan.notMoving.filter(({ kind }) => kind === "rebuild").length;
  const tasks: SetupTask[] = [
    {
      when: "after",
      title: "Do the spot check",
      text: "Compare the records picked at random by eye, on both sides, and tick them off.",
    },
    {
      when: "after",
      title: "Keep the report and the audit trail",
      text: "They say what was done, record by record, and can be checked without Portage.",
    },
  ];
  if (rebuild > 0) {
    tasks.push({
      when: "after",
      title: "Build the automations again in monday",
      text: `${counted(rebuild, "thing", "things")} that ${sourceTitle} does by itself ${rebuild === 1 ? "has" : "have"} to be set up in monday; the list is in this document.`,
    });
  }
  return tasks;
}
