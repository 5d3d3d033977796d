import { z } from "zod";
import { runViewSchema } from "./run.ts";

export const roles = ["admin", "member", "viewer", "guest"] as const;
export type Role = (typeof roles)[number];

export const meSchema = z.strictObject({
  account: z.strictObject({ id: z.string(), slug: z.string() }),
  user: z.strictObject({ id: z.string(), role: z.enum(roles) }),
  /** False for everybody but admins: looking is always allowed. */
  mayChange: z.boolean(),
  /** Whether Portage can work in this monday account; the failure says what is missing. */
  monday: z.discriminatedUnion("connected", [
    z.strictObject({
      connected: z.literal(true),
      plan: z.string(),
      crm: z.boolean(),
      actingAs: z.strictObject({ id: z.string(), name: z.string() }),
    }),
    z.strictObject({
      connected: z.literal(false),
      code: z.string(),
      userMessage: z.string(),
      remedy: z.string(),
    }),
  ]),
});
export type Me = z.infer<typeof meSchema>;

const credentialFieldSchema = z.strictObject({
  name: z.string(),
  title: z.string(),
  help: z.array(z.string()),
  secret: z.boolean(),
  required: z.boolean(),
  maxLength: z.number().int(),
});
const sourceOptionSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  help: z.string(),
  default: z.boolean(),
});
export const sourceViewSchema = z.strictObject({
  kind: z.string(),
  title: z.string(),
  blurb: z.string(),
  access: z.enum(["api", "files"]),
  fields: z.array(credentialFieldSchema),
  options: z.array(sourceOptionSchema),
  moves: z.array(z.string()),
  cannotMove: z.array(z.string()),
  usualDuration: z.string(),
});
export type SourceView = z.infer<typeof sourceViewSchema>;
export const destinationViewSchema = z.strictObject({ kind: z.string(), title: z.string() });

export const createConnectionSchema = z.strictObject({
  source: z.string().max(40),
  credentials: z.record(z.string().max(40), z.string().max(500)),
});
/** New access data for a connection that exists: the same source, checked live before the old ones are replaced. */
export const replaceCredentialsSchema = createConnectionSchema.pick({ credentials: true });
const optionCostSchema = z.strictObject({
  id: z.string(),
  calls: z.number().int(),
  /** Waiting included: whole hours the source's budget makes it take, as a decimal. */
  hours: z.number(),
});
export const connectionViewSchema = z.strictObject({
  id: z.string(),
  source: z.string(),
  title: z.string(),
  createdAt: z.string(),
  /** What the live check found. */
  account: z.strictObject({
    label: z.string(),
    planText: z.string(),
    counts: z.array(
      z.strictObject({ stream: z.string(), title: z.string(), count: z.number().int().nullable() }),
    ),
    callsLeftText: z.string(),
    /** Reading everything once without options. */
    base: z.strictObject({ calls: z.number().int(), hours: z.number() }),
    options: z.array(optionCostSchema),
  }),
});
export type ConnectionView = z.infer<typeof connectionViewSchema>;

export const workspaceViewSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  crm: z.boolean(),
});
export const boardViewSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  itemsCount: z.number().int().nullable(),
  /** 0-100: how much it looks like a CRM Contacts board; the admin decides. */
  contactsScore: z.number().int(),
  contactsReason: z.string(),
});
export type WorkspaceView = z.infer<typeof workspaceViewSchema>;
export type BoardView = z.infer<typeof boardViewSchema>;

export const createMigrationSchema = z.strictObject({
  connectionId: z.string().max(60),
  name: z.string().trim().min(1).max(120).optional(),
  destination: z.strictObject({
    kind: z.literal("monday"),
    workspaceId: z.string().max(40).nullable().optional(),
    /** Existing Contacts board the admin confirmed; null or absent = a new one. */
    contactsBoardId: z.string().max(40).nullable().optional(),
  }),
});
/** The way through an import, in order. */
export const migrationSteps = ["connect", "discover", "plan", "sample", "import", "verify"] as const;
export const migrationViewSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  source: z.string(),
  sourceTitle: z.string(),
  destination: z.strictObject({
    kind: z.literal("monday"),
    workspaceId: z.string().nullable(),
    contactsBoardId: z.string().nullable(),
  }),
  connectionId: z.string(),
  createdAt: z.string(),
  /** Where things stand: the screen a second visit opens. */
  step: z.enum(migrationSteps),
  stepText: z.string(),
  /** The furthest step that can be opened: what was open once stays open to look at. */
  reached: z.enum(migrationSteps),
  records: z.number().int().nullable(),
  activeRun: runViewSchema.nullable(),
  lastRun: runViewSchema.nullable(),
  runs: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.string(),
      state: z.string(),
      createdAt: z.string(),
      endedAt: z.string().nullable(),
    }),
  ),
});
export type MigrationView = z.infer<typeof migrationViewSchema>;

/** RFC 9457 problem document with Portage's own members. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  kind: z.string(),
  remedy: z.string(),
  requestId: z.string(),
  fields: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

export function listSchema<T extends z.ZodType>(item: T) {
  return z.strictObject({ items: z.array(item), cursor: z.string().nullable() });
}
