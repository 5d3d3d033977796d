import type { AuditLine, Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import type { Actor } from "./actor.ts";

/** Something a person did in Portage. `detail` holds counts, ids and hashes, never a customer's value. */
export interface Act {
  /** `plan.edit`, `run.start`, `conflict.decide`: what it is about and what was done. */
  readonly operation: string;
  readonly detail?: AuditLine["detail"];
  readonly runId?: string;
  /** False for looking at something; true unless told otherwise. */
  readonly writes?: boolean;
  /** External ids of the records it is about. */
  readonly records?: readonly string[];
}

/** Adds one line to the audit trail of the migration; call it once the act is durable. */
export async function auditAct(
  deps: Pick<EngineDeps, "store" | "clock">,
  actor: Pick<Actor, "userId">,
  scope: Scope,
  act: Act,
): Promise<void> {
  const line: AuditLine = {
    at: deps.clock.now(),
    actor: actor.userId,
    runId: act.runId ?? null,
    system: "portage",
    operation: act.operation,
    writes: act.writes ?? true,
    boardId: null,
    records: act.records ?? [],
    requestId: null,
    outcome: "ok",
    detail: act.detail ?? {},
  };
  await deps.store.audit.append(scope, [line]);
}
