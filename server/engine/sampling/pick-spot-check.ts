import { compareTexts, sha256 } from "../../core/canonical.ts";
import type { FieldDiffStore, Scope } from "../../store/store.ts";

/** A person compares this many records by eye: enough to see a pattern, few enough to be done. */
const spotCheckSize = { least: 25, most: 50 } as const;
const recordsPerRead = 500;

export type Picked = Awaited<ReturnType<FieldDiffStore["records"]>>[number] & { readonly itemId: string };

/**
 * Records of the sample with an item, picked at random: a quarter of them, 25 to 50. The plan's hash is the seed, so
 * that everybody who looks at the same plan looks at the same records.
 */
export async function pickSpotCheck(
  fieldDiffs: FieldDiffStore,
  scope: Scope,
  input: { seed: string; records: number },
): Promise<readonly Picked[]> {
  const size = Math.min(spotCheckSize.most, Math.max(spotCheckSize.least, Math.ceil(input.records / 4)));
  let drawn: { rank: string; record: Picked }[] = [];
  for (let after: string | null = null; ; ) {
    const page = await fieldDiffs.records(scope, { after, limit: recordsPerRead });
    const last = page.at(-1);
    if (!last) break;
    const fresh = page.flatMap(({ itemId, ...record }) => {
      if (itemId === null) return [];
      const rank = sha256(`${input.seed}\n${record.board}\n${record.externalId}`);
      return [{ rank, record: { ...record, itemId } }];
    });
    drawn = [...drawn, ...fresh].sort((a, b) => compareTexts(a.rank, b.rank)).slice(0, size);
    after = `${last.board}\n${last.externalId}`;
  }
  return drawn.map(({ record }) => record);
}
