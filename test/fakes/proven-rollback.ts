import { expect } from "vitest";
import type { RollbackOptions, RollbackResult } from "../../server/contract/rollback.ts";
import { must } from "./engine-harness.ts";
import type { Portage } from "./portage.ts";

/** Takes back what is asked for; it must end well and be proven. */
export async function provenRollback(
  portage: Portage,
  migrationId: string,
  rollback: RollbackOptions,
): Promise<RollbackResult> {
  const run = await portage.run(migrationId, "rollback", { rollback });
  expect(run).toMatchObject({ state: "succeeded", failure: null });
  const { latest } = must(await portage.services.getRollback(portage.admin, { migrationId }));
  if (!latest) throw new Error("There is no result");
  expect(latest.proof.proven).toBe(true);
  return latest;
}
