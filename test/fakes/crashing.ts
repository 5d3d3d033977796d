import type { Destination } from "../../server/connectors/types.ts";
import type { Store } from "../../server/store/store.ts";

/** Stands for the end of the process: nothing after it happens any more. */
class Crash extends Error {
  constructor() {
    super("The process died here");
    this.name = "Crash";
  }
}

/** Calls after which the world looks different: the moments at which a crash matters. */
const changing = new Set([
  "commit",
  "stage",
  "mark",
  "save",
  "put",
  "clear",
  "write",
  "saveInventory",
  "saveReconciliation",
  "reopenFailed",
  "settle",
  "removeItems",
  "removeUpdates",
  "removeObject",
  "restoreCells",
  "restoreUpdates",
  "remove",
  "reset",
]);

export interface CrashPlan {
  /** The how-manieth changing call of this process dies; 0 never. */
  readonly at: number;
  /** Before the call has an effect, or after it, when nobody learns of it. */
  readonly when: "before" | "after";
}

export interface Mortal {
  store: Store;
  destination(destination: Destination): Destination;
  /** Changing calls made so far. */
  calls(): number;
  isDead(): boolean;
}

/** Wraps store and destination of one process so that it dies at a chosen call, as if killed. */
export function createMortal(store: Store, plan: CrashPlan): Mortal {
  let calls = 0;
  let dead = false;

  async function call(name: string, work: () => unknown): Promise<unknown> {
    if (dead) throw new Crash();
    if (!changing.has(name)) return work();
    calls += 1;
    const dies = calls === plan.at;
    if (dies && plan.when === "before") {
      dead = true;
      throw new Crash();
    }
    if (!dies) {
      const result = await work();
      if (dead) throw new Crash();
      return result;
    }
    dead = true;
    await work();
    throw new Crash();
  }

  function wrap<T extends object>(target: T): T {
    return new Proxy(target, {
      get(object, name, receiver) {
        const member: unknown = Reflect.get(object, name, receiver);
        if (typeof member === "object" && member !== null) return wrap(member);
        if (typeof member !== "function" || typeof name !== "string") return member;
        if (name === "batchSize" || name === "callsMade" || name.endsWith("Url")) return member.bind(object);
        return (...input: unknown[]) => call(name, () => Reflect.apply(member, object, input));
      },
    });
  }

  return { store: wrap(store), destination: wrap, calls: () => calls, isDead: () => dead };
}
