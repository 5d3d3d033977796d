import type { Destination } from "../../connectors/types.ts";
import { type CauseWanted, findCause, unknownCause } from "../../core/verify/cause-words.ts";
import type { DifferenceRow } from "../../store/store.ts";
import type { RunContext } from "../run-context.ts";
import { nameKey } from "./board-tally.ts";
import { parseBody } from "./difference-body.ts";

/** Differing items of a board whose activity is looked at; the rest stays without a cause. */
const itemsAsked = 500;
/** Entries of activity read for a board. */
const entriesRead = 10_000;

/** Kinds no activity explains: what people report, and comments, of which each tells itself when it was edited. */
const withoutActivity: ReadonlySet<DifferenceRow["kind"]> = new Set(["reported", "changed_update"]);

/** Adds who changed it, as far as monday tells, to the open differences of a board that this pass has found. */
export async function findCauses(
  context: RunContext,
  input: { destination: Destination; board: string; boardId: string; pass: string },
): Promise<void> {
  const { deps, scope, waiting, signal } = context;
  const rows = await firstOpen(context, input.board, input.pass);
  if (rows.length === 0) return;
  const now = deps.clock.now();
  const wanted = rows.map((row) => ({ row, body: parseBody(row) }));
  const since = Math.min(...wanted.map(({ body }) => body.writtenAt));
  const itemIds = [...new Set(rows.flatMap(({ itemId }) => itemId ?? []))];
  const request = {
    ...{ boardId: input.boardId, itemIds, limit: entriesRead },
    since: new Date(since).toISOString(),
  };
  const entries = await waiting.until(() => input.destination.activity(request, signal));
  const told = wanted.map(({ row, body }): DifferenceRow => {
    const cause = entries === null ? unknownCause : findCause(entries, toWanted(row, body), now);
    return { ...row, body: JSON.stringify({ ...body, ...cause }) };
  });
  await deps.store.verification.putDifferences(scope, told);
}

async function firstOpen(
  { deps, scope }: RunContext,
  board: string,
  pass: string,
): Promise<readonly DifferenceRow[]> {
  const filter = { board, state: "open" as const };
  const page = { afterSeq: 0, limit: itemsAsked };
  const rows = await deps.store.verification.differences(scope, filter, page);
  return rows.filter(
    ({ itemId, kind, runId }) => runId === pass && itemId !== null && !withoutActivity.has(kind),
  );
}

function toWanted(row: DifferenceRow, body: { columnId: string | null; writtenAt: number }): CauseWanted {
  const common = { itemId: row.itemId ?? "", since: body.writtenAt };
  if (row.columnKey === nameKey) return { ...common, about: { kind: "name" } };
  if (row.kind === "doubled_item") return { ...common, about: { kind: "double" } };
  if (body.columnId === null) return { ...common, about: { kind: "item" } };
  return { ...common, about: { kind: "cell", columnId: body.columnId } };
}
