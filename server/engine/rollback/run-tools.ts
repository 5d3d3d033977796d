import type { Destination } from "../../connectors/types.ts";
import type { RunContext } from "../run-context.ts";
import { readWhole } from "../whole-read.ts";
import type { Tools } from "./ground.ts";

/** What a run reads and takes back with: it waits for answers that do not come at once. */
export async function toRunTools(context: RunContext, destination: Destination): Promise<Tools> {
  const { deps, scope, waiting, signal } = context;
  const migration = await deps.store.migrations.get(scope);
  return {
    ...{ deps, scope, destination, signal },
    slug: migration?.slug ?? "",
    ask: waiting.until,
    whole: (pass) => readWhole(context, pass),
  };
}
