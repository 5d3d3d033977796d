import type { Finding, PlanPerson } from "../../../contract/plan.ts";
import { counted, type FindingInput, shownBoards, toFinding } from "../finding.ts";
import { isAssignable } from "../people.ts";

function needsAnswer(person: PlanPerson, input: FindingInput): boolean {
  return person.match !== "matched" && !input.decisions.personAction.has(person.key);
}

function defaultActions(input: FindingInput, people: readonly PlanPerson[]): Finding["actions"] {
  const fallback = input.facts.users.find((user) => user.kind === "admin" && isAssignable(user));
  const canInvite = people.some((person) => person.choices.includes("invite"));
  return [
    {
      label: "Keep their names as text",
      edits: [{ op: "people.default", action: "text", fallbackUserId: null }],
    },
    ...(fallback
      ? [
          {
            label: `Assign ${fallback.name} instead`,
            edits: [
              { op: "people.default" as const, action: "fallback" as const, fallbackUserId: fallback.id },
            ],
          },
        ]
      : []),
    ...(canInvite
      ? [
          {
            label: "Invite them to monday",
            edits: [{ op: "people.default" as const, action: "invite" as const, fallbackUserId: null }],
          },
        ]
      : []),
  ];
}

/** People without a monday user of their own: one question for all of them. */
export function peopleFindings(input: FindingInput): Finding[] {
  const team = shownBoards(input.boards).find((board) =>
    board.columns.some((column) => column.conversion === "person_self"),
  );
  const open = input.people.filter((person) => person.match !== "matched");
  if (!team || open.length === 0) return [];
  const blocked = open.filter((person) => person.match === "blocked").length;
  const blockedText =
    blocked === 0
      ? ""
      : ` ${counted(blocked, "of them exists", "of them exist")} in monday but cannot be assigned.`;
  return [
    toFinding({
      id: "people",
      code: "people.unmatched",
      severity: "choice",
      title: `${counted(open.length, "person has", "people have")} no monday user to assign`,
      detail: `No active monday user has their e-mail.${blockedText} Their names are kept in any case; nobody is invited unless you say so.`,
      count: open.length,
      board: team.key,
      answered: input.decisions.peopleDefault !== null || !open.some((person) => needsAnswer(person, input)),
      remedy: "Choose what happens to them here, or one by one under People.",
      actions: defaultActions(input, open),
    }),
  ];
}
