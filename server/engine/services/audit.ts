import type { z } from "zod";
import type { auditPageSchema, auditQuerySchema } from "../../contract/audit.ts";
import { toFailure } from "../../contract/errors.ts";
import { err, type Result } from "../../contract/result.ts";
import type { EngineDeps } from "../deps.ts";
import type { Actor } from "./actor.ts";

function notYet(): ReturnType<typeof err> {
  return err(toFailure("run.kind_unavailable", { message: "This part is being built" }));
}

/** The audit trail, newest first. */
export async function listAudit(
  _deps: EngineDeps,
  _actor: Actor,
  _input: { migrationId: string } & z.output<typeof auditQuerySchema>,
): Promise<Result<z.output<typeof auditPageSchema>>> {
  return notYet();
}

/** The whole trail, oldest first, one JSON line for each entry. */
export async function streamAudit(
  _deps: EngineDeps,
  _actor: Actor,
  _input: { migrationId: string },
): Promise<Result<AsyncIterable<string>>> {
  return notYet();
}
