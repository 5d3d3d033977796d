import type { RunKind, RunView, StartRun } from "../../server/contract/run.ts";
import type { Api } from "./api.ts";
import type { SandboxControl } from "./sandbox-control.ts";
import type { Stages } from "./stages.ts";

export interface WayBackOptions {
  readonly migrationId: string;
  readonly sandbox: SandboxControl;
  readonly stages: Stages;
  readonly say: (line: string) => void;
  readonly onRun: (run: RunView) => void;
}

/** Whether everything was proven: verified without a difference, rolled back, the account as it was before. */
export interface WayBackResult {
  readonly verified: boolean;
  readonly rolledBack: boolean;
}

/** What changes in the source while the delta window is open. */
const lateChanges = ["client-moves", "client-signs-up", "payment-is-deleted"];

/** After the import: verify, pick up late changes, verify again, roll everything back, prove it. */
export async function runWayBack(api: Api, options: WayBackOptions): Promise<WayBackResult> {
  const { say, stages, sandbox } = options;
  await stages.once("verify", () => verify(api, options));
  await stages.once("late changes", async () => {
    for (const action of lateChanges) say(`In the source: ${await sandbox.act(action)}`);
    return "done";
  });
  await stages.once("delta", () => pickUpChanges(api, options));
  const verified = await stages.once("verify again", () => verify(api, options));
  await stages.once("documents", () => fetchDocuments(api, options));
  const rolledBack = await stages.once("rollback", () => rollBack(api, options));
  return { verified: verified === "clean", rolledBack: rolledBack === "proven" };
}

async function verify(api: Api, options: WayBackOptions): Promise<string> {
  await finish(api, options, "verify");
  const { latest } = await api.verification(options.migrationId);
  if (!latest) throw new Error("The verify run left no verification");
  const { records, fields, links, differences, sums, rootHash } = latest;
  const unequal = sums.filter(({ equal }) => !equal).length;
  options.say(
    `Verified: ${records.found} of ${records.expected} records, ${fields.checked} fields, ` +
      `${links.found} of ${links.expected} links, ${differences} differences, ` +
      `${unequal === 0 ? "sums equal to the cent" : `${unequal} sums differ`}, root ${rootHash.slice(0, 16)}`,
  );
  return differences === 0 && unequal === 0 ? "clean" : "differs";
}

async function pickUpChanges(api: Api, options: WayBackOptions): Promise<string> {
  await finish(api, options, "delta", { final: true });
  const { rounds, conflictsOpen, deletedOpen } = await api.delta(options.migrationId);
  const [round] = rounds.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  if (!round) throw new Error("The delta run left no round");
  options.say(
    `Delta: ${round.created} new, ${round.changed} changed, ${round.cellsWritten} cells written, ` +
      `${conflictsOpen} conflicts, ${deletedOpen} gone from the source (their items stay)`,
  );
  return "done";
}

async function fetchDocuments(api: Api, options: WayBackOptions): Promise<string> {
  const report = await api.document(options.migrationId, "report.html");
  const { total, head } = await api.audit(options.migrationId);
  options.say(
    `Handoff report: ${report.length} characters; audit trail: ${total} lines, head ${head.slice(0, 16)}`,
  );
  return "done";
}

async function rollBack(api: Api, options: WayBackOptions): Promise<string> {
  const { migrationId, say } = options;
  await finish(api, options, "rollback", { rollback: { scope: { kind: "all" } } });
  const { latest } = await api.rollback(migrationId);
  if (!latest) throw new Error("The rollback left no result");
  const removed = latest.removed.map(({ kind, count }) => `${count} ${kind}s`).join(", ");
  say(
    `Rolled back: ${removed || "nothing"}; ${latest.restored.cells} cells of ${latest.restored.items} items restored`,
  );
  for (const left of latest.left) say(`Left alone: ${left.count} ${left.title}: ${left.reason}`);
  const { proof } = latest;
  say(
    `Proof: ${proof.itemsChecked} items asked for, ${proof.itemsStillThere} still there; ` +
      `${proof.cellsChecked} restored cells read, ${proof.cellsDifferent} differ`,
  );
  return proof.proven ? "proven" : "not proven";
}

/** Starts a run of this kind, or takes up the one under way, and follows it to its end. */
async function finish(
  api: Api,
  options: WayBackOptions,
  kind: RunKind,
  runOptions?: StartRun["options"],
): Promise<void> {
  const { activeRun } = await api.migration(options.migrationId);
  const id =
    activeRun?.kind === kind ? activeRun.id : (await api.startRun(options.migrationId, kind, runOptions)).id;
  const run = await api.follow(id, options.onRun);
  if (run.state === "succeeded" || run.state === "needs_attention") return;
  throw new Error(`The ${kind} run ended as ${run.state}. ${run.failure?.userMessage ?? ""}`);
}
