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
  /** Whether groups or columns of this board were known before this pass; far sides are on other boards. */
  hasParts(boardKey: string): boolean;
  /** Whether a column of this id is one we know, on whatever board. */
  knowsColumn(id: string): boolean;
  /**
   * Another thing takes this key: the one that had it, and its parts, go on under keys of their own when we made
   * them, and are not looked at for the new one.
   */
  supersede(object: SchemaObject): Promise<void>;
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
      const before = done.get(object.key) ?? known.get(object.key);
      const isNew = before?.id !== object.id || before.detail !== object.detail;
      if (isNew) await hooks.save(object);
      done.set(object.key, object);
      hooks.progress(Math.min(done.size, options.total), options.total);
    },
    knowsColumn: (id) =>
      [...known.values(), ...done.values()].some((object) => object.kind === "column" && object.id === id),
    async supersede(object) {
      const parts = [...known.values()].filter(({ key }) => key.startsWith(`${object.key}/`));
      for (const left of [object, ...parts]) {
        known.delete(left.key);
        if (!left.created) continue;
        const detail = left === object ? left.detail : withBoard(left.detail, object.id);
        await hooks.save({ ...left, key: `${left.key}~${left.id}`, detail });
      }
    },
    hasParts: (boardKey) =>
      [...known.keys()].some((key) => key.startsWith(`${boardKey}/`) && !key.includes("~")),
    objects: () => [...done.values()],
    marker: (key) => `(Portage ${plan.migrationId}/${key})`,
    stableKey: (key) => createHash("sha256").update(`${plan.migrationId}\n${key}`).digest("hex"),
    freshKey: () => randomUUID(),
  };
}

/** What is known of a part, and the board it lies on, which its key no longer tells. */
export function withBoard(detail: string | null, boardId: string): string {
  const parsed: unknown = detail === null ? {} : JSON.parse(detail);
  return JSON.stringify({ ...(typeof parsed === "object" ? parsed : {}), boardId });
}
