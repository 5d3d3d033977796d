/** The steps of a random migration on the whole product. */
import type { RunKind, RunView, StartRun } from "../../server/contract/run.ts";
import { must } from "../fakes/engine-harness.ts";
import { openPortage, type Portage } from "../fakes/portage.ts";
import type { Scenario, SourceEdit, Touch } from "./scenario.ts";

export interface Journey {
  readonly portage: Portage;
  readonly migrationId: string;
  /** The account before Portage wrote anything. */
  readonly before: string;
}

/** Opens an account, reads it and changes the plan as the scenario says; what the plan does not take is left. */
export async function begin(scenario: Scenario): Promise<Journey> {
  const { seed, existingContacts, itemsPerBoard, keep } = scenario;
  const portage = await openPortage({ records: 20, seed, monday: { existingContacts } });
  const { bizstim, monday } = portage.sandbox;
  if (existingContacts) monday.switches.set("boardItemLimit", itemsPerBoard);
  for (const list of ["sessions", "payments", "clients"] as const) {
    const ids = rowsOf(portage, list).map(({ id }) => id);
    for (const [at, id] of ids.entries()) if (at % 10 >= keep) bizstim.edit.remove(list, id);
  }
  const before = monday.world.picture();
  const migrationId = await portage.discover();
  for (const edit of scenario.edits) await portage.edit(migrationId, [edit]);
  await portage.answer(migrationId);
  return { portage, migrationId, before };
}

function rowsOf({ sandbox }: Portage, list: "sessions" | "payments" | "clients") {
  const table = sandbox.bizstim.account[list];
  return Array.from({ length: table.total() }, (_, at) => table.at(at)).flatMap((row) => row ?? []);
}

/** Runs to the end, with a stop of the process after so many calls; 0 never stops. */
export async function runStopping(
  { portage, migrationId }: Journey,
  kind: RunKind,
  input: { options?: StartRun["options"]; stop: number },
): Promise<RunView> {
  let calls = 0;
  let stopped: Promise<void> | null = null;
  let tell: () => void = () => {};
  const toldStop = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const count = (): void => {
    calls += 1;
    if (calls !== input.stop) return;
    stopped = portage.stopWorker();
    tell();
  };
  portage.hooks.beforeWrite = count;
  portage.hooks.afterRead = count;
  portage.startWorker();
  const { id } = await portage.start(migrationId, kind, input.options);
  const ended = portage.follow(id);
  await Promise.race([ended, toldStop]);
  if (stopped !== null) {
    await stopped;
    await portage.store.runs.releaseLeases();
    portage.startWorker();
  }
  const run = await ended;
  portage.hooks.beforeWrite = null;
  portage.hooks.afterRead = null;
  await portage.stopWorker();
  return run;
}

/** Differences a verification finds now. */
export async function verify(journey: Journey) {
  const { portage, migrationId } = journey;
  await runStopping(journey, "verify", { stop: 0 });
  const query = { migrationId, state: "open" as const, limit: 500 };
  return must(await portage.services.listDifferences(portage.admin, query)).items;
}

/** What a touch leaves: the item, and the difference a verification has to find; null when nothing is wrong with it. */
export interface Touched {
  /** For a copy its own id: the item it was made from is as it was. */
  readonly itemId: string;
  readonly finds: "name" | "value" | "link" | "missing_item" | "doubled_item" | null;
}

interface Written {
  readonly id: string;
  readonly boardId: string;
  readonly externalId: string;
}

/** Items Portage made on the real boards, in the order of the plan; those of the customer are left out. */
async function ownItems({ portage, migrationId, before }: Journey): Promise<readonly Written[]> {
  const { boards } = await portage.plan(migrationId);
  const { accountId } = portage.admin;
  const objects = await portage.store.objects.list({ accountId, migrationId });
  return boards.flatMap((board) => {
    const made = objects.find(({ kind, key }) => kind === "board" && key === board.key);
    return portage.sandbox.monday.world.items(made?.id ?? "").flatMap((item): Written[] => {
      const externalId = item.texts[board.externalIdColumnId] ?? "";
      const isOld = before.includes(`"id": ${item.id},`);
      return isOld || externalId === "" ? [] : [{ id: item.id, boardId: item.boardId, externalId }];
    });
  });
}

/** Lets people do these things, each on an item of its own. */
export async function touch(journey: Journey, touches: readonly Touch[]): Promise<readonly Touched[]> {
  const items = await ownItems(journey);
  const used = new Set<string>();
  return touches.flatMap((each) => {
    const item = items[each.which % items.length];
    if (!item || used.has(item.id)) return [];
    used.add(item.id);
    const done = touchOne(journey, item, each.kind);
    return done === null ? [] : [{ itemId: item.id, ...done }];
  });
}

function touchOne(
  { portage, before }: Journey,
  item: Written,
  kind: Touch["kind"],
): (Partial<Touched> & Pick<Touched, "finds">) | null {
  const { act, world } = portage.sandbox.monday;
  const seen = world.item(item.id);
  const board = world.board(item.boardId);
  if (!seen || !board) return null;
  const filled = (type: string) =>
    board.columns.find(
      (column) => column.type === type && (seen.texts[column.id] ?? "") !== "" && column.id !== "portage_id",
    );
  switch (kind) {
    case "rename":
      act.renameItem(item.id, "A colleague's name");
      return { finds: "name" };
    case "write":
    case "empty": {
      const column = filled("text") ?? filled("date");
      if (!column) return null;
      const value =
        kind === "empty" ? null : column.type === "date" ? { date: "1999-12-31" } : "By a colleague";
      act.editCell(item.id, column.id, value);
      return { finds: "value" };
    }
    case "unlink": {
      const column = board.columns.find(({ id }) => id.startsWith("p_") && (seen.links[id] ?? []).length > 0);
      if (!column) return null;
      act.editCell(item.id, column.id, { item_ids: [] });
      return { finds: "link" };
    }
    case "comment":
      act.addUpdate(item.id, "Called, will come.");
      return { finds: null };
    case "delete":
      act.deleteItem(item.id);
      return { finds: "missing_item" };
    case "copy":
      return { finds: "doubled_item", itemId: act.duplicateItem(item.id) };
    case "group":
      // Items on a board of the customer lie in whatever group is on top there; Portage gave them none.
      if (before.includes(`"id": ${item.boardId},`)) return null;
      act.moveItem(item.id, { groupId: act.addGroup(item.boardId, "Mine") });
      return { finds: null };
  }
}

/** Changes the source as its users would. */
export function change({ portage }: Journey, edits: readonly SourceEdit[]): void {
  const { edit } = portage.sandbox.bizstim;
  for (const [at, { kind, which }] of edits.entries()) {
    const clients = rowsOf(portage, "clients");
    const payments = rowsOf(portage, "payments");
    const client = clients[which % clients.length];
    const payment = payments[which % payments.length];
    if (!client || !payment) continue;
    if (kind === "city") edit.updateClient(client.id, { city: `City ${at}` });
    if (kind === "name") edit.updateClient(client.id, { last_name: `Family ${at}` });
    if (kind === "note") edit.updatePayment(payment.id, { revenue_note: `Note ${at}` });
    if (kind === "new_payment") edit.add("payments", { client_id: client.id });
    if (kind === "delete_payment") edit.deletePayment(payment.id);
    if (kind === "new_client") {
      edit.addClient({ first_name: "Ada", last_name: `New ${at}`, email: `ada${at}@new.example` });
    }
  }
}
