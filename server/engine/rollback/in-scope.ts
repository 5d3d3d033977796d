import type { RollbackOptions } from "../../contract/rollback.ts";
import type { Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import { type Layout, readLayout } from "./ground.ts";
import { placesFor } from "./survey.ts";
import { rowsInScope } from "./survey-board.ts";

const never = new AbortController().signal;

/** What is in scope, as far as the store can tell without reading anything from monday. */
export interface Extent {
  readonly layout: Layout;
  /** Rows there are to look at; at least as many as are in scope. */
  readonly rows: number;
  readonly isEmpty: boolean;
}

/** Counts from the store alone, page by page, without a call to monday. */
export async function measureScope(
  deps: Pick<EngineDeps, "store">,
  scope: Scope,
  options: RollbackOptions,
): Promise<Extent> {
  const layout = await readLayout({ deps, scope }, options);
  const places = placesFor(layout);
  const { kind } = options.scope;
  const all = places.reduce((sum, { rows }) => sum + rows, 0);
  const hasObjects = layout.objects.some(
    (object) => object.created && kind !== "run" && layout.isObjectIn(object),
  );
  const isEmpty =
    !hasObjects && !(await hasRows(deps, scope, layout)) && !(await hasChanges(deps, scope, layout));
  return { layout, isEmpty, rows: kind === "record" ? 1 : await rowsOf(deps, scope, layout, all) };
}

async function hasRows(deps: Pick<EngineDeps, "store">, scope: Scope, layout: Layout): Promise<boolean> {
  for (const place of placesFor(layout)) {
    for await (const rows of rowsInScope({ deps, scope, signal: never, isRowIn: layout.isRowIn }, place)) {
      if (rows.length > 0) return true;
    }
  }
  return false;
}

async function hasChanges(deps: Pick<EngineDeps, "store">, scope: Scope, layout: Layout): Promise<boolean> {
  const taken = layout.options.scope;
  if (taken.kind !== "run") return false;
  const page = { runId: taken.runId, afterSeq: 0, limit: 1 };
  return (await deps.store.recordEvents.ofRun(scope, page)).length > 0;
}

/** A run that wrote little in a large migration is read at once all the same. */
async function rowsOf(
  deps: Pick<EngineDeps, "store">,
  scope: Scope,
  layout: Layout,
  all: number,
): Promise<number> {
  const taken = layout.options.scope;
  if (taken.kind !== "run") return all;
  return Math.min(all, await deps.store.ledger.total(scope, { runId: taken.runId }));
}
