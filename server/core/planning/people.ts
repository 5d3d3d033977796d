import type { Inventory, SourcePerson } from "../../contract/inventory.ts";
import type { Assignable, Plan, PlanPerson, personActions } from "../../contract/plan.ts";
import { foldEmail } from "../mapping/email.ts";
import type { Decisions } from "./decisions.ts";
import type { DestinationUser } from "./facts.ts";

/** Most users a plan offers; in larger accounts the others can still be matched by their e-mail. */
const maxAssignable = 500;

type PersonAction = (typeof personActions)[number];

/** Pending users and viewers cannot be assigned to items. */
export function isAssignable(user: DestinationUser): boolean {
  return user.status === "active" && user.kind !== "view_only" && user.kind !== "other";
}

/** Why a user who is not assignable is not, to be read after the name. */
export function obstacleOf(user: DestinationUser): string {
  if (user.status === "inactive") return "has been deactivated in monday";
  if (user.status === "pending") return "has not accepted the invitation to monday yet";
  return "is a viewer in monday";
}

/** The users the admin may choose from, by name. */
function toAssignable(users: readonly DestinationUser[]): Assignable[] {
  const order = new Intl.Collator("en", { sensitivity: "base", numeric: true });
  return users
    .filter(isAssignable)
    .map(({ id, name, email }) => ({ id, name, email }))
    .sort((a, b) => order.compare(a.name, b.name) || (a.id < b.id ? -1 : 1))
    .slice(0, maxAssignable);
}

function usersByEmail(users: readonly DestinationUser[]): Map<string, DestinationUser> {
  const byEmail = new Map<string, DestinationUser>();
  for (const user of [...users].sort((a, b) => Number(isAssignable(a)) - Number(isAssignable(b)))) {
    byEmail.set(foldEmail(user.email), user);
  }
  return byEmail;
}

function matchPerson(person: SourcePerson, users: ReadonlyMap<string, DestinationUser>) {
  const found = person.emails.flatMap((email) => users.get(foldEmail(email)) ?? []);
  const user = found.find(isAssignable) ?? found[0];
  if (!user) {
    const matchText =
      person.emails.length === 0 ? "There is no e-mail to match with." : "No monday user has this e-mail.";
    return { match: "unmatched" as const, user: null, matchText };
  }
  if (isAssignable(user)) return { match: "matched" as const, user, matchText: `Is ${user.name} in monday.` };
  return {
    match: "blocked" as const,
    user,
    matchText: `${user.name} ${obstacleOf(user)}, so monday does not assign them.`,
  };
}

function choicesOf(
  match: PlanPerson["match"],
  person: SourcePerson,
  assignable: ReadonlySet<string>,
): PersonAction[] {
  const choices: PersonAction[] = assignable.size === 0 ? ["text"] : ["user", "fallback", "text"];
  if (match === "unmatched" && person.emails.length > 0) choices.push("invite");
  return choices;
}

function resolve(
  input: { match: PlanPerson["match"]; matchedId: string | null; choices: readonly PersonAction[] },
  decision: { readonly action: PersonAction; readonly userId: string | null } | undefined,
  peopleDefault: Plan["peopleDefault"],
  assignable: ReadonlySet<string>,
): { action: PersonAction; userId: string | null } {
  if (decision?.action === "user") {
    const userId = decision.userId ?? input.matchedId;
    if (userId !== null && assignable.has(userId)) return { action: "user", userId };
  }
  const fallbackUserId = peopleDefault.fallbackUserId;
  if (decision && decision.action !== "user" && input.choices.includes(decision.action)) {
    if (decision.action !== "fallback") return { action: decision.action, userId: null };
    return { action: "fallback", userId: decision.userId ?? fallbackUserId };
  }
  if (input.matchedId !== null) return { action: "user", userId: input.matchedId };
  const action = input.choices.includes(peopleDefault.action) ? peopleDefault.action : "text";
  return { action, userId: action === "fallback" ? fallbackUserId : null };
}

/** Matches the source's people to monday users by any of their e-mails and applies the admin's choices. */
export function planPeople(
  inventory: Inventory,
  users: readonly DestinationUser[],
  decisions: Decisions,
): Pick<Plan, "people" | "peopleDefault" | "assignable"> {
  const byEmail = usersByEmail(users);
  const assignable = new Set(users.filter(isAssignable).map((user) => user.id));
  const peopleDefault = decisions.peopleDefault ?? { action: "text" as const, fallbackUserId: null };
  const people = inventory.people.map((person) => {
    const { match, user, matchText } = matchPerson(person, byEmail);
    const choices = choicesOf(match, person, assignable);
    const matchedId = match === "matched" && user ? user.id : null;
    const decision = decisions.personAction.get(person.key);
    return {
      key: person.key,
      name: person.name,
      email: person.emails[0] ?? null,
      role: person.role,
      records: person.records,
      match,
      matchText,
      ...resolve({ match, matchedId, choices }, decision, peopleDefault, assignable),
      choices,
    };
  });
  return { people, peopleDefault: { ...peopleDefault }, assignable: toAssignable(users) };
}
