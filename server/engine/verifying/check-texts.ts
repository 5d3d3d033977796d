import { differenceId, missingUpdateWords } from "../../core/verify/difference-words.ts";
import type { LedgerRow } from "../../store/store.ts";
import { stopIfInterrupted } from "../interruption.ts";
import { updatesPhase } from "../loading/prepare-updates.ts";
import { parseOperation } from "../loading/stored-operation.ts";
import type { RunContext } from "../run-context.ts";
import type { CheckedBoard } from "./checked-board.ts";
import type { NewDifference } from "./difference-body.ts";
import { type BoardPass, putDifferences } from "./read-board.ts";
import { findAccepted, itemWords } from "./tell-differences.ts";

/** Ledger rows compared at a time. */
const rowsPerRead = 500;
/** Of a text in the words of a difference. */
const charactersShown = 200;

/** Texts written as updates: all the ledger tells of are expected on their items. */
export async function checkTexts(
  context: RunContext,
  pass: BoardPass,
  phaseKey: string,
): Promise<{ expected: number; found: number }> {
  const { deps, scope, signal, progress, waiting } = context;
  const { destination, board } = pass.checked;
  const filter = { phase: updatesPhase(board.key), outcome: "created" as const };
  const counted = { expected: 0, found: 0 };
  for (let afterSeq: number | null = 0; afterSeq !== null; ) {
    stopIfInterrupted(signal);
    const query = { ...filter, afterSeq, limit: rowsPerRead };
    const rows: readonly (LedgerRow & { seq: number })[] = await deps.store.ledger.list(scope, query);
    const updates = rows.flatMap(({ externalId, itemId }) => (itemId === null ? [] : { externalId, itemId }));
    if (updates.length > 0) {
      const there = await waiting.until(() => destination.findUpdates({ updates }, signal));
      counted.expected += updates.length;
      counted.found += there.size;
      const missing = rows.filter(({ externalId, itemId }) => itemId !== null && !there.has(externalId));
      await tellMissing(context, pass, missing);
    }
    await progress.change(phaseKey, { add: { done: rows.length } });
    afterSeq = rows.at(-1)?.seq ?? null;
  }
  return counted;
}

/** The texts of an item that is gone are gone with it: that is told already. */
async function tellMissing(context: RunContext, pass: BoardPass, rows: readonly LedgerRow[]): Promise<void> {
  if (rows.length === 0) return;
  const { deps, scope } = context;
  const board = pass.checked.board.key;
  const goneIds = new Map(
    rows.map((row) => [
      differenceId({ kind: "missing_item", board, externalId: recordOf(row), column: null }),
      row.itemId,
    ]),
  );
  const known = await deps.store.verification.differences(
    scope,
    { ids: [...goneIds.keys()] },
    { afterSeq: 0, limit: goneIds.size },
  );
  const gone = new Set(known.filter(({ runId }) => runId === pass.id).map(({ itemId }) => itemId));
  const found = rows.filter(({ itemId }) => !gone.has(itemId)).map((row) => toMissing(pass.checked, row));
  const accepted = await findAccepted({ deps, scope }, found);
  await putDifferences(
    context,
    pass,
    found.filter((difference) => !accepted(difference)),
  );
}

/** External id of the record a text belongs to. */
function recordOf({ externalId }: LedgerRow): string {
  return externalId.slice(0, externalId.lastIndexOf("#"));
}

function toMissing(checked: CheckedBoard, row: LedgerRow): NewDifference {
  const key = row.externalId.slice(row.externalId.lastIndexOf("#") + 1);
  const title =
    checked.board.updates.find((update) => update.key === key)?.title ?? "Values that did not fit";
  const operation = row.operation === null ? null : parseOperation(row.operation);
  const body = operation?.kind === "create_update" ? operation.body : "";
  return {
    ...{ kind: "missing_update", board: checked.board.key, externalId: row.externalId, column: null },
    itemId: row.itemId,
    words: missingUpdateWords(title),
    body: {
      ...itemWords(checked, row, row.itemId),
      ...{ columnTitle: title, columnId: null, source: null, today: "" },
      written: body.length > charactersShown ? `${body.slice(0, charactersShown)}…` : body,
    },
  };
}
