import { toFailure } from "../../contract/errors.ts";
import { err, type Result } from "../../contract/result.ts";
import type { StartRun } from "../../contract/run.ts";
import type { DiffPage, DiffQuery, SampleView } from "../../contract/sample.ts";
import type { Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import type { Actor } from "./actor.ts";

function notYet(): ReturnType<typeof err> {
  return err(toFailure("run.kind_unavailable", { message: "This part is being built" }));
}

/** The latest sample, what it covers and how its fields came out; what the next one would take. */
export async function getSample(
  _deps: EngineDeps,
  _actor: Actor,
  _input: { migrationId: string },
): Promise<Result<SampleView>> {
  return notYet();
}

/** Field by field what the latest sample wrote and what monday shows. */
export async function listDiff(
  _deps: EngineDeps,
  _actor: Actor,
  _input: { migrationId: string } & DiffQuery,
): Promise<Result<DiffPage>> {
  return notYet();
}

/** Whether a run of this kind may start now. */
export async function checkSample(
  _deps: EngineDeps,
  _scope: Scope,
  _options: StartRun["options"],
): Promise<Result<void>> {
  return notYet();
}
