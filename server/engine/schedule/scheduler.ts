import { type ScheduledTask, schedule } from "node-cron";
import { type WakeDeps, wakeDueWork } from "./wake.ts";

const everyMinute = "* * * * *";
/** A clock that goes back by less is being set right, not turned back. */
const clockSlackMs = 60_000;

export interface Scheduler {
  start(): void;
  /** Returns once a look that is under way has ended. */
  stop(): Promise<void>;
  /** One look, as every minute makes it. */
  wake(): Promise<void>;
}

/**
 * Looks every minute for work that is due. A clock that was turned back would leave work waiting for a moment far
 * away: then, and at the start, everything planned is set right first.
 */
export function createScheduler(deps: WakeDeps): Scheduler {
  let task: ScheduledTask | null = null;
  let looking: Promise<void> = Promise.resolve();
  let seenAt: number | null = null;

  async function look(): Promise<void> {
    const now = deps.clock.now();
    const all = seenAt === null || now < seenAt - clockSlackMs;
    seenAt = now;
    try {
      await wakeDueWork(deps, { all });
    } catch (cause) {
      // The store could not be read: nothing is lost, the next minute looks again.
      deps.logger.warn({ event: "schedule.failed", err: cause });
    }
  }

  function wake(): Promise<void> {
    looking = looking.then(look);
    return looking;
  }

  return {
    start() {
      task ??= schedule(everyMinute, wake, { name: "late changes", noOverlap: true });
    },
    async stop() {
      await task?.destroy();
      task = null;
      await looking;
    },
    wake,
  };
}
