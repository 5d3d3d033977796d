import type { RunRow } from "../store/store.ts";
import type { EngineDeps } from "./deps.ts";
import { Interruption } from "./interruption.ts";
import { workingStates } from "./states.ts";

export interface LeaseTimes {
  /** How long a worker may be silent before another may take the run over. */
  readonly leaseMs: number;
  readonly heartbeatMs: number;
}

export interface Lease {
  /** Aborted with an `Interruption` when the run must be let go. */
  readonly signal: AbortSignal;
  /** Looks at once for a wish of a person or a lost lease. */
  check(): Promise<void>;
  interrupt(reason: Interruption["reason"]): void;
  stop(): Promise<void>;
}

/**
 * Keeps the claim on a run while work goes on and notices what people ask of it. While the store cannot be
 * reached the claim counts as held until it runs out; after that the run may belong to somebody else.
 */
export function keepLease(
  deps: Pick<EngineDeps, "store" | "clock" | "logger">,
  run: Pick<RunRow, "id" | "accountId">,
  options: LeaseTimes & { owner: string; onSeen: (run: RunRow) => void },
): Lease {
  const work = new AbortController();
  const beating = new AbortController();
  let heldUntil = deps.clock.now() + options.leaseMs;

  function interrupt(reason: Interruption["reason"]): void {
    if (!work.signal.aborted) work.abort(new Interruption(reason));
  }

  async function look(): Promise<void> {
    const row = await deps.store.runs.get(run.accountId, run.id);
    if (row === null || row.leaseOwner !== options.owner) interrupt("lease_lost");
    else if (row.control !== null) interrupt(row.control);
    else options.onSeen(row);
  }

  async function renew(): Promise<void> {
    const until = deps.clock.now() + options.leaseMs;
    const patch = { leaseUntil: until };
    if (await deps.store.runs.transition(run.accountId, run.id, workingStates, patch, options.owner)) {
      heldUntil = until;
      await look();
    } else {
      interrupt("lease_lost");
    }
  }

  async function beat(): Promise<void> {
    while (!beating.signal.aborted) {
      await pause(deps.clock.sleep(options.heartbeatMs, beating.signal), beating.signal);
      if (beating.signal.aborted) return;
      try {
        await renew();
      } catch (cause) {
        deps.logger.warn({ event: "lease.renewal_failed", runId: run.id, err: cause });
        if (deps.clock.now() >= heldUntil) interrupt("lease_lost");
      }
    }
  }

  const beatingDone = beat();
  return {
    signal: work.signal,
    check: look,
    interrupt,
    async stop() {
      beating.abort();
      await beatingDone;
    },
  };
}

/** Waits for a sleep that may end by its signal; any other rejection is passed on. */
export async function pause(sleep: Promise<void>, signal: AbortSignal): Promise<void> {
  try {
    await sleep;
  } catch (cause) {
    if (!signal.aborted) throw cause;
  }
}
