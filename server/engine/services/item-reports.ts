import type { z } from "zod";
import { toFailure } from "../../contract/errors.ts";
import type { ItemView, reportItemSchema } from "../../contract/item.ts";
import { err, type Result } from "../../contract/result.ts";
import type { EngineDeps } from "../deps.ts";
import type { Actor } from "./actor.ts";

function notYet(): ReturnType<typeof err> {
  return err(toFailure("run.kind_unavailable", { message: "This part is being built" }));
}

/** "Something is wrong here": opens a repair of the item. */
export async function reportItem(
  _deps: EngineDeps,
  _actor: Actor,
  _input: { itemId: string; signal: AbortSignal } & z.output<typeof reportItemSchema>,
): Promise<Result<ItemView>> {
  return notYet();
}
