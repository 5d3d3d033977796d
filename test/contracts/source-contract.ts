/** What every source must do, whatever it reads. Each connector's own test calls `sourceContract`. */
import { describe, expect, it } from "vitest";
import type { Source, SourcePage } from "../../server/connectors/types.ts";
import type { Failure } from "../../server/contract/errors.ts";
import type { SourceFinding } from "../../server/contract/inventory.ts";
import type { SourceRecord } from "../../server/core/records.ts";
import type { MemorySnapshot } from "./memory-snapshot.ts";
import { createMemorySnapshot } from "./memory-snapshot.ts";

/** One account, opened several ways. Everything it starts ends with the test. */
export interface SourceHarness {
  /** A fresh instance with budgets that do not run out. */
  open(): Source;
  /** An instance whose budget grants only a few calls an hour; `waitMs` moves its clock. */
  openThrottled(): { source: Source; waitMs(ms: number): void };
  /** An instance that opens another account. */
  openOther(): Source;
  /** Instances that cannot read, for one reason each. */
  openRefused(): readonly Source[];
  /** Texts that must never come back. */
  secrets: readonly string[];
}

/** Largest page a source may hand over. */
const maxPage = 1000;

export interface ReadAll {
  readonly pages: readonly SourcePage[];
  readonly findings: readonly SourceFinding[];
  readonly failure: Failure | null;
}

/** Reads a step to its end or its first failure, staging every page before the next one. */
export async function readStep(
  source: Source,
  stepId: string,
  snapshot: MemorySnapshot,
  checkpoint: string | null = null,
): Promise<ReadAll> {
  const pages: SourcePage[] = [];
  const { signal } = new AbortController();
  const options = Object.fromEntries(source.steps.map((step) => [step.option ?? "", true]));
  for await (const page of source.read(stepId, checkpoint, { options, snapshot, signal })) {
    if (!page.ok) return { pages, findings: pages.flatMap((one) => one.findings), failure: page.error };
    snapshot.stage(page.value.records);
    pages.push(page.value);
  }
  return { pages, findings: pages.flatMap((one) => one.findings), failure: null };
}

async function readEverything(source: Source): Promise<MemorySnapshot> {
  const snapshot = createMemorySnapshot();
  for (const step of source.steps) expect((await readStep(source, step.id, snapshot)).failure).toBeNull();
  return snapshot;
}

const everyRecord = (source: Source, snapshot: MemorySnapshot): readonly SourceRecord[] =>
  source.streams.flatMap((stream) => snapshot.records(stream.name));

/** A snapshot that holds what a list step needs before an enriching one. */
async function readLists(source: Source): Promise<MemorySnapshot> {
  const snapshot = createMemorySnapshot();
  for (const step of source.steps.filter(({ kind }) => kind === "list"))
    await readStep(source, step.id, snapshot);
  return snapshot;
}

function copyOf(source: Source, snapshot: MemorySnapshot): MemorySnapshot {
  const copy = createMemorySnapshot();
  for (const stream of source.streams) copy.stage(snapshot.records(stream.name));
  return copy;
}

/** Resumes after each page of a step in turn; every resumed read must end with the same records. */
async function expectResumable(harness: SourceHarness, stepId: string): Promise<void> {
  const source = harness.open();
  const isList = source.steps.find(({ id }) => id === stepId)?.kind === "list";
  const before = isList ? createMemorySnapshot() : await readLists(source);
  const whole = copyOf(source, before);
  const { pages } = await readStep(source, stepId, whole);
  for (const [index, page] of pages.entries()) {
    const snapshot = copyOf(source, before);
    for (const done of pages.slice(0, index + 1)) snapshot.stage(done.records);
    const rest = await readStep(harness.open(), stepId, snapshot, page.checkpoint);
    expect(rest.failure).toBeNull();
    expect(everyRecord(source, snapshot)).toEqual(everyRecord(source, whole));
  }
}

/** Runs the suite against accounts made by `makeHarness` (called once for each test). */
export function sourceContract(name: string, makeHarness: () => Promise<SourceHarness>): void {
  describe(`${name} as a source`, () => {
    it("passes its check and counts what it later reads", async () => {
      const source = (await makeHarness()).open();
      const checked = await source.check(new AbortController().signal);
      expect(checked.ok).toBe(true);
      const counts = checked.ok ? checked.value.counts : {};
      const snapshot = await readLists(source);
      for (const [stream, count] of Object.entries(counts)) {
        if (count !== null) expect(snapshot.records(stream).length).toBeLessThanOrEqual(count);
      }
    });

    it("hands over bounded pages of the streams it announced", async () => {
      const source = (await makeHarness()).open();
      const snapshot = createMemorySnapshot();
      for (const step of source.steps) {
        const { pages } = await readStep(source, step.id, snapshot);
        for (const page of pages) {
          expect(page.records.length).toBeLessThanOrEqual(maxPage);
          expect(page.checkpoint.length).toBeLessThan(4_000);
          expect(page.records.every((record) => step.streams.includes(record.stream))).toBe(true);
        }
      }
    });

    it("gives every record an id of its own", async () => {
      const source = (await makeHarness()).open();
      const snapshot = await readEverything(source);
      const records = everyRecord(source, snapshot);
      const ids = records.map((record) => `${record.stream}:${record.id}`);
      expect(records.length).toBeGreaterThan(0);
      expect(new Set(ids).size).toBe(ids.length);
      expect(records.every((record) => record.id.trim() !== "")).toBe(true);
    });

    it("goes on after any page and ends with the same records", async () => {
      const harness = await makeHarness();
      for (const step of harness.open().steps) await expectResumable(harness, step.id);
    }, 60_000);

    it("says when to come back when its budget is spent, and goes on where it stopped", async () => {
      const harness = await makeHarness();
      const { source, waitMs } = harness.openThrottled();
      const snapshot = createMemorySnapshot();
      let waits = 0;
      for (const step of source.steps) {
        let checkpoint: string | null = null;
        for (;;) {
          const { pages, failure } = await readStep(source, step.id, snapshot, checkpoint);
          checkpoint = pages.at(-1)?.checkpoint ?? checkpoint;
          if (failure === null) break;
          expect(failure.code).toBe("source.throttled");
          expect(failure.retryAfterMs).toBeGreaterThan(0);
          waitMs(failure.retryAfterMs ?? 0);
          waits += 1;
        }
      }
      const whole = await readEverything(harness.open());
      expect(waits).toBeGreaterThan(0);
      expect(everyRecord(source, snapshot)).toEqual(everyRecord(source, whole));
    }, 60_000);

    it("folds derived records the same in any order", async () => {
      const source = (await makeHarness()).open();
      const snapshot = await readLists(source);
      for (const derived of source.derived) {
        const inputs = derived.from.flatMap((stream) => snapshot.records(stream));
        const fold = (records: readonly SourceRecord[]) => {
          const folded = new Map<string, SourceRecord>();
          for (const record of records)
            for (const id of derived.idsOf(record))
              folded.set(id, derived.fold(folded.get(id) ?? null, record, id));
          return folded;
        };
        const forward = fold(inputs);
        const backward = fold(inputs.toReversed());
        expect(forward.size).toBeGreaterThan(0);
        for (const [id, record] of forward) expect(backward.get(id)).toEqual(record);
      }
    });

    it("recognises its own records, and not those of another account", async () => {
      const harness = await makeHarness();
      const source = harness.open();
      const { signal } = new AbortController();
      const snapshot = await readLists(source);
      const sample = source.streams.flatMap(({ name }) => snapshot.records(name).slice(0, 50));
      expect(await source.recognises(sample, signal)).toEqual({ ok: true, value: true });
      expect(await source.recognises([], signal)).toEqual({ ok: true, value: true });
      expect(await harness.openOther().recognises(sample, signal)).toEqual({ ok: true, value: false });
    });

    it("names no secret when it is refused", async () => {
      const harness = await makeHarness();
      for (const source of harness.openRefused()) {
        const checked = await source.check(new AbortController().signal);
        expect(checked.ok).toBe(false);
        const [step] = source.steps;
        const { failure } = await readStep(source, step?.id ?? "", createMemorySnapshot());
        expect(failure).not.toBeNull();
        const told = JSON.stringify([checked, failure]);
        for (const secret of harness.secrets) expect(told).not.toContain(secret);
      }
    });

    it("gives the cost of everything it offers as an option", async () => {
      const source = (await makeHarness()).open();
      const checked = await source.check(new AbortController().signal);
      const cost = source.cost(checked.ok ? checked.value.counts : {});
      expect(cost.base.calls).toBeGreaterThan(0);
      for (const step of source.steps)
        if (step.option !== null) expect(cost.options[step.option]?.calls).toBeGreaterThan(0);
    });

    it("says what does not move, and what to do instead", async () => {
      const source = (await makeHarness()).open();
      const missing = await source.notMoving(await readLists(source));
      expect(missing.length).toBeGreaterThan(0);
      expect(missing.every((one) => one.reason !== "" && one.instead !== "")).toBe(true);
    });
  });
}
