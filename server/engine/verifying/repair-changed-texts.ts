import type { Destination } from "../../connectors/types.ts";
import type { Failure } from "../../contract/errors.ts";
import { differenceId } from "../../core/verify/difference-words.ts";
import type { DifferenceRow, RecordEvent } from "../../store/store.ts";
import { updatesPhase } from "../loading/prepare-updates.ts";
import type { RunContext } from "../run-context.ts";
import type { CheckedBoard } from "./checked-board.ts";
import { type ComparedText, compareTexts } from "./compare-texts.ts";
import { type NewDifference, toRow } from "./difference-body.ts";
import { toOpen } from "./repair-items.ts";
import { toChangedText } from "./tell-texts.ts";

/** A text to be written again, and the difference that asks for it. */
interface Wanted {
  readonly row: DifferenceRow;
  readonly text: ComparedText;
  /** Id of the update. */
  readonly id: string;
}

/**
 * Gives texts that were edited the words again that Portage wrote: read anew, written, read back. Only a text that
 * still reads as it did when the difference was found is written over. Writing it twice is the same as once, so a
 * repair that was interrupted simply goes on.
 */
export async function repairChangedTexts(
  context: RunContext,
  checked: CheckedBoard,
  rows: readonly DifferenceRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const wanted = await stillWanted(context, checked, rows);
  if (wanted.length === 0) return;
  const ends = await write(context, checked.destination, wanted);
  const after = await readTexts(
    context,
    checked,
    wanted.map(({ row }) => row),
  );
  await takeStock(context, { wanted, ends, after });
}

async function readTexts(
  context: RunContext,
  checked: CheckedBoard,
  rows: readonly DifferenceRow[],
): Promise<ReadonlyMap<string, ComparedText>> {
  const { deps, scope } = context;
  const ids = [...new Set(rows.map(({ externalId }) => externalId))];
  const ledger = await deps.store.ledger.rows(scope, updatesPhase(checked.board.key), ids);
  const created = [...ledger.values()].filter(({ outcome }) => outcome === "created");
  const compared = await compareTexts(context, checked, created);
  return new Map(compared.map((each) => [each.row.externalId, each]));
}

/** What reads as written again is closed; what was edited once more is left alone and says so. */
async function stillWanted(
  context: RunContext,
  checked: CheckedBoard,
  rows: readonly DifferenceRow[],
): Promise<readonly Wanted[]> {
  const { deps, scope } = context;
  const texts = await readTexts(context, checked, rows);
  const wanted: Wanted[] = [];
  const gone: string[] = [];
  const changed: DifferenceRow[] = [];
  for (const row of rows) {
    const text = texts.get(row.externalId);
    // One that is no longer on its item is told as missing when the board is read again.
    if (!text || text.today === null) continue;
    const { today } = text;
    if (text.isSame) {
      gone.push(row.id);
      continue;
    }
    const now = toChangedText(checked, text, { today, now: deps.clock.now() });
    if (differenceId(now) === row.id) wanted.push({ row, text, id: today.id });
    else changed.push(toEditedAgain(row, now));
  }
  await deps.store.verification.setState(scope, gone, "gone");
  await deps.store.verification.putDifferences(scope, changed);
  return wanted;
}

/** Stays the difference it is: the reading that follows tells today's text as one of its own. */
function toEditedAgain(row: DifferenceRow, now: NewDifference): DifferenceRow {
  const text = `${now.words.text} It was edited again since it was found, so nothing was written.`;
  const remedy = "Look at it as it is now, then repair or accept it.";
  const found = { ...now, words: { ...now.words, text, remedy } };
  return { ...toRow(found, { runId: row.runId, at: row.foundAt }), id: row.id };
}

/** How each ended, by id of the update. */
async function write(
  { waiting, writeSignal }: RunContext,
  destination: Destination,
  wanted: readonly Wanted[],
): Promise<ReadonlyMap<string, { ok: true } | { ok: false; error: Failure }>> {
  const updates = wanted.map(({ id, text }) => ({
    ...{ id, externalId: text.row.externalId, body: text.written },
  }));
  return waiting.until(() => destination.restoreUpdates({ updates }, writeSignal));
}

async function takeStock(
  context: RunContext,
  input: {
    wanted: readonly Wanted[];
    ends: Awaited<ReturnType<typeof write>>;
    after: ReadonlyMap<string, ComparedText>;
  },
): Promise<void> {
  const { deps, scope, run } = context;
  const at = deps.clock.now();
  const repaired = input.wanted.filter(({ row }) => input.after.get(row.externalId)?.isSame);
  const events = repaired.map(({ text: { row } }): RecordEvent => {
    const { phase, externalId, itemId } = row;
    return { ...{ phase, externalId, itemId, at, runId: run.id }, kind: "repaired", body: textAgain };
  });
  const open = input.wanted
    .filter((each) => !repaired.includes(each))
    .map(({ row, id }) => {
      const end = input.ends.get(id);
      return toOpen(row, end?.ok === false ? end.error : undefined);
    });
  await context.commit({ events });
  await deps.store.verification.setState(
    scope,
    repaired.map(({ row }) => row.id),
    "repaired",
  );
  await deps.store.verification.putDifferences(scope, open);
}

const textAgain = JSON.stringify({
  columns: [],
  text: "An update that was edited was repaired: it says again what the import had written.",
});
