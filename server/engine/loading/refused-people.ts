import { z } from "zod";
import type { RunContext } from "../run-context.ts";
import type { PeopleOfBoard } from "./board-job.ts";
import { markUpdates } from "./seen-updates.ts";

const userIdsSchema = z.array(z.string());

function markOf(boardKey: string): string {
  return `refused:${boardKey}`;
}

/** Users this run has found out not to be assignable on a board; a restart does not forget them. */
export async function readRefused(context: RunContext, boardKey: string): Promise<readonly string[]> {
  const { deps, run, scope } = context;
  const mark = (await deps.store.runs.marks(scope.accountId, run.id)).get(markOf(boardKey));
  return mark === undefined ? [] : userIdsSchema.parse(JSON.parse(mark));
}

export async function refusePeople(
  context: RunContext,
  boardKey: string,
  input: { people: PeopleOfBoard; userIds: readonly string[] },
): Promise<void> {
  const { people, userIds } = input;
  const before = people.refused().size;
  people.refuse(userIds);
  if (people.refused().size === before) return;
  // Names that no column shows become updates.
  await markUpdates(context, boardKey);
  const { deps, run, scope } = context;
  const all = JSON.stringify([...people.refused()]);
  await deps.store.runs.mark(scope.accountId, run.id, markOf(boardKey), all);
}
