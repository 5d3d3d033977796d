import type { PlanEdit } from "../../../lib/contract.ts";

/** One action of the admin: its edits are taken together or not at all. */
export interface EditBatch {
  readonly id: number;
  /** Where on the screen it was asked for (`column:clients:email`), so that a refusal is shown right there. */
  readonly origin: string;
  readonly edits: readonly PlanEdit[];
}

/** Why the server did not take a batch. */
export interface Refusal {
  readonly batch: EditBatch;
  readonly message: string;
  readonly remedy: string;
}

export interface EditQueue {
  readonly nextId: number;
  readonly sending: EditBatch | null;
  readonly waiting: readonly EditBatch[];
  /** The last batch that was refused, until the admin changes something else or dismisses it. */
  readonly refusal: Refusal | null;
  /** Batches dropped because somebody else changed the plan; null when nothing was. */
  readonly dropped: readonly EditBatch[] | null;
}

export type QueueEvent =
  | { readonly type: "added"; readonly origin: string; readonly edits: readonly PlanEdit[] }
  | { readonly type: "taken" }
  | { readonly type: "refused"; readonly message: string; readonly remedy: string }
  | { readonly type: "stale" }
  | { readonly type: "dismissed" };

/** `patchPlanSchema` takes at most this many edits in one call. */
const maxEditsPerBatch = 200;

export const emptyQueue: EditQueue = { nextId: 1, sending: null, waiting: [], refusal: null, dropped: null };

function add(queue: EditQueue, origin: string, edits: readonly PlanEdit[]): EditQueue {
  const batches: EditBatch[] = [];
  for (let from = 0; from < edits.length; from += maxEditsPerBatch) {
    batches.push({
      id: queue.nextId + batches.length,
      origin,
      edits: edits.slice(from, from + maxEditsPerBatch),
    });
  }
  const [first, ...rest] = [...queue.waiting, ...batches];
  const nextId = queue.nextId + batches.length;
  if (queue.sending !== null) {
    return { ...queue, nextId, waiting: [...queue.waiting, ...batches], refusal: null, dropped: null };
  }
  return { nextId, sending: first ?? null, waiting: rest, refusal: null, dropped: null };
}

/**
 * Edits go to the server one batch at a time, because each must name the plan it changes. A refused batch is set
 * aside and the next one goes on; a stale plan drops everything, since it was decided on another plan.
 */
export function toNextQueue(queue: EditQueue, event: QueueEvent): EditQueue {
  const [next, ...rest] = queue.waiting;
  switch (event.type) {
    case "added":
      return add(queue, event.origin, event.edits);
    case "taken":
      return { ...queue, sending: next ?? null, waiting: rest };
    case "refused": {
      if (queue.sending === null) return queue;
      const refusal = { batch: queue.sending, message: event.message, remedy: event.remedy };
      return { ...queue, sending: next ?? null, waiting: rest, refusal };
    }
    case "stale": {
      const dropped = queue.sending === null ? queue.waiting : [queue.sending, ...queue.waiting];
      return { ...queue, sending: null, waiting: [], dropped };
    }
    case "dismissed":
      return { ...queue, refusal: null, dropped: null };
  }
}

/** Edits on their way, oldest first. */
export function toPendingEdits(queue: EditQueue): PlanEdit[] {
  const batches = queue.sending === null ? queue.waiting : [queue.sending, ...queue.waiting];
  return batches.flatMap((batch) => batch.edits);
}
