import { toFailure } from "../../contract/errors.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import type { RunKind } from "../../contract/run.ts";
import type { RunRow, Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import { runOptions } from "../run-options.ts";
import { checkSample } from "./samples.ts";

/** Rollbacks looked at; previews are among them. */
const runsRead = 50;

/**
 * Runs that make a failed one a thing of the past. A rollback judges what stands when it goes on, so that one resumed
 * after an import would take back more than anybody was shown; what was taken back must not come back by a resume.
 */
const overtakenBy: Readonly<Record<RunKind, readonly RunKind[]>> = {
  discover: [],
  verify: ["rollback"],
  sample: ["rollback"],
  import: ["rollback"],
  delta: ["rollback"],
  rollback: ["sample", "import", "delta", "rollback"],
};

/** Whether a run may go on: no other is active, and for a failed one nothing that has run since is in the way. */
export async function checkResume(deps: EngineDeps, run: RunRow): Promise<Result<void>> {
  const { accountId, migrationId } = run;
  const scope: Scope = { accountId, migrationId };
  const active = await deps.store.runs.active(scope);
  if (active && active.id !== run.id) {
    return err(toFailure("run.already_running", { message: "Another run is active" }));
  }
  if (run.state !== "failed" || isPreview(run)) return ok(undefined);
  for (const kind of overtakenBy[run.kind]) {
    const later = await deps.store.runs.list(scope, runsRead, kind);
    if (later.some((each) => each.id > run.id && each.startedAt !== null && !isPreview(each))) {
      return overtaken(kind);
    }
  }
  return run.kind === "sample" ? checkSample(deps, scope, runOptions(run)) : ok(undefined);
}

function isPreview(run: RunRow): boolean {
  return runOptions(run).rollback?.previewOnly === true;
}

function overtaken(kind: RunKind): ReturnType<typeof err> {
  return err(
    toFailure("run.illegal_transition", {
      message: `A run of kind ${kind} has begun since`,
      userMessage: "Another run has changed what this one was about.",
      remedy: "Start a new run: it works with what is there now.",
    }),
  );
}
