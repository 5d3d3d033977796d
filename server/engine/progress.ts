import type { RunPhase } from "../contract/run.ts";

const saveEveryMs = 1_000;
const rateWindowMs = 60_000;

/** Counters to set (absolute) and to add. */
export interface PhaseChange {
  readonly state?: RunPhase["state"];
  readonly done?: number;
  readonly failed?: number;
  readonly skipped?: number;
  readonly total?: number | null;
  readonly add?: { readonly done?: number; readonly failed?: number; readonly skipped?: number };
}

export interface Progress {
  /** Declares the phases of the run in order; phases that exist already keep their counters. */
  plan(phases: readonly PhaseSeed[]): Promise<void>;
  /** Changes a phase; saved at most once a second, and at once when the phase changes its state. */
  change(key: string, change: PhaseChange): Promise<void>;
  isDone(key: string): boolean;
  phases(): readonly RunPhase[];
}

export interface PhaseSeed extends Pick<RunPhase, "key" | "kind" | "title"> {
  readonly total?: number | null;
  /** Forecast of the phase, shown until its own pace is known. */
  readonly seconds?: number | null;
}

interface Sample {
  readonly at: number;
  readonly done: number;
}

/**
 * Phases of one run with counts, pace and time left. `save` is called after a change, throttled.
 * The pace is measured over the last minute so that it follows limits and waits.
 */
export function createProgress(
  deps: { now: () => number; save: (phases: readonly RunPhase[]) => Promise<void> },
  initial: readonly RunPhase[],
): Progress {
  const phases = new Map(initial.map((phase) => [phase.key, phase]));
  const samples = new Map<string, Sample[]>();
  let savedAt = Number.NEGATIVE_INFINITY;

  async function save(): Promise<void> {
    savedAt = deps.now();
    await deps.save([...phases.values()]);
  }

  return {
    async plan(seeds) {
      const known = new Map(phases);
      phases.clear();
      for (const seed of seeds) phases.set(seed.key, known.get(seed.key) ?? toPhase(seed));
      await save();
    },
    async change(key, change) {
      const before = phases.get(key);
      if (!before) throw new Error(`The run has no phase ${key}`);
      const at = deps.now();
      const after = apply(before, change);
      const history = samples.get(key) ?? [];
      samples.set(key, remember(history, { at, done: after.done }));
      phases.set(key, { ...after, ...pace(after, samples.get(key) ?? []) });
      if (after.state !== before.state || at - savedAt >= saveEveryMs) await save();
    },
    isDone: (key) => phases.get(key)?.state === "done",
    phases: () => [...phases.values()],
  };
}

function toPhase(seed: PhaseSeed): RunPhase {
  return {
    key: seed.key,
    kind: seed.kind,
    title: seed.title,
    state: "pending",
    done: 0,
    total: seed.total ?? null,
    failed: 0,
    skipped: 0,
    ratePerSecond: null,
    etaSeconds: seed.seconds ?? null,
  };
}

function apply(phase: RunPhase, change: PhaseChange): RunPhase {
  return {
    ...phase,
    state: change.state ?? phase.state,
    done: (change.done ?? phase.done) + (change.add?.done ?? 0),
    total: change.total === undefined ? phase.total : change.total,
    failed: (change.failed ?? phase.failed) + (change.add?.failed ?? 0),
    skipped: (change.skipped ?? phase.skipped) + (change.add?.skipped ?? 0),
  };
}

function remember(history: readonly Sample[], sample: Sample): Sample[] {
  // The newest sample always carries the latest count; those before it stay a second apart.
  const anchor = history.at(-2);
  const kept = anchor && sample.at - anchor.at < saveEveryMs ? history.slice(0, -1) : history;
  return [...kept.filter((one) => sample.at - one.at <= rateWindowMs), sample];
}

function pace(phase: RunPhase, history: readonly Sample[]): Pick<RunPhase, "ratePerSecond" | "etaSeconds"> {
  if (phase.state === "done") return { ratePerSecond: phase.ratePerSecond, etaSeconds: 0 };
  const first = history[0];
  const last = history.at(-1);
  if (!first || !last || last.at <= first.at || last.done <= first.done) {
    return { ratePerSecond: null, etaSeconds: phase.etaSeconds };
  }
  const ratePerSecond = ((last.done - first.done) * 1_000) / (last.at - first.at);
  const left = phase.total === null ? null : Math.max(0, phase.total - phase.done);
  return { ratePerSecond, etaSeconds: left === null ? null : Math.ceil(left / ratePerSecond) };
}
