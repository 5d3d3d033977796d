import type { z } from "zod";
import { toFailure } from "../../contract/errors.ts";
import { err, type Result } from "../../contract/result.ts";
import type {
  RollbackPreview,
  rollbackEntriesQuerySchema,
  rollbackEntryPageSchema,
  rollbackQuerySchema,
  rollbackViewSchema,
} from "../../contract/rollback.ts";
import type { StartRun } from "../../contract/run.ts";
import type { Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import type { Actor } from "./actor.ts";

function notYet(): ReturnType<typeof err> {
  return err(toFailure("run.kind_unavailable", { message: "This part is being built" }));
}

/** What a rollback would remove, restore and leave alone, and why. */
export async function previewRollback(
  _deps: EngineDeps,
  _actor: Actor,
  _input: { migrationId: string; signal: AbortSignal } & z.output<typeof rollbackQuerySchema>,
): Promise<Result<RollbackPreview>> {
  return notYet();
}

/** How the latest rollback ended and what its read-back has shown. */
export async function getRollback(
  _deps: EngineDeps,
  _actor: Actor,
  _input: { migrationId: string },
): Promise<Result<z.output<typeof rollbackViewSchema>>> {
  return notYet();
}

/** The latest rollback, thing by thing. */
export async function listRollbackEntries(
  _deps: EngineDeps,
  _actor: Actor,
  _input: { migrationId: string } & z.output<typeof rollbackEntriesQuerySchema>,
): Promise<Result<z.output<typeof rollbackEntryPageSchema>>> {
  return notYet();
}

/** Whether a run of this kind may start now. */
export async function checkRollback(
  _deps: EngineDeps,
  _scope: Scope,
  _options: StartRun["options"],
): Promise<Result<void>> {
  return notYet();
}
