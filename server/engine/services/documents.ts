import { toFailure } from "../../contract/errors.ts";
import { err, type Result } from "../../contract/result.ts";
import type { EngineDeps } from "../deps.ts";
import type { Actor } from "./actor.ts";

function notYet(): ReturnType<typeof err> {
  return err(toFailure("run.kind_unavailable", { message: "This part is being built" }));
}

/** The handoff report in pieces. */
export async function writeReport(
  _deps: EngineDeps,
  _actor: Actor,
  _input: { migrationId: string; format: "html" | "json" | "csv" },
): Promise<Result<AsyncIterable<string>>> {
  return notYet();
}

/** The scope document and set-up checklist of the plan, in pieces. */
export async function writeScope(
  _deps: EngineDeps,
  _actor: Actor,
  _input: { migrationId: string; format: "html" | "json" | "csv" },
): Promise<Result<AsyncIterable<string>>> {
  return notYet();
}

/** The spot check list as a page to print. */
export async function writeSpotCheck(
  _deps: EngineDeps,
  _actor: Actor,
  _input: { migrationId: string },
): Promise<Result<AsyncIterable<string>>> {
  return notYet();
}

/** Source id, item id and address of every record, as CSV. */
export async function streamIds(
  _deps: EngineDeps,
  _actor: Actor,
  _input: { migrationId: string },
): Promise<Result<AsyncIterable<string>>> {
  return notYet();
}
