import { z } from "zod";
import { notMovingSchema } from "./inventory.ts";
import { acceptedSchema, dedupePolicies, findingSchema, personActions } from "./plan.ts";
import { outcomes, reconciliationSchema } from "./records.ts";
import { rollbackResultSchema } from "./rollback.ts";
import { columnTypes } from "./values.ts";
import { differenceSchema } from "./verification.ts";

/* The documents of a migration as data: what the HTML and CSV of the same name are written from. */

const documentSourceSchema = z.strictObject({
  title: z.string(),
  /** The customer's account at the source, as its connector names it; null when the connection is gone. */
  account: z.string().nullable(),
  /** Tier of the source account in words. */
  tier: z.string().nullable(),
  readAt: z.string(),
  records: z.number().int(),
});
const documentDestinationSchema = z.strictObject({
  title: z.string(),
  workspace: z.string(),
  /** Null while monday cannot be asked. */
  tier: z.string().nullable(),
  hasCrm: z.boolean().nullable(),
});
const documentHeadSchema = {
  writtenAt: z.string(),
  migration: z.strictObject({ id: z.string(), name: z.string() }),
  planHash: z.string(),
  source: documentSourceSchema,
  destination: documentDestinationSchema,
};

const documentColumnSchema = z.strictObject({
  title: z.string(),
  type: z.enum(columnTypes),
  /** Titles of the source fields it is filled from. */
  from: z.array(z.string()),
  conversion: z.string(),
  loss: z.string().nullable(),
  include: z.boolean(),
  reason: z.string(),
  existing: z.boolean(),
  filled: z.number().int(),
  /** Source values shown under each label. */
  labels: z.array(
    z.strictObject({ label: z.string(), values: z.array(z.string()), count: z.number().int() }),
  ),
});
export const documentBoardSchema = z.strictObject({
  key: z.string(),
  title: z.string(),
  purpose: z.string(),
  include: z.boolean(),
  reason: z.string(),
  /** Name of the board of the customer that is used; null for a new one. */
  existingBoard: z.string().nullable(),
  streams: z.array(z.string()),
  groups: z.array(z.string()),
  records: z.number().int(),
  items: z.number().int(),
  duplicates: z
    .strictObject({ by: z.string(), policy: z.enum(dedupePolicies), records: z.number().int() })
    .nullable(),
  columns: z.array(documentColumnSchema),
  updates: z.array(z.strictObject({ title: z.string(), count: z.number().int(), include: z.boolean() })),
});
export type DocumentBoard = z.infer<typeof documentBoardSchema>;

export const documentPersonSchema = z.strictObject({
  name: z.string(),
  email: z.string().nullable(),
  role: z.string(),
  records: z.number().int(),
  action: z.enum(personActions),
  /** "Invited to monday", "Becomes Ana Bell". */
  text: z.string(),
});
export type DocumentPerson = z.infer<typeof documentPersonSchema>;

const grades = ["simple", "moderate", "complex"] as const;
export const complexitySchema = z.strictObject({
  grade: z.enum(grades),
  /** Sum of the factors' points, and what all factors together could reach. */
  points: z.number().int(),
  most: z.number().int(),
  factors: z.array(
    z.strictObject({
      key: z.string(),
      title: z.string(),
      /** What was counted, in words. */
      text: z.string(),
      points: z.number().int(),
      most: z.number().int(),
    }),
  ),
});
export type Complexity = z.infer<typeof complexitySchema>;

const timelineStepSchema = z.strictObject({
  title: z.string(),
  text: z.string(),
  /** Null where people decide how long it takes. */
  seconds: z.number().nullable(),
});
export const setupTaskSchema = z.strictObject({
  when: z.enum(["before", "during", "after"]),
  title: z.string(),
  text: z.string(),
});
export type SetupTask = z.infer<typeof setupTaskSchema>;

/** What would move and how, before anything is written. */
export const scopeDocumentSchema = z.strictObject({
  document: z.literal("scope"),
  ...documentHeadSchema,
  totals: z.strictObject({
    records: z.number().int(),
    boards: z.number().int(),
    columns: z.number().int(),
    items: z.number().int(),
    updates: z.number().int(),
    links: z.number().int(),
    calls: z.number().int(),
    seconds: z.number(),
    /** What bounds the pace, in words. */
    bound: z.string(),
  }),
  streams: z.array(
    z.strictObject({
      stream: z.string(),
      title: z.string(),
      records: z.number().int(),
      boards: z.array(z.string()),
    }),
  ),
  boards: z.array(documentBoardSchema),
  people: z.array(documentPersonSchema),
  notMoving: z.array(notMovingSchema),
  findings: z.array(findingSchema.omit({ actions: true })),
  complexity: complexitySchema,
  timeline: z.array(timelineStepSchema),
  checklist: z.array(setupTaskSchema),
});
export type ScopeDocument = z.infer<typeof scopeDocumentSchema>;

/** A record that has no item of its own in the end. */
export const reportRecordSchema = z.strictObject({
  board: z.string(),
  stream: z.string(),
  externalId: z.string(),
  name: z.string(),
  outcome: z.enum(outcomes),
  reason: z.string(),
  remedy: z.string(),
  itemUrl: z.string().nullable(),
});
export type ReportRecord = z.infer<typeof reportRecordSchema>;

/** A record somebody has reported as wrong. */
const reportedRecordSchema = differenceSchema
  .pick({ name: true, itemUrl: true, externalId: true, text: true, remedy: true, state: true })
  .extend({
    /** Title of the board. */
    board: z.string(),
    /** Title of the field; null when it is about the whole item. */
    field: z.string().nullable(),
    at: z.string(),
    /** User id. */
    by: z.string().nullable(),
  });
export type ReportedRecord = z.infer<typeof reportedRecordSchema>;

/** Everything of the handoff report but the list of records, which is written piece by piece. */
export const reportHeadSchema = z.strictObject({
  document: z.literal("report"),
  ...documentHeadSchema,
  /** The result in one sentence. */
  summary: z.string(),
  runs: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.string(),
      state: z.string(),
      startedAt: z.string().nullable(),
      endedAt: z.string().nullable(),
      sourceCalls: z.number().int(),
      destinationCalls: z.number().int(),
    }),
  ),
  /** Null once everything was taken back. */
  reconciliation: reconciliationSchema.nullable(),
  boards: z.array(documentBoardSchema.extend({ url: z.string().nullable() })),
  /** What people changed of the plan Portage proposed, in words, oldest first. */
  decisions: z.array(z.string()),
  people: z.array(documentPersonSchema),
  /** What exists in the source, works there by itself, and has to be built again. */
  automations: z.array(notMovingSchema),
  notMoving: z.array(notMovingSchema),
  signOff: z
    .strictObject({
      by: z.string(),
      byName: z.string(),
      at: z.string(),
      accepted: z.array(acceptedSchema),
      sampleRecords: z.number().int().nullable(),
    })
    .nullable(),
  verification: z
    .strictObject({
      at: z.string(),
      records: z.strictObject({ expected: z.number().int(), found: z.number().int() }),
      fields: z.strictObject({ checked: z.number().int(), different: z.number().int() }),
      links: z.strictObject({ expected: z.number().int(), found: z.number().int() }),
      differencesOpen: z.number().int(),
      rootHash: z.string(),
    })
    .nullable(),
  /** What people have reported as wrong; no difference to what was written unless a verification has found one. */
  reports: z.strictObject({
    open: z.number().int(),
    settled: z.number().int(),
    /** Open ones first, each part oldest first. */
    listed: z.array(reportedRecordSchema),
  }),
  delta: z
    .strictObject({
      state: z.enum(["open", "closed"]),
      openedAt: z.string(),
      rounds: z.array(
        z.strictObject({
          at: z.string(),
          final: z.boolean(),
          created: z.number().int(),
          changed: z.number().int(),
          conflicts: z.number().int(),
          deletedInSource: z.number().int(),
          failed: z.number().int(),
        }),
      ),
      conflicts: z.strictObject({
        open: z.number().int(),
        decided: z.number().int(),
        settled: z.number().int(),
      }),
    })
    .nullable(),
  rollback: rollbackResultSchema.nullable(),
  /** Newest line of the audit trail when this was written: whoever has it can tell whether an export is whole. */
  audit: z.strictObject({ lines: z.number().int(), head: z.string() }),
  nextSteps: z.array(z.strictObject({ title: z.string(), text: z.string() })),
});
export type ReportHead = z.infer<typeof reportHeadSchema>;

/** The handoff report. */
export const reportDocumentSchema = reportHeadSchema.extend({ records: z.array(reportRecordSchema) });
