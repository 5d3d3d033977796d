import { z } from "zod";
import { toFailure } from "../../../../contract/errors.ts";
import { err, ok, type Result } from "../../../../contract/result.ts";
import { createWorkspaceDocument } from "../api/documents.ts";
import { readWorkspaces } from "../reading/boards.ts";
import type { SchemaWork } from "./work.ts";

const KEY = "workspace";
const schema = z.looseObject({ create_workspace: z.looseObject({ id: z.coerce.string() }).nullable() });

/** The workspace everything goes to: the chosen or named one, the one an earlier pass made, or a new one of the CRM product. */
export async function ensureWorkspace(work: SchemaWork): Promise<Result<string>> {
  const chosen = work.plan.workspace.id ?? work.get(KEY)?.id ?? null;
  const listed = await readWorkspaces(work.client, work.signal);
  if (!listed.ok) return listed;
  if (chosen !== null) {
    if (!listed.value.some(({ id }) => id === chosen)) return err(workspaceGone(chosen));
    const created = work.get(KEY)?.id === chosen ? (work.get(KEY)?.created ?? false) : false;
    await work.keep({ kind: "workspace", key: KEY, id: chosen, created, detail: null });
    return ok(chosen);
  }
  const leftover = listed.value.find(({ description }) => description.includes(work.marker(KEY)));
  // A plan without a workspace id names one; when the account has it, nothing new is made.
  const named = listed.value.find(({ name }) => name === work.plan.workspace.name);
  if (!leftover && named) {
    await work.keep({ kind: "workspace", key: KEY, id: named.id, created: false, detail: null });
    return ok(named.id);
  }
  const id = leftover ? ok(leftover.id) : await createWorkspace(work);
  if (!id.ok) return id;
  await work.keep({ kind: "workspace", key: KEY, id: id.value, created: true, detail: null });
  return id;
}

async function createWorkspace(work: SchemaWork): Promise<Result<string>> {
  const variables = {
    name: work.plan.workspace.name,
    description: `Imported by Portage ${work.marker(KEY)}`,
    // The word "crm" would make an ordinary workspace without a word; only the product's numeric id works.
    product: work.crmProductId,
  };
  const made = await work.client.change(
    {
      document: createWorkspaceDocument,
      variables,
      idempotencyKey: work.stableKey(KEY),
      signal: work.signal,
    },
    schema,
  );
  if (!made.ok) return made;
  const id = made.value.create_workspace?.id;
  return id
    ? ok(id)
    : err(toFailure("monday.unexpected", { message: "monday made a workspace without an id" }));
}

function workspaceGone(workspaceId: string) {
  return toFailure("monday.schema_conflict", {
    message: "The plan's workspace is not among the active ones",
    userMessage: "The workspace of this import no longer exists in monday.",
    remedy: "Restore it from monday's recycle bin and resume, or choose another workspace in the plan.",
    where: { workspaceId },
  });
}
