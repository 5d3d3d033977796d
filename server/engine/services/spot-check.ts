import type { z } from "zod";
import { toFailure } from "../../contract/errors.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import type { SpotCheck, tickSpotCheckSchema } from "../../contract/sample.ts";
import type { EngineDeps } from "../deps.ts";
import type { Actor } from "./actor.ts";

void err, ok, toFailure;
/** Records of the sample picked at random for a person to compare by eye. */
export async function getSpotCheck(
  _deps: EngineDeps,
  _actor: Actor,
  _input: { migrationId: string },
): Promise<Result<SpotCheck>> {
  return err(toFailure("sample.not_ready", { message: "x" }));
}

/** Notes what a person found. */
export async function tickSpotCheck(
  _deps: EngineDeps,
  _actor: Actor,
  _input: { migrationId: string } & z.output<typeof tickSpotCheckSchema>,
): Promise<Result<SpotCheck>> {
  return err(toFailure("sample.not_ready", { message: "x" }));
}
