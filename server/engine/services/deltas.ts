import type { z } from "zod";
import type {
  conflictPageSchema,
  conflictsQuerySchema,
  DeltaView,
  decideConflictsSchema,
  patchDeltaSchema,
} from "../../contract/delta.ts";
import { toFailure } from "../../contract/errors.ts";
import { err, type Result } from "../../contract/result.ts";
import type { Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import type { Actor } from "./actor.ts";

function notYet(): ReturnType<typeof err> {
  return err(toFailure("run.kind_unavailable", { message: "This part is being built" }));
}

/** The window in which late changes are picked up, its rounds and the cutover checklist. */
export async function getDelta(
  _deps: EngineDeps,
  _actor: Actor,
  _input: { migrationId: string },
): Promise<Result<DeltaView>> {
  return notYet();
}

/** Changes length, interval, state or a tick of the checklist. */
export async function changeDelta(
  _deps: EngineDeps,
  _actor: Actor,
  _input: { migrationId: string } & z.output<typeof patchDeltaSchema>,
): Promise<Result<DeltaView>> {
  return notYet();
}

/** Fields changed on both sides and records that left the source. */
export async function listConflicts(
  _deps: EngineDeps,
  _actor: Actor,
  _input: { migrationId: string } & z.output<typeof conflictsQuerySchema>,
): Promise<Result<z.output<typeof conflictPageSchema>>> {
  return notYet();
}

/** Decides conflicts; the next delta run carries it out. */
export async function decideConflicts(
  _deps: EngineDeps,
  _actor: Actor,
  _input: { migrationId: string } & z.output<typeof decideConflictsSchema>,
): Promise<Result<{ decided: number }>> {
  return notYet();
}

/** Whether a run of this kind may start now. */
export async function checkDelta(_deps: EngineDeps, _scope: Scope): Promise<Result<void>> {
  return notYet();
}
