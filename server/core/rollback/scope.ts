import type { PlanBoard } from "../../contract/plan.ts";
import type { RollbackScope } from "../../contract/rollback.ts";
import { isTestKey } from "../sampling/test-prefix.ts";

/** Ledger phases of comments end in this (`clients.updates`). */
const updatesSuffix = ".updates";
/** Key of the column that marks the items of a sample. */
const sampleMark = "/portage_sample";

export interface ScopeFacts {
  /** Runs of kind sample. */
  readonly sampleRuns: ReadonlySet<string>;
  readonly boards: readonly Pick<PlanBoard, "key" | "part">[];
}

/** Key of the board a ledger phase belongs to. */
export function boardOfPhase(phase: string): string {
  return phase.endsWith(updatesSuffix) ? phase.slice(0, -updatesSuffix.length) : phase;
}

/** Which ledger rows a rollback takes back. */
export function rowsIn(
  scope: RollbackScope,
  facts: ScopeFacts,
): (row: { readonly phase: string; readonly externalId: string; readonly firstRunId: string }) => boolean {
  switch (scope.kind) {
    case "all":
      return () => true;
    case "test":
      return (row) => isTestKey(row.phase);
    case "run":
      return (row) => row.firstRunId === scope.runId;
    case "sample":
      return (row) => facts.sampleRuns.has(row.firstRunId) && !isTestKey(row.phase);
    case "board": {
      const keys = boardKeys(scope.board, facts);
      return (row) => keys.has(boardOfPhase(row.phase));
    }
    case "record": {
      const { board, externalId } = scope;
      return (row) =>
        row.phase === board
          ? row.externalId === externalId
          : row.phase === `${board}${updatesSuffix}` && row.externalId.startsWith(`${externalId}#`);
    }
  }
}

/** Which schema objects a rollback may take back; each of them goes only when nothing needs it any more. */
export function objectsIn(
  scope: RollbackScope,
  facts: ScopeFacts,
): (object: { readonly kind: string; readonly key: string }) => boolean {
  switch (scope.kind) {
    case "all":
    // Boards that the run's records leave empty; the engine asks for what is left on each.
    case "run":
      return () => true;
    case "test":
      return ({ key }) => isTestKey(key);
    case "sample":
      return ({ kind, key }) => kind === "column" && isSampleMark(key) && !isTestKey(key);
    case "board": {
      const keys = boardKeys(scope.board, facts);
      return ({ kind, key }) => kind !== "workspace" && keys.has(key.split("/")[0] ?? "");
    }
    case "record":
      return () => false;
  }
}

/** The board with all its parts. */
function boardKeys(board: string, { boards }: ScopeFacts): ReadonlySet<string> {
  const parts = boards.filter(({ part }) => part?.of === board).map(({ key }) => key);
  return new Set([board, ...parts]);
}

/** True for the column that marks the items of a sample: filled beside the mapping. */
export function isSampleMark(key: string): boolean {
  return key.endsWith(sampleMark);
}

/** True for scopes that take whole boards, where reading a board once is cheaper than asking for its items. */
export function takesWholeBoards(scope: RollbackScope): boolean {
  return scope.kind === "all" || scope.kind === "test" || scope.kind === "board";
}

/** Whether both mean the same things. */
export function isSameScope(one: RollbackScope, other: RollbackScope): boolean {
  return JSON.stringify(toTuple(one)) === JSON.stringify(toTuple(other));
}

function toTuple(scope: RollbackScope): readonly string[] {
  switch (scope.kind) {
    case "run":
      return [scope.kind, scope.runId];
    case "board":
      return [scope.kind, scope.board];
    case "record":
      return [scope.kind, scope.board, scope.externalId];
    default:
      return [scope.kind];
  }
}
