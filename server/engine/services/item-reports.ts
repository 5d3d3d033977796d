import type { z } from "zod";
import { toFailure } from "../../contract/errors.ts";
import type { ItemField, ItemView, reportItemSchema } from "../../contract/item.ts";
import { err, type Result } from "../../contract/result.ts";
import { isTestKey } from "../../core/sampling/test-prefix.ts";
import type { DifferenceRow, Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import { boardKeyOf, findLanded, isText, type Landed } from "../items/landed.ts";
import { toRow } from "../verifying/difference-body.ts";
import { type Actor, notFound } from "./actor.ts";
import { auditAct } from "./audit-act.ts";
import { getItem } from "./items.ts";

/** Key of the item's name among its fields. */
const nameKey = "name";

/**
 * "Something is wrong here": kept with the item for an admin, who can have Portage write again what it wrote. Says
 * where the fault is when monday still holds exactly what was written.
 */
export async function reportItem(
  deps: EngineDeps,
  actor: Actor,
  input: { itemId: string; signal: AbortSignal } & z.output<typeof reportItemSchema>,
): Promise<Result<ItemView>> {
  if (actor.role !== "admin" && actor.role !== "member") {
    return err(toFailure("auth.admin_required", { message: `Role ${actor.role} may not report` }));
  }
  const seen = await getItem(deps, actor, input);
  if (!seen.ok) return seen;
  const landed = await findLanded(deps, actor.accountId, input.itemId);
  const origin = landed.find(isOrigin) ?? landed.find(({ row }) => !isText(row)) ?? landed[0];
  if (!origin) return notFound("imported item");
  const fields = seen.value.fields.filter(({ key }) => input.column === null || key === input.column);
  if (input.column !== null && fields.length === 0) {
    return err(toFailure("request.invalid", { message: "Portage did not write this column" }));
  }
  await keep(deps, actor, { origin, landed, fields, view: seen.value, input });
  return getItem(deps, actor, input);
}

function isOrigin({ row }: Landed): boolean {
  return !isText(row) && row.outcome !== "merged";
}

interface Reported {
  readonly origin: Landed;
  readonly landed: readonly Landed[];
  /** What the report is about. */
  readonly fields: readonly ItemField[];
  readonly view: ItemView;
  readonly input: { readonly itemId: string; readonly column: string | null; readonly text: string };
}

async function keep(deps: EngineDeps, actor: Actor, reported: Reported): Promise<void> {
  const { row, ground } = reported.origin;
  const { itemId } = reported.input;
  const scope: Scope = { accountId: actor.accountId, migrationId: ground.migration.id };
  const difference = await toReport(deps, actor, reported);
  const columns = difference.columnKey === null ? [] : [difference.columnKey];
  const { phase, externalId } = row;
  const at = deps.clock.now();
  await deps.store.verification.putDifferences(scope, [difference]);
  const body = JSON.stringify({ columns, by: actor.userId });
  await deps.store.ledger.commit(scope, {
    events: [{ phase, externalId, itemId, runId: row.runId, at, kind: "reported", body }],
  });
  await auditAct(deps, actor, scope, {
    operation: "item.report",
    detail: { itemId, column: difference.columnKey },
    records: [externalId],
  });
}

async function toReport(deps: EngineDeps, actor: Actor, reported: Reported): Promise<DifferenceRow> {
  const { origin, fields, input } = reported;
  const { row, board, ground } = origin;
  const field = input.column === null ? null : (fields[0] ?? null);
  const destination = await deps.destinations.forAccount(actor.accountId);
  const itemUrl =
    destination.ok && row.boardId !== null
      ? destination.value.itemUrl(ground.migration.slug, row.boardId, input.itemId)
      : null;
  return toRow(
    {
      ...{ kind: "reported", board: boardKeyOf(row), externalId: row.externalId, itemId: input.itemId },
      column: field && columnKeyOf(reported, field.key),
      also: deps.ids.next(),
      words: { text: input.text, ...remedyOf(reported) },
      body: {
        ...{ boardTitle: board?.title ?? row.phase, name: row.name, itemUrl, by: actor.userId },
        ...{ columnTitle: field?.title ?? null, columnId: field && field.key !== nameKey ? field.key : null },
        ...{ source: field?.source ?? null, written: field?.written ?? "", today: field?.today ?? "" },
        writtenAt: row.doneAt ?? 0,
        causeText: "",
      },
    },
    { runId: row.runId, at: deps.clock.now() },
  );
}

/** Fields are known by the column's id in monday, differences by the plan's key. */
function columnKeyOf({ landed, origin }: Reported, fieldKey: string): string {
  if (fieldKey === nameKey) return nameKey;
  const columns = landed.flatMap(({ board }) => board?.columns ?? []);
  const { columnIds } = origin.ground;
  const known = columns.find(({ key, columnId }) => {
    const real = landed.some(({ board }) => board && columnIds.get(`${board.key}/${key}`) === fieldKey);
    return real || columnId === fieldKey;
  });
  return known?.key ?? fieldKey;
}

function remedyOf({ fields, view, origin }: Reported): { remedy: string; repairable: boolean } {
  if (isTestKey(origin.row.phase)) return { remedy: remedies.testCopy, repairable: false };
  if (!view.reading.ok) return { remedy: remedies.unread, repairable: true };
  if (view.status === "item_deleted") return { remedy: remedies.deleted, repairable: false };
  const differs = fields.some(({ verdict }) => verdict === "changed" || verdict === "missing");
  return differs
    ? { remedy: remedies.differs, repairable: true }
    : { remedy: remedies.asWritten, repairable: false };
}

const remedies = {
  testCopy: "This is a test copy. Correct the mapping in the plan, then run the sample again.",
  unread: "monday could not be read just now. A repair reads the item and writes again what differs.",
  deleted: "Restore the item from monday's recycle bin, or run the import again.",
  differs: "Repair writes again what Portage had written. Accept it when monday's state is right.",
  asWritten:
    "monday holds exactly what Portage wrote. Correct it in the source and pick up the change, or in monday.",
} as const;
