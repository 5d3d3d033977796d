import type { AuditEntry } from "../lib/contract.ts";

/** Acts in Portage, and calls whose own names would not tell; all others are named by what they are called. */
const acts: Readonly<Record<string, string>> = {
  "migration.create": "Import set up",
  "connection.replace": "Key replaced",
  "plan.edit": "Plan changed",
  "plan.approve": "Plan approved",
  "plan.approval_withdrawn": "Approval taken back: the sample showed more",
  "sample.left_on_boards": "Sample items people have changed left on boards outside the plan",
  "run.start": "Run started",
  "run.pause": "Run paused",
  "run.resume": "Run resumed",
  "run.cancel": "Run cancelled",
  "run.end": "Run ended",
  "write.unanswered": "Looked up after a lost answer",
  PortageWrite: "Write items",
  PortageLookup: "Look items up",
  PortageLookupNext: "Look items up",
  "conflict.decide": "Conflict decided",
  "difference.accept": "Difference taken as right",
  "spot_check.tick": "Record compared by eye",
  "item.report": "Item reported as wrong",
  "delta.change": "Window for changes set",
};

type Named = "operation" | "system" | "writes";

/** "PortageCreateBoard" → "Create board"; "getClients" → "Get clients"; "conflict.decide" → "Conflict decided". */
export function toOperationWords({ operation, system, writes }: Pick<AuditEntry, Named>): string {
  const act = acts[operation];
  if (act !== undefined) return act;
  // monday's queries are named by what they read.
  const verb = system === "destination" && !writes ? "read " : "";
  const words = operation
    .replace(/^Portage(?=[A-Z])/, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[._-]+/g, " ")
    .trim()
    .toLowerCase();
  return words === "" ? operation : capitalize(`${verb}${words}`);
}

function capitalize(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Whose doing a line was; `userId` is the one who looks. */
export function toActorWords(actor: string, userId: string | null): string {
  if (actor === "schedule") return "Schedule";
  return actor === userId ? "You" : `User ${actor}`;
}

/** How a line ended. */
export function toOutcomeWords(outcome: string): string {
  if (outcome === "ok") return "Done";
  return outcome === "lost" ? "Answer lost" : `Failed: ${outcome}`;
}

/** Where a line happened. */
export function toSystemWords(system: AuditEntry["system"], sourceTitle: string): string {
  switch (system) {
    case "source":
      return sourceTitle;
    case "destination":
      return "monday";
    case "portage":
      return "Portage";
  }
}
