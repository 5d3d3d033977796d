import type { PlanBoard, PlanPerson } from "../../../lib/contract.ts";

export type PersonAction = PlanPerson["action"];

export const personActionTitles: Readonly<Record<PersonAction, string>> = {
  user: "Assign the matching user",
  fallback: "Assign the fallback owner",
  text: "Leave empty, keep name as text",
  invite: "Invite, then assign",
};

export const matchTitles: Readonly<Record<PlanPerson["match"], string>> = {
  matched: "Found in monday",
  blocked: "Cannot be assigned",
  unmatched: "Not in monday",
};

export const dedupeTitles: Readonly<Record<NonNullable<PlanBoard["dedupe"]>["policy"], string>> = {
  merge: "Merge into one item",
  keep_both: "Keep each as an item of its own",
  skip: "Keep the first, skip the rest",
};

/** "phone_number" → "Phone number": a source's field name as words. */
export function fieldWords(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[_.:-]+/g, " ")
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
