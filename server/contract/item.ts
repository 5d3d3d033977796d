import { z } from "zod";
import { outcomes } from "./records.ts";

/** What comparing one written value with the item of today says; `missing`: it is not there any more. */
export const fieldVerdicts = ["same", "changed", "missing"] as const;

export const itemStatuses = [
  "verified",
  "changed",
  "link_missing",
  /** A field changed on both sides; a person has to decide. */
  "conflict",
  "item_deleted",
  /** Imported, but monday could not be read now. */
  "unchecked",
  "not_imported",
] as const;
export type ItemStatus = (typeof itemStatuses)[number];

/** A record that landed on the item. */
const itemOriginSchema = z.strictObject({
  migrationId: z.string(),
  migrationName: z.string(),
  sourceTitle: z.string(),
  /** One record of the stream in words: "Client". */
  recordTitle: z.string(),
  /** The source's own id. */
  recordId: z.string(),
  externalId: z.string(),
  name: z.string(),
  runId: z.string(),
  outcome: z.enum(outcomes).nullable(),
  at: z.string().nullable(),
  /** Who started the import; null when the user is not known by name. */
  by: z.string().nullable(),
});
export type ItemOrigin = z.infer<typeof itemOriginSchema>;

const itemFieldSchema = z.strictObject({
  /** Column id; `name` for the item's name. */
  key: z.string(),
  title: z.string(),
  /** As the source has it; null when the snapshot no longer holds the record. */
  source: z.string().nullable(),
  written: z.string(),
  /** Null while monday cannot be read. */
  today: z.string().nullable(),
  verdict: z.enum(fieldVerdicts).nullable(),
});
export type ItemField = z.infer<typeof itemFieldSchema>;

const itemLinkSchema = z.strictObject({
  itemId: z.string(),
  name: z.string(),
  /** Title of the column that links. */
  column: z.string(),
  /** `added`: linked in monday since. Null while monday cannot be read. */
  state: z.enum(["linked", "missing", "added"]).nullable(),
});
export type ItemLink = z.infer<typeof itemLinkSchema>;

export const itemViewSchema = z.strictObject({
  itemId: z.string(),
  status: z.enum(itemStatuses),
  /** The status as a sentence. */
  statusText: z.string(),
  /** The record the item was made from or first completed by, then those merged into it. */
  origins: z.array(itemOriginSchema),
  fields: z.array(itemFieldSchema),
  links: z.array(itemLinkSchema),
  history: z.array(z.strictObject({ at: z.string().nullable(), text: z.string() })),
  notes: z.array(z.string()),
  /** "Something is wrong here", as people have said it; newest first. */
  reports: z.array(
    z.strictObject({
      id: z.string(),
      at: z.string(),
      by: z.string().nullable(),
      text: z.string(),
      state: z.enum(["open", "repaired", "accepted", "gone"]),
    }),
  ),
  /** What the person who looks may do. */
  can: z.array(z.enum(["report", "repair"])),
  /** When monday was read for this comparison, or why it could not be. */
  reading: z.discriminatedUnion("ok", [
    z.strictObject({ ok: z.literal(true), at: z.string() }),
    z.strictObject({ ok: z.literal(false), userMessage: z.string(), remedy: z.string() }),
  ]),
});
export type ItemView = z.infer<typeof itemViewSchema>;

/** Opens a repair of the item: what is wrong in a few words, and in which column if it is one. */
export const reportItemSchema = z.strictObject({
  column: z.string().max(80).nullable(),
  text: z.string().trim().min(1).max(500),
});
