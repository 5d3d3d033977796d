import type { RollbackOptions } from "../../contract/rollback.ts";
import { isTestKey } from "../../core/sampling/test-prefix.ts";
import type { Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import { type Layout, readLayout } from "./ground.ts";
import { placesFor } from "./survey.ts";
import { rowsInScope } from "./survey-board.ts";

const never = new AbortController().signal;

/** What is in scope, as far as the store can tell without reading anything from monday. */
export interface Extent {
  readonly layout: Layout;
  /** Rows there are to look at; for a run those it brought or changed, whichever are more. */
  readonly rows: number;
  readonly isEmpty: boolean;
}

/** Counts from the store alone, without a call to monday. */
export async function measureScope(
  deps: Pick<EngineDeps, "store">,
  scope: Scope,
  options: RollbackOptions,
): Promise<Extent> {
  const layout = await readLayout({ deps, scope }, options);
  const { kind } = options.scope;
  const rows = await rowsOf(deps, scope, layout);
  const hasObjects = layout.objects.some(
    (object) => object.created && kind !== "run" && layout.isObjectIn(object),
  );
  const isEmpty = !hasObjects && rows === 0 && !(await hasChanges(deps, scope, layout));
  return { layout, isEmpty, rows: Math.max(rows, await changedRows(deps, scope, layout)) };
}

async function hasChanges(deps: Pick<EngineDeps, "store">, scope: Scope, layout: Layout): Promise<boolean> {
  const taken = layout.options.scope;
  if (taken.kind !== "run") return false;
  const page = { runId: taken.runId, afterSeq: 0, limit: 1 };
  return (await deps.store.recordEvents.ofRun(scope, page)).length > 0;
}

/** Rows the scope takes. Those of a board are all that is known of it; runs and records have some among others. */
async function rowsOf(deps: Pick<EngineDeps, "store">, scope: Scope, layout: Layout): Promise<number> {
  const { scope: taken } = layout.options;
  switch (taken.kind) {
    case "run":
      return countOf(await deps.store.ledger.countsByFirstRun(scope, [taken.runId]));
    case "sample": {
      const counts = await deps.store.ledger.countsByFirstRun(scope, [...layout.sampleRuns]);
      return countOf(counts.filter(({ phase }) => !isTestKey(phase)));
    }
    case "record": {
      let rows = 0;
      const ground = { deps, scope, signal: never, ...layout };
      for (const place of placesFor(layout)) {
        for await (const page of rowsInScope(ground, place)) rows += page.length;
      }
      return rows;
    }
    default:
      return countOf(placesFor(layout).map(({ rows: count }) => ({ count })));
  }
}

function countOf(counts: readonly { readonly count: number }[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}

/** Rows a run has changed that were there before it, as far as no later run has changed them again. */
async function changedRows(deps: Pick<EngineDeps, "store">, scope: Scope, layout: Layout): Promise<number> {
  const { scope: taken } = layout.options;
  return taken.kind === "run" ? deps.store.ledger.total(scope, { runId: taken.runId }) : 0;
}
