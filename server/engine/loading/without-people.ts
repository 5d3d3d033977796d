import type { TypedValue } from "../../contract/values.ts";
import { compileBoard } from "../../core/mapping/compile-board.ts";
import { fromExternalId } from "../../core/records.ts";
import { type BoardJob, personNotAssigned, planWithout, usersIn } from "./board-job.ts";
import type { PreparedWrite } from "./prepared.ts";
import { refusePeople } from "./refused-people.ts";
import { markUpdates } from "./seen-updates.ts";

/**
 * The same write after the destination refused a person in it: nobody is assigned and the names are kept as text,
 * as the plan does for people without a user. When just one person was in it, that person is not tried again on
 * this board. Null when nobody was in it.
 */
export async function withoutPeople(job: BoardJob, write: PreparedWrite): Promise<PreparedWrite | null> {
  const { operation } = write;
  if (operation.kind === "create_update") return null;
  const userIds = [...new Set(Object.values(operation.values).flatMap(usersIn))];
  if (userIds.length === 0) return null;
  if (userIds.length === 1) await refusePeople(job.context, job.board.key, { people: job.people, userIds });
  // Names that no column shows become updates.
  await markUpdates(job.context, job.board.key);
  const notes = [...write.notes, personNotAssigned];
  if (operation.kind === "update_item") {
    return { ...write, notes, operation: { ...operation, values: dropPeople(operation.values) } };
  }
  const texts = await textsWithout(job, operation.externalId, userIds);
  return {
    ...write,
    notes,
    operation: { ...operation, values: { ...texts, ...dropPeople(operation.values) } },
  };
}

function dropPeople<T extends TypedValue | null>(values: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value?.kind !== "people"));
}

/** Cells the record has only when these people are no users. Links were resolved already and stay as they are. */
async function textsWithout(
  job: BoardJob,
  externalId: string,
  userIds: readonly string[],
): Promise<Record<string, TypedValue>> {
  const place = fromExternalId(externalId);
  if (!place) return {};
  const { deps, scope } = job.context;
  const [record] = await deps.store.snapshot.get(scope, place.stream, [place.id]);
  if (!record) return {};
  const refused = new Set([...job.people.refused(), ...userIds]);
  const mapped = compileBoard(planWithout(job.plan, refused), job.board).map(record);
  return Object.fromEntries(Object.entries(mapped.values).filter(([, value]) => value.kind !== "relation"));
}
