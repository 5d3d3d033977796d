import type { z } from "zod";
import type { AuditEntry, auditPageSchema, auditQuerySchema } from "../../contract/audit.ts";
import { toFailure } from "../../contract/errors.ts";
import { err, ok, type Result } from "../../contract/result.ts";
import { exportOperation, toAuditText } from "../../core/audit-verify.ts";
import type { Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";
import { type Actor, notFound, scopeOf } from "./actor.ts";
import { auditAct } from "./audit-act.ts";

const linesPerRead = 500;

/** The audit trail, newest first. */
export async function listAudit(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string } & z.output<typeof auditQuerySchema>,
): Promise<Result<z.output<typeof auditPageSchema>>> {
  const scope = scopeOf(actor, input.migrationId);
  if (!(await deps.store.migrations.get(scope))) return notFound("migration");
  const beforeSeq = input.cursor === undefined ? null : Number(input.cursor);
  if (beforeSeq !== null && !(Number.isSafeInteger(beforeSeq) && beforeSeq > 0)) {
    return err(toFailure("request.invalid", { message: "The cursor is none of ours" }));
  }
  const { limit, writes } = input;
  const page = { beforeSeq, limit, ...(writes === undefined ? {} : { writes }) };
  const entries = await deps.store.audit.newest(scope, page);
  const head = await deps.store.audit.head(scope);
  const last = entries.at(-1);
  return ok({
    items: [...entries],
    cursor: entries.length < limit || !last || last.seq === 1 ? null : String(last.seq),
    total: head.count,
    head: head.hash,
  });
}

/**
 * The whole trail, oldest first, one JSON line for each entry. The export itself becomes the last line, so that a
 * file cut off later is noticed without knowing the head.
 */
export async function streamAudit(
  deps: EngineDeps,
  actor: Actor,
  input: { migrationId: string },
): Promise<Result<AsyncIterable<string>>> {
  const scope = scopeOf(actor, input.migrationId);
  if (!(await deps.store.migrations.get(scope))) return notFound("migration");
  return ok(linesOf(deps, actor, scope));
}

async function* linesOf(deps: EngineDeps, actor: Actor, scope: Scope): AsyncGenerator<string> {
  const exportId = deps.ids.next();
  await auditAct(deps, actor, scope, { operation: exportOperation, writes: false, detail: { exportId } });
  for (let after = 0; ; ) {
    const page = await deps.store.audit.page(scope, after, linesPerRead);
    const last = page.at(-1);
    if (!last) return;
    // Runs go on adding lines meanwhile; they belong to the next export.
    const end = page.findIndex(({ detail }) => detail.exportId === exportId);
    yield toText(end === -1 ? page : page.slice(0, end + 1));
    if (end !== -1) return;
    after = last.seq;
  }
}

function toText(entries: readonly AuditEntry[]): string {
  return entries.map((entry) => `${toAuditText(entry)}\n`).join("");
}
