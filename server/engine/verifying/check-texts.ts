import type { VerifiedBoard } from "../../contract/verification.ts";
import { differenceId } from "../../core/verify/difference-words.ts";
import { updateHash } from "../../core/verify/hash-tree.ts";
import type { LedgerRow, VerifiedRecord } from "../../store/store.ts";
import { stopIfInterrupted } from "../interruption.ts";
import { updatesPhase } from "../loading/prepare-updates.ts";
import type { RunContext } from "../run-context.ts";
import { type ComparedText, compareTexts } from "./compare-texts.ts";
import { type BoardPass, putDifferences } from "./read-board.ts";
import { findAccepted } from "./tell-differences.ts";
import { recordOf, toChangedText, toMissingText } from "./tell-texts.ts";

/** Ledger rows compared at a time. */
const rowsPerRead = 500;

/** Texts written as updates: all the ledger tells of are expected on their items, as they were written. */
export async function checkTexts(
  context: RunContext,
  pass: BoardPass,
  phaseKey: string,
): Promise<VerifiedBoard["updates"]> {
  const { deps, scope, signal, progress } = context;
  const filter = { phase: updatesPhase(pass.checked.board.key), outcome: "created" as const };
  const counted = { expected: 0, found: 0, different: 0 };
  for (let afterSeq: number | null = 0; afterSeq !== null; ) {
    stopIfInterrupted(signal);
    const query = { ...filter, afterSeq, limit: rowsPerRead };
    const rows: readonly (LedgerRow & { seq: number })[] = await deps.store.ledger.list(scope, query);
    const compared = await compareTexts(context, pass.checked, rows);
    counted.expected += compared.length;
    counted.found += compared.filter(({ today }) => today !== null).length;
    await tellMissing(context, pass, compared);
    counted.different += await tellChanged(context, pass, compared);
    await deps.store.verification.stamp(
      scope,
      compared.flatMap((each) => toStamp(each, pass.id)),
    );
    await progress.change(phaseKey, { add: { done: rows.length } });
    afterSeq = rows.at(-1)?.seq ?? null;
  }
  return counted;
}

/** The mark of a text that is there: a hash over what it says today. */
function toStamp({ row, today }: ComparedText, pass: string): VerifiedRecord[] {
  if (today === null) return [];
  const { phase, externalId, itemId } = row;
  return [{ phase, externalId, itemId, runId: pass, hash: updateHash(externalId, today.text) }];
}

/** The texts of an item that is gone are gone with it: that is told already. */
async function tellMissing(
  context: RunContext,
  pass: BoardPass,
  compared: readonly ComparedText[],
): Promise<void> {
  const missing = compared.filter(({ today }) => today === null);
  if (missing.length === 0) return;
  const { deps, scope } = context;
  const board = pass.checked.board.key;
  const goneIds = new Set(
    missing.map(({ row }) =>
      differenceId({ kind: "missing_item", board, externalId: recordOf(row), column: null }),
    ),
  );
  const known = await deps.store.verification.differences(
    scope,
    { ids: [...goneIds] },
    { afterSeq: 0, limit: goneIds.size },
  );
  const gone = new Set(known.filter(({ runId }) => runId === pass.id).map(({ itemId }) => itemId));
  const found = missing
    .filter(({ row }) => !gone.has(row.itemId))
    .map((each) => toMissingText(pass.checked, each));
  const accepted = await findAccepted({ deps, scope }, found);
  await putDifferences(
    context,
    pass,
    found.filter((difference) => !accepted(difference)),
  );
}

/** Returns how many were told. */
async function tellChanged(
  context: RunContext,
  pass: BoardPass,
  compared: readonly ComparedText[],
): Promise<number> {
  const { deps, scope } = context;
  const now = deps.clock.now();
  const found = compared.flatMap((each) =>
    each.today === null || each.isSame ? [] : [toChangedText(pass.checked, each, { today: each.today, now })],
  );
  if (found.length === 0) return 0;
  const accepted = await findAccepted({ deps, scope }, found);
  const told = found.filter((difference) => !accepted(difference));
  await putDifferences(context, pass, told);
  return told.length;
}
