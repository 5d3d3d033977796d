import { createHash, randomUUID } from "node:crypto";
import type { Plan } from "../../../../contract/plan.ts";
import type { SchemaHooks, SchemaObject } from "../../../types.ts";
import type { MondayClient } from "../api/client.ts";
import type { ColumnIds } from "./column-ids.ts";

/** One pass of making a plan's schema: what is known, what was made, and how things are marked as ours. */
export interface SchemaWork {
  readonly client: MondayClient;
  readonly plan: Plan;
  readonly crmProductId: string | null;
  readonly columnIds: ColumnIds;
  readonly signal: AbortSignal;
  /** The object of this key, known before or made in this pass. */
  get(key: string): SchemaObject | undefined;
  /** Keeps an object durably before the next one is made; a known one only counts as done. */
  keep(object: SchemaObject): Promise<void>;
  /** Whether groups or columns of this board were known before this pass. */
  hasParts(boardKey: string): boolean;
  objects(): readonly SchemaObject[];
  /** Mark in descriptions by which a later pass recognises what an interrupted one made. */
  marker(key: string): string;
  /** The same for the same object of the same migration: a lost answer is replayed, not repeated. */
  stableKey(key: string): string;
  /** For objects that are looked for by their mark or title first and may have to be made again. */
  freshKey(): string;
}

export function createSchemaWork(
  deps: Pick<SchemaWork, "client" | "crmProductId" | "columnIds">,
  plan: Plan,
  hooks: SchemaHooks,
  options: { total: number; signal: AbortSignal },
): SchemaWork {
  const known = new Map(hooks.known.map((object) => [object.key, object]));
  const done = new Map<string, SchemaObject>();
  return {
    ...deps,
    plan,
    signal: options.signal,
    get: (key) => done.get(key) ?? known.get(key),
    async keep(object) {
      const before = known.get(object.key);
      const isNew = before?.id !== object.id || before.detail !== object.detail;
      if (isNew) await hooks.save(object);
      done.set(object.key, object);
      hooks.progress(Math.min(done.size, options.total), options.total);
    },
    hasParts: (boardKey) => hooks.known.some(({ key }) => key.startsWith(`${boardKey}/`)),
    objects: () => [...done.values()],
    marker: (key) => `(Portage ${plan.migrationId}/${key})`,
    stableKey: (key) => createHash("sha256").update(`${plan.migrationId}\n${key}`).digest("hex"),
    freshKey: () => randomUUID(),
  };
}
