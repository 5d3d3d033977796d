import type { Inventory } from "../../contract/inventory.ts";
import type { Plan } from "../../contract/plan.ts";
import type { Coverage, StoredSample } from "../../contract/sample.ts";
import { compareTexts } from "../../core/canonical.ts";
import { type Candidate, type Candidates, createCandidates } from "../../core/sampling/candidates.ts";
import { chooseSample } from "../../core/sampling/choose-sample.ts";
import { countStreams, describeCoverage } from "../../core/sampling/coverage.ts";
import { greedyCover } from "../../core/sampling/greedy-cover.ts";
import { fromRecordKey, toRecordKey } from "../../core/sampling/record-key.ts";
import type { RunContext } from "../run-context.ts";
import { createSnapshotShapes, type SnapshotShapes } from "./read-shapes.ts";
import type { SampleWish } from "./sample-options.ts";

export const choosePhaseKey = "choose";

/** Candidates whose parents are looked up: more than a sample can hold, so that there is a choice. */
const poolPerTarget = 4;
/** Reasons kept for each record. */
const reasonsKept = 6;

type Chosen = Pick<StoredSample, "chosen" | "coverage">;

/**
 * Walks once over the snapshot and chooses the records that show most, each with what it links to. A rehearsal takes
 * every record and only learns what there is to show. Same plan and snapshot, same choice.
 */
export async function chooseRecords(
  context: RunContext,
  input: { plan: Plan; inventory: Inventory; wish: SampleWish },
): Promise<Chosen> {
  const { plan, inventory, wish } = input;
  const shapes = createSnapshotShapes(context, plan, inventory);
  const candidates = createCandidates();
  const counts: Record<string, { title: string; records: number }> = {};
  for await (const page of shapes.pages()) {
    for (const seen of page) if (!wish.rehearsal) candidates.add(seen);
    const [first] = page;
    if (first) {
      const { stream } = fromRecordKey(first.key);
      const known = counts[stream] ?? { title: titleOf(inventory, stream), records: 0 };
      counts[stream] = { ...known, records: known.records + page.length };
    }
    await context.progress.change(choosePhaseKey, { add: { done: page.length } });
  }
  if (wish.rehearsal) {
    const covered = { has: () => true };
    const { book } = shapes.reader;
    return { chosen: [], coverage: describeCoverage({ book, covered, records: counts, parents: 0 }) };
  }
  const picks = greedyCover(candidates.finish(), wish.target * poolPerTarget);
  const known = await withParents(shapes, candidates, picks);
  return describe(shapes, {
    inventory,
    choice: chooseSample({ candidates: picks, known, target: wish.target }),
  });
}

/** The candidates and, recursively, everything they link to or are duplicates of. */
async function withParents(
  shapes: SnapshotShapes,
  candidates: Candidates,
  picks: readonly Candidate[],
): Promise<ReadonlyMap<string, Candidate>> {
  const known = new Map(picks.map((each) => [each.key, each]));
  let open = picks.flatMap(({ requires }) => requires);
  while (open.length > 0) {
    const missing = [...new Set(open)].filter((key) => !known.has(key));
    const found = (await shapes.find(missing.map(fromRecordKey))).map((seen) => candidates.complete(seen));
    for (const each of found) known.set(each.key, each);
    open = found.flatMap(({ requires }) => requires);
  }
  return known;
}

function describe(
  shapes: SnapshotShapes,
  input: { inventory: Inventory; choice: ReturnType<typeof chooseSample> },
): Chosen {
  const { book } = shapes.reader;
  const { records, covered } = input.choice;
  const keys = records.map(({ key }) => key);
  const coverage: Coverage = describeCoverage({
    book,
    covered,
    records: countStreams(keys, (stream) => titleOf(input.inventory, stream)),
    parents: records.filter(({ isParent }) => isParent).length,
  });
  const chosen = records.map(({ key, shapes: own }) => ({
    ...fromRecordKey(key),
    why: own.length === 0 ? [pointedTo] : own.slice(0, reasonsKept).map((shape) => book.shape(shape).words),
  }));
  return { chosen, coverage };
}

const pointedTo = "Others of the sample point to it.";

/**
 * The records of an earlier sample once more, so that only what the plan changed is written; what they link to by
 * now comes along.
 */
export async function chooseAgain(
  context: RunContext,
  input: { plan: Plan; inventory: Inventory; before: StoredSample },
): Promise<Chosen> {
  const { plan, inventory, before } = input;
  const shapes = createSnapshotShapes(context, plan, inventory);
  const candidates = createCandidates();
  const seen = await shapes.find(before.chosen);
  const known = await withParents(
    shapes,
    candidates,
    seen.map((each) => candidates.complete(each)),
  );
  const old = new Set(before.chosen.map(toRecordKey));
  const added = [...known.keys()].filter((key) => !old.has(key)).sort(compareTexts);
  const chosen = [
    ...added.map((key) => ({ ...fromRecordKey(key), why: [pointedTo] })),
    ...before.chosen.filter((place) => known.has(toRecordKey(place))),
  ];
  const streams = countStreams(chosen.map(toRecordKey), (stream) => titleOf(inventory, stream));
  const coverage = {
    ...before.coverage,
    records: chosen.length,
    parents: before.coverage.parents + added.length,
    byStream: Object.entries(streams).map(([stream, own]) => ({ stream, ...own })),
  };
  return { chosen, coverage };
}

function titleOf(inventory: Inventory, stream: string): string {
  return inventory.streams.find((each) => each.stream === stream)?.title ?? stream;
}
