import type { Plan, PlanEdit, PlanPerson } from "../../contract/plan.ts";
import { lookAgain, refuse, type Verdict } from "./edit-verdict.ts";
import type { DestinationFacts } from "./facts.ts";
import { isAssignable, obstacleOf } from "./people.ts";

const chooseAnother = "Choose somebody from the list of people who can be assigned.";
const noStandIn = refuse("Nobody is chosen to stand in.", "Choose the fallback owner first.");

/** Whether this person can be treated like that. */
export function checkPerson(
  plan: Plan,
  edit: Extract<PlanEdit, { op: "person.action" }>,
  facts: DestinationFacts,
): Verdict {
  const person = plan.people.find((each) => each.key === edit.person);
  if (!person) return refuse("The plan has no such person.", lookAgain);
  if (!person.choices.includes(edit.action)) return notOffered(person, edit.action);
  if (edit.action === "user" && edit.userId === null && person.match !== "matched") {
    return refuse(`Nobody is chosen for ${person.name}.`, `Choose the monday user ${person.name} should be.`);
  }
  if (edit.action === "fallback" && edit.userId === null && plan.peopleDefault.fallbackUserId === null) {
    return noStandIn;
  }
  return checkUser(edit.userId, facts);
}

/** Whether everybody without a monday user can be treated like that. */
export function checkPeopleDefault(
  edit: Extract<PlanEdit, { op: "people.default" }>,
  facts: DestinationFacts,
): Verdict {
  if (edit.action === "fallback" && edit.fallbackUserId === null) return noStandIn;
  return checkUser(edit.fallbackUserId, facts);
}

function notOffered(person: PlanPerson, action: PlanPerson["action"]): Verdict {
  if (action === "user") {
    return refuse(
      "Nobody in this monday account can be assigned.",
      "Keep the name as text, or add a member in monday and read again.",
    );
  }
  return person.email === null
    ? refuse(
        `${person.name} has no e-mail to be invited by.`,
        "Assign somebody else, or keep the name as text.",
      )
    : refuse(`${person.name} is in monday already.`, "Assign a user, or keep the name as text.");
}

function checkUser(userId: string | null, facts: DestinationFacts): Verdict {
  if (userId === null) return null;
  const user = facts.users.find((each) => each.id === userId);
  if (!user) return refuse("There is no such user in this monday account.", chooseAnother);
  return isAssignable(user)
    ? null
    : refuse(`${user.name} ${obstacleOf(user)}, so monday does not assign them.`, chooseAnother);
}
