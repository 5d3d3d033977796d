import type { RollbackOptions, RollbackResult } from "../../server/contract/rollback.ts";
import type { CrashPlan } from "./crashing.ts";
import { createEngineHarness, type EngineHarness, must } from "./engine-harness.ts";

/** A shop whose account has a Contacts board with people of its own; the import is planned and approved. */
export async function shopWithContacts(): Promise<EngineHarness> {
  const contactsBoard = {
    id: "900",
    name: "Contacts",
    itemsCount: 3,
    itemsLimit: 10_000,
    columns: [{ id: "contact_email", title: "Email", type: "email", labels: [] }],
    groups: [],
    emailMatches: 2,
    emailAmbiguous: 1,
  };
  const engine = await createEngineHarness({ facts: { contactsBoard } });
  const { monday } = engine;
  monday.schemaParts = true;
  monday.workspaces.add("800");
  monday.boards.set("900", {
    id: "900",
    name: "Contacts",
    workspaceId: "800",
    groups: [],
    columns: [{ id: "contact_email", title: "Email", type: "email" }],
  });
  for (const [id, email] of [
    ["50", "BO@x.example"],
    ["60", "cy@x.example"],
    ["70", "somebody@x.example"],
  ] as const) {
    monday.items.push({
      id,
      boardId: "900",
      name: `Known ${id}`,
      updates: [],
      values: { contact_email: { kind: "email", email, text: email } },
    });
  }
  await engine.plan();
  return engine;
}

/** All a customer can see of the account, as text; nothing of when it was written. */
export function pictureOf({ monday }: EngineHarness): string {
  const items = monday.items.map(({ id, boardId, name, groupId, values, updates }) => ({
    ...{ id, boardId, name, groupId: groupId ?? null },
    values: Object.fromEntries(
      Object.entries(values)
        .filter(([, value]) => value !== null)
        .sort(([a], [b]) => a.localeCompare(b)),
    ),
    updates: updates.map(({ id: updateId, body }) => [updateId, body]),
  }));
  const people = [...monday.subscribers]
    .filter(([boardId, users]) => monday.boards.has(boardId) && users.size > 0)
    .map(([boardId, users]) => [boardId, [...users].sort()]);
  return JSON.stringify({
    items: items.sort((a, b) => a.id.localeCompare(b.id)),
    boards: [...monday.boards.values()],
    workspaces: [...monday.workspaces].sort(),
    people,
  });
}

/** Works on the oldest run until it ends, dying as planned: the n-th process dies by the n-th plan. */
async function workDying(
  engine: EngineHarness,
  deaths: readonly CrashPlan[] = [],
): Promise<{ state: string; failure: unknown; calls: number; died: number }> {
  const left = [...deaths];
  let died = 0;
  for (let process = 0; process < 20; process += 1) {
    const worked = await engine.workOnce(left.shift());
    if (!worked) throw new Error("The run is gone though it has not ended");
    if (worked.mortal.isDead()) {
      died += 1;
      continue;
    }
    const { state, failure } = worked.run;
    return { state, failure, calls: worked.mortal.calls(), died };
  }
  throw new Error("The run never ends");
}

/** Rolls back and gives the result. */
export async function rollBack(
  engine: EngineHarness,
  options: Partial<RollbackOptions> = {},
  deaths: readonly CrashPlan[] = [],
): Promise<{ result: RollbackResult; calls: number; died: number; state: string }> {
  const rollback: RollbackOptions = { scope: { kind: "all" }, ...options };
  const { migrationId } = engine.scope;
  must(
    await engine.services.startRun(engine.admin, { migrationId, kind: "rollback", options: { rollback } }),
  );
  const { state, failure, calls, died } = await workDying(engine, deaths);
  if (failure !== null) throw new Error(`The rollback failed: ${JSON.stringify(failure)}`);
  const { latest } = must(await engine.services.getRollback(engine.admin, { migrationId }));
  if (!latest) throw new Error("There is no result");
  return { result: latest, calls, died, state };
}
