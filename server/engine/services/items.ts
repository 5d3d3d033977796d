import type { ReadItem } from "../../connectors/types.ts";
import type { Failure } from "../../contract/errors.ts";
import type { ItemView } from "../../contract/item.ts";
import { ok, type Result } from "../../contract/result.ts";
import { withoutEnded } from "../../core/delta/ended-links.ts";
import { isTestKey } from "../../core/sampling/test-prefix.ts";
import {
  type ItemFacts,
  itemStatus,
  notImportedText,
  takenBackText,
  testCopyText,
} from "../../core/verify/item-status.ts";
import { removedByDecision } from "../delta/removed-items.ts";
import type { EngineDeps } from "../deps.ts";
import { type ItemNames, toFields, toLinks } from "../items/item-fields.ts";
import { findLanded, type Landed } from "../items/landed.ts";
import {
  decidedFields,
  differingUpdates,
  type Later,
  leftSource,
  openConflicts,
  readLater,
} from "../items/later.ts";
import { toLaterHistory } from "../items/later-history.ts";
import { toHistory, toNotes, toOrigins } from "../items/origins.ts";
import { toReports } from "../items/reports.ts";
import { collectWritten, linkedIds, type Written } from "../items/written-cells.ts";
import { removedWithSample } from "../sampling/removed-sample-items.ts";
import type { Actor } from "./actor.ts";

/** Most linked items that are looked at by name (monday API facts 7: 100 ids a call, one is the item itself). */
const linksRead = 99;

/**
 * Where an item came from and whether it still is what was written. An item of another account and one that nobody
 * imported get the same answer. monday is read once; when it cannot be read, the rest of the answer stands.
 */
export async function getItem(
  deps: EngineDeps,
  actor: Actor,
  input: { itemId: string; signal: AbortSignal },
): Promise<Result<ItemView>> {
  const { itemId } = input;
  const landed = await findLanded(deps, actor.accountId, itemId);
  const at = new Date(deps.clock.now()).toISOString();
  const later = await readLater(deps, actor, itemId);
  if (landed.length === 0) return ok(notImported(itemId, at, later));
  const imported = collectWritten(landed);
  const read = await readToday(deps, actor, imported, input);
  const items = read.ok ? read.value : [];
  const today = items.find(({ id }) => id === itemId) ?? null;
  const written = await withoutRemoved(deps, actor, imported, today);
  const names = await namesOf(deps, actor, { written, items, today });
  const fields = toFields(written, today, names);
  const links = toLinks(written, today, names);
  const reading = read.ok ? (today ? "found" : "gone") : "failed";
  const decided = decidedFields(written, fields, later);
  const isCounted = ({ key, title }: { key: string; title: string }): boolean =>
    !decided.some((field) => field.key === key && field.title === title);
  const facts: ItemFacts = {
    reading,
    fields: fields.filter(isCounted),
    links: links.filter(({ column }) => !decided.some(({ title }) => title === column)),
    conflicts: openConflicts(landed, later),
    decided: decided.length,
    updates: differingUpdates(later),
  };
  return ok({
    itemId,
    ...toStatus(landed, itemStatus(facts)),
    origins: toOrigins(landed),
    fields,
    links,
    history: [...toHistory(landed, later.events), ...toLaterHistory(landed, later)].sort(byMoment),
    notes: [...toNotes(landed), ...leftSource(later)],
    reports: toReports(landed, later.differences),
    can: mayDo(actor),
    reading: read.ok ? { ok: true, at } : toUnread(read.error),
  });
}

function notImported(itemId: string, at: string, later: Later): ItemView {
  const isKnown = later.events.length + later.conflicts.length + later.differences.length > 0;
  return {
    itemId,
    status: "not_imported",
    statusText: isKnown ? takenBackText : notImportedText,
    origins: [],
    fields: [],
    links: [],
    history: [],
    notes: [],
    reports: [],
    can: [],
    reading: { ok: true, at },
  };
}

function toStatus(
  landed: readonly Landed[],
  found: Pick<ItemView, "status" | "statusText">,
): Pick<ItemView, "status" | "statusText"> {
  const isCopy = landed.every(({ row }) => isTestKey(row.phase));
  return isCopy ? { ...found, statusText: testCopyText(found.statusText) } : found;
}

/** Who works on the boards may say that something is wrong; to put it right takes an admin. */
function mayDo({ role }: Actor): ItemView["can"] {
  if (role === "admin") return ["report", "repair"];
  return role === "member" ? ["report"] : [];
}

function byMoment(left: ItemView["history"][number], right: ItemView["history"][number]): number {
  return Date.parse(left.at ?? "") - Date.parse(right.at ?? "");
}

function toUnread({ userMessage, remedy }: Failure): ItemView["reading"] {
  return { ok: false, userMessage, remedy };
}

/** The item with just the cells that were written, and the items it links to for their names, in one call. */
async function readToday(
  deps: EngineDeps,
  actor: Actor,
  written: Written,
  input: { itemId: string; signal: AbortSignal },
): Promise<Result<readonly ReadItem[]>> {
  const destination = await deps.destinations.forAccount(actor.accountId);
  if (!destination.ok) return destination;
  const linked = written.cells.flatMap(({ value }) => linkedIds(value)).slice(0, linksRead);
  const itemIds = [...new Set([input.itemId, ...linked])];
  const columnIds = written.cells.map(({ columnId }) => columnId);
  return destination.value.itemsById({ itemIds, columnIds }, input.signal);
}

/** Links that ended because Portage removed what they led to, as a person decided or planned, are no longer looked for. */
async function withoutRemoved(
  deps: EngineDeps,
  actor: Actor,
  written: Written,
  today: ReadItem | null,
): Promise<Written> {
  if (today === null) return written;
  const lost = written.cells.flatMap(({ value, columnId }) => {
    const found = today.values[columnId]?.linkedItemIds ?? [];
    return linkedIds(value).filter((id) => !found.includes(id));
  });
  const removed = new Set(await removedByDecision(deps, actor.accountId, new Set(lost)));
  for (const migrationId of new Set(written.cells.map(({ landed }) => landed.ground.migration.id))) {
    const scope = { accountId: actor.accountId, migrationId };
    for (const id of await removedWithSample(deps, scope, lost)) removed.add(id);
  }
  if (removed.size === 0) return written;
  const cells = written.cells.map((cell) => ({ ...cell, value: withoutEnded(cell.value, removed) }));
  return { ...written, cells };
}

/** Names as monday has them today, else as they were written. */
async function namesOf(
  deps: EngineDeps,
  actor: Actor,
  input: { written: Written; items: readonly ReadItem[]; today: ReadItem | null },
): Promise<ItemNames> {
  const names = new Map(input.items.map(({ id, name }) => [id, name]));
  const linked = input.written.cells.flatMap(({ value, columnId }) => [
    ...linkedIds(value),
    ...(input.today?.values[columnId]?.linkedItemIds ?? []),
  ]);
  const unknown = [...new Set(linked)].filter((id) => !names.has(id)).slice(0, linksRead);
  for (const row of await deps.store.ledger.byItems(actor.accountId, unknown, linksRead)) {
    if (row.itemId !== null && !names.has(row.itemId)) names.set(row.itemId, row.name);
  }
  return (itemId) => names.get(itemId) ?? `Item ${itemId}`;
}
