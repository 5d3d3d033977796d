import { toFailure } from "../../contract/errors.ts";
import type { Plan, PlanEdit } from "../../contract/plan.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import { boardOfPhase } from "../../core/rollback/scope.ts";
import type { Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import { hasImported } from "./imported.ts";

/** Items of a sample stay on the board they were put on: the import would count them, and not find them on another. */
export async function refuseOtherTarget(
  deps: EngineDeps,
  scope: Scope,
  { current, edits }: { current: Plan; edits: readonly PlanEdit[] },
): Promise<Result<void>> {
  const moved = edits.flatMap((edit) => {
    const board =
      edit.op === "board.target" ? current.boards.find(({ key }) => key === edit.board) : undefined;
    const target = board?.target.mode === "existing" ? board.target.boardId : null;
    return board && edit.op === "board.target" && edit.boardId !== target ? [board] : [];
  });
  if (moved.length === 0) return ok(undefined);
  const held = new Set((await deps.store.ledger.counts(scope)).map(({ phase }) => boardOfPhase(phase)));
  const [sampled] = moved.filter(({ key }) => held.has(key));
  if (!sampled || (await hasImported(deps, scope, await deps.store.plans.get(scope)))) return ok(undefined);
  return err(
    toFailure("plan.impossible_edit", {
      message: "Items of a sample are on the board",
      userMessage: `Items of the sample are on the board of "${sampled.title}" and cannot go with it to another one.`,
      remedy: "Remove the sample first, then choose another board.",
      where: { op: "board.target", board: sampled.key },
    }),
  );
}
