import type { AuditEntry } from "../lib/contract.ts";

/** Acts of people in Portage; calls are named by what they are called. */
const acts: Readonly<Record<string, string>> = {
  "migration.create": "Import set up",
  "connection.create": "Source connected",
  "connection.replace": "Key replaced",
  "plan.edit": "Plan changed",
  "plan.approve": "Plan approved",
  "run.start": "Run started",
  "run.pause": "Run paused",
  "run.resume": "Run resumed",
  "run.cancel": "Run cancelled",
  "conflict.decide": "Conflict decided",
  "difference.accept": "Difference taken as right",
  "differences.accept": "Differences taken as right",
  "item.report": "Item reported as wrong",
  "delta.change": "Window for changes set",
};

/** "PortageCreateBoard" → "Create board"; "getClients" → "Get clients"; "conflict.decide" → "Conflict decided". */
export function toOperationWords(operation: string): string {
  const act = acts[operation];
  if (act !== undefined) return act;
  const words = operation
    .replace(/^Portage(?=[A-Z])/, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[._-]+/g, " ")
    .trim()
    .toLowerCase();
  return words === "" ? operation : words.charAt(0).toUpperCase() + words.slice(1);
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
