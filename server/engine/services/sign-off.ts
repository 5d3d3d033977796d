import type { z } from "zod";
import { toFailure } from "../../contract/errors.ts";
import { err, type Result } from "../../contract/result.ts";
import type { SignOffView, SpotCheck, tickSpotCheckSchema } from "../../contract/sample.ts";
import type { EngineDeps } from "../deps.ts";
import type { Actor } from "./actor.ts";

function notYet(): ReturnType<typeof err> {
  return err(toFailure("run.kind_unavailable", { message: "This part is being built" }));
}

/** What has to be accepted before the plan can be approved, and what stands in the way. */
export async function getSignOff(
  _deps: EngineDeps,
  _actor: Actor,
  _input: { migrationId: string },
): Promise<Result<SignOffView>> {
  return notYet();
}

/** Records of the sample picked at random for a person to compare by eye. */
export async function getSpotCheck(
  _deps: EngineDeps,
  _actor: Actor,
  _input: { migrationId: string },
): Promise<Result<SpotCheck>> {
  return notYet();
}

/** Notes what a person found. */
export async function tickSpotCheck(
  _deps: EngineDeps,
  _actor: Actor,
  _input: { migrationId: string } & z.output<typeof tickSpotCheckSchema>,
): Promise<Result<SpotCheck>> {
  return notYet();
}
