import type { RunState } from "../contract/run.ts";
import type { RunRow } from "../store/store.ts";

/**
 * The life of a run. A run is created `queued`; a worker makes it `running`; a limit or an outage makes it
 * `waiting` and it goes on by itself. A person may pause, resume and cancel. `failed` means that a person has to
 * do something first; after that the same run is resumed and goes on where it stood.
 */
export const transitions: Readonly<Record<RunState, readonly RunState[]>> = {
  queued: ["running", "paused", "cancelled"],
  running: ["waiting", "paused", "succeeded", "needs_attention", "failed", "cancelled"],
  waiting: ["running", "paused", "failed", "cancelled"],
  paused: ["queued", "cancelled"],
  failed: ["queued"],
  succeeded: [],
  needs_attention: [],
  cancelled: [],
};

/** States of a run that occupies its migration: no second run may start beside it. */
export const activeStates: readonly RunState[] = ["queued", "running", "waiting", "paused"];

/** States in which a worker holds the run. */
export const workingStates: readonly RunState[] = ["running", "waiting"];

/** True when the table allows this step. */
export function mayBecome(from: RunState, to: RunState): boolean {
  return transitions[from].includes(to);
}

/** The from-list of an update that moves a run to `to`, so that the store refuses every other state. */
export function statesBefore(to: RunState): readonly RunState[] {
  return (Object.keys(transitions) as RunState[]).filter((from) => mayBecome(from, to));
}

/** True while the run occupies its migration. */
export function isActive(state: RunState): boolean {
  return activeStates.includes(state);
}

/** What a person may ask of the run now; a wish that is already noted is not offered again. */
export function possibleControls(run: Pick<RunRow, "state" | "control">): ("pause" | "resume" | "cancel")[] {
  const possible: ("pause" | "resume" | "cancel")[] = [];
  if (mayBecome(run.state, "paused") && run.control === null) possible.push("pause");
  if (run.state === "paused" || run.state === "failed" || run.state === "waiting") possible.push("resume");
  if (mayBecome(run.state, "cancelled") && run.control !== "cancel") possible.push("cancel");
  return possible;
}
