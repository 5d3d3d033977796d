import type { z } from "zod";
import { toFailure } from "../../contract/errors.ts";
import { err, type Result } from "../../contract/result.ts";
import type {
  acceptDifferencesSchema,
  differencePageSchema,
  differencesQuerySchema,
  VerificationView,
} from "../../contract/verification.ts";
import type { Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import type { Actor } from "./actor.ts";

function notYet(): ReturnType<typeof err> {
  return err(toFailure("run.kind_unavailable", { message: "This part is being built" }));
}

/** The latest readings and what is open. */
export async function getVerification(
  _deps: EngineDeps,
  _actor: Actor,
  _input: { migrationId: string },
): Promise<Result<VerificationView>> {
  return notYet();
}

/** What differs from what was written. */
export async function listDifferences(
  _deps: EngineDeps,
  _actor: Actor,
  _input: { migrationId: string } & z.output<typeof differencesQuerySchema>,
): Promise<Result<z.output<typeof differencePageSchema>>> {
  return notYet();
}

/** Takes monday's state as right. */
export async function acceptDifferences(
  _deps: EngineDeps,
  _actor: Actor,
  _input: { migrationId: string } & z.output<typeof acceptDifferencesSchema>,
): Promise<Result<VerificationView>> {
  return notYet();
}

/** Whether a run of this kind may start now. */
export async function checkVerify(_deps: EngineDeps, _scope: Scope): Promise<Result<void>> {
  return notYet();
}
