import type { Destination, SchemaObject } from "../../connectors/types.ts";
import type { Plan } from "../../contract/plan.ts";
import { noteRefill } from "../loading/refill-columns.ts";
import type { RunContext } from "../run-context.ts";

export const schemaPhaseKey = "schema";

/**
 * Makes what is missing of the plan's boards, groups and columns; what exists is left alone. Each object is stored
 * before the next one is made. Done again on every resume: a column removed meanwhile comes back.
 */
export async function makeSchema(
  context: RunContext,
  destination: Destination,
  plan: Plan,
): Promise<readonly SchemaObject[]> {
  const { deps, scope, progress, waiting, signal, audit } = context;
  let counted = { done: 0, total: 0 };
  await progress.change(schemaPhaseKey, { state: "active", done: 0 });
  const objects = await waiting.until(async () => {
    const known = await deps.store.objects.list(scope);
    const hooks = {
      known,
      progress(done: number, total: number) {
        counted = { done, total };
      },
      async save(object: SchemaObject) {
        if (isMadeAgain(object, known)) await noteRefill(context, object);
        await deps.store.objects.save(scope, object);
        await audit.flush();
        await progress.change(schemaPhaseKey, counted);
      },
    };
    return destination.ensureSchema(plan, hooks, signal);
  });
  await progress.change(schemaPhaseKey, { state: "done", done: objects.length, total: objects.length });
  return objects;
}

/** A column that was made before under another id: a colleague has removed it, with what the items had in it. */
function isMadeAgain(object: SchemaObject, known: readonly SchemaObject[]): boolean {
  if (object.kind !== "column") return false;
  const before = known.find(({ kind, key }) => kind === "column" && key === object.key);
  return before !== undefined && before.id !== object.id;
}
