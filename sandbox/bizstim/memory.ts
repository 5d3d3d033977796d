import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { LowSync, MemorySync } from "lowdb";
import { JSONFileSync } from "lowdb/node";
import { z } from "zod";

const listChangesSchema = z.object({
  /** Rows added at the end of the generated ones. */
  added: z.number().int().nonnegative(),
  /** Positions taken away, ascending. */
  deleted: z.array(z.number().int().nonnegative()),
  /** Fields changed, by position. */
  patches: z.record(z.string(), z.record(z.string(), z.union([z.string(), z.array(z.string())]))),
});

const memorySchema = z.object({
  lists: z.record(z.string(), listChangesSchema),
  switches: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

export type ListChanges = z.infer<typeof listChangesSchema>;
type BizstimState = z.infer<typeof memorySchema>;

/** What the stand-in remembers: edits and switches. Generated rows are never stored, they are made again. */
export interface BizstimMemory {
  state: BizstimState;
  save(): void;
}

/** Opens the memory in a JSON file, or in the process alone when `file` is null. Throws if the file holds something else. */
export function openMemory(file: string | null): BizstimMemory {
  const empty: BizstimState = { lists: {}, switches: {} };
  if (file !== null) mkdirSync(dirname(file), { recursive: true });
  const db = new LowSync<BizstimState>(
    file === null ? new MemorySync<BizstimState>() : new JSONFileSync<BizstimState>(file),
    empty,
  );
  db.read();
  const state = memorySchema.parse(db.data);
  db.data = state;
  return { state, save: () => db.write() };
}

/** The changes of one list, made on first use. */
export function changesOf(memory: BizstimMemory, list: string): ListChanges {
  const known = memory.state.lists[list];
  if (known !== undefined) return known;
  const fresh: ListChanges = { added: 0, deleted: [], patches: {} };
  memory.state.lists[list] = fresh;
  return fresh;
}
