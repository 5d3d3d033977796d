import { z } from "zod";

/** Limits of the window after the import in which late changes are picked up. */
export const deltaHours = { least: 24, most: 48, usual: 48 } as const;
export const deltaMinutes = { least: 15, most: 1_440, usual: 120 } as const;
/** Days after the import in which every item is verified again by schedule, and how often. */
export const hypercare = { days: 3, everyHours: 24 } as const;

/** What one reading of the source found and did. */
export const deltaRoundSchema = z.strictObject({
  runId: z.string(),
  at: z.string(),
  trigger: z.enum(["person", "schedule"]),
  final: z.boolean(),
  read: z.number().int(),
  /** Records that are new, and that are not as they were written. */
  created: z.number().int(),
  changed: z.number().int(),
  /** Cells written, and cells that were the same on both sides already. */
  cellsWritten: z.number().int(),
  cellsSame: z.number().int(),
  conflicts: z.number().int(),
  deletedInSource: z.number().int(),
  failed: z.number().int(),
  seconds: z.number(),
  /** Records with a value the plan does not know: read again and approve the plan to bring it over. */
  unplanned: z.number().int().optional(),
});
export type DeltaRound = z.infer<typeof deltaRoundSchema>;

export const checklistKeys = [
  "announced",
  "source_frozen",
  "final_delta",
  "conflicts_decided",
  "verified",
  "team_moved",
  "source_cancelled",
] as const;
export type ChecklistKey = (typeof checklistKeys)[number];

/** The stored part: what cannot be told from runs and conflicts. */
export const deltaWindowSchema = z.strictObject({
  state: z.enum(["open", "closed"]),
  openedAt: z.number(),
  hours: z.number().int().min(deltaHours.least).max(deltaHours.most),
  intervalMinutes: z.number().int().min(deltaMinutes.least).max(deltaMinutes.most),
  /** Null while nothing is due: closed, or stopped until a person acts. */
  nextDeltaAt: z.number().nullable(),
  nextVerifyAt: z.number().nullable(),
  /** When the clock was last seen; a jump shows as a gap or as a step back. */
  seenAt: z.number(),
  /** Why the schedule stopped; null while it runs. */
  stopped: z.strictObject({ code: z.string(), userMessage: z.string(), remedy: z.string() }).nullable(),
  /** Ticks of the checklist: who and when. */
  ticks: z.record(z.string(), z.strictObject({ by: z.string(), at: z.number() })),
  rounds: z.array(deltaRoundSchema),
});
export type DeltaWindow = z.infer<typeof deltaWindowSchema>;

export const deltaViewSchema = z.strictObject({
  state: z.enum(["not_started", "open", "stopped", "closed"]),
  /** In words: "Looks again at 14:20", "Closed with 2 conflicts to decide". */
  stateText: z.string(),
  openedAt: z.string().nullable(),
  endsAt: z.string().nullable(),
  hours: z.number().int(),
  intervalMinutes: z.number().int(),
  nextAt: z.string().nullable(),
  stopped: z.strictObject({ code: z.string(), userMessage: z.string(), remedy: z.string() }).nullable(),
  rounds: z.array(deltaRoundSchema),
  conflictsOpen: z.number().int(),
  deletedOpen: z.number().int(),
  /** What reading the source once costs. */
  cost: z.strictObject({ calls: z.number().int(), hours: z.number() }).nullable(),
  checklist: z.array(
    z.strictObject({
      key: z.enum(checklistKeys),
      title: z.string(),
      text: z.string(),
      done: z.boolean(),
      /** `tick`: a person says so. `derived`: Portage sees it. */
      kind: z.enum(["tick", "derived"]),
      by: z.string().nullable(),
      at: z.string().nullable(),
    }),
  ),
  hypercare: z.strictObject({ until: z.string(), nextAt: z.string().nullable() }).nullable(),
});
export type DeltaView = z.infer<typeof deltaViewSchema>;

export const patchDeltaSchema = z.strictObject({
  hours: z.number().int().min(deltaHours.least).max(deltaHours.most).optional(),
  intervalMinutes: z.number().int().min(deltaMinutes.least).max(deltaMinutes.most).optional(),
  /** Closing ends the schedule; opening again starts a new window from now. */
  state: z.enum(["open", "closed"]).optional(),
  tick: z.strictObject({ key: z.enum(checklistKeys), done: z.boolean() }).optional(),
});

export const conflictKinds = ["field", "deleted"] as const;
export const conflictStates = ["open", "decided", "settled"] as const;
/** field: `source` writes the source's value, `monday` keeps monday's. deleted: `remove` or `keep` the item. */
export const conflictDecisions = ["source", "monday", "remove", "keep"] as const;
export type ConflictDecision = (typeof conflictDecisions)[number];

/** A field changed on both sides since it was written, or a record that left the source while its item stays. */
export const conflictSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(conflictKinds),
  board: z.string(),
  boardTitle: z.string(),
  externalId: z.string(),
  name: z.string(),
  itemId: z.string(),
  itemUrl: z.string().nullable(),
  /** Column key of the plan; null for a deleted record. */
  column: z.string().nullable(),
  columnTitle: z.string().nullable(),
  /** As written last, in the source now, in monday now. */
  was: z.string(),
  sourceNow: z.string(),
  mondayNow: z.string(),
  state: z.enum(conflictStates),
  decision: z.enum(conflictDecisions).nullable(),
  by: z.string().nullable(),
  foundAt: z.string(),
  decidedAt: z.string().nullable(),
});
export type Conflict = z.infer<typeof conflictSchema>;

export const conflictsQuerySchema = z.strictObject({
  kind: z.enum(conflictKinds).optional(),
  state: z.enum(conflictStates).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export const conflictPageSchema = z.strictObject({
  items: z.array(conflictSchema),
  cursor: z.string().nullable(),
  total: z.number().int(),
});

/** Decides these conflicts, or all open ones of a kind. The decision is carried out by the next delta run. */
export const decideConflictsSchema = z.union([
  z.strictObject({
    conflicts: z.array(z.string().max(300)).min(1).max(500),
    decision: z.enum(conflictDecisions),
  }),
  z.strictObject({ all: z.enum(conflictKinds), decision: z.enum(conflictDecisions) }),
]);
