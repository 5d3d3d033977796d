import { z } from "zod";
import { toFailure } from "../../../../contract/errors.ts";
import { err, ok, type Result } from "../../../../contract/result.ts";
import { isTestKey, testPrefix } from "../../../../core/sampling/test-prefix.ts";
import { createWorkspaceDocument } from "../api/documents.ts";
import { readWorkspaces } from "../reading/boards.ts";
import { createOnce } from "./create-once.ts";
import type { SchemaWork } from "./work.ts";

/** Key of the object: a test workspace is never taken for the one of the import. */
function keyOf(work: SchemaWork): string {
  return isTest(work) ? `${testPrefix}workspace` : "workspace";
}

function isTest(work: SchemaWork): boolean {
  return work.plan.boards.some(({ key }) => isTestKey(key));
}
const schema = z.looseObject({ create_workspace: z.looseObject({ id: z.coerce.string() }).nullable() });

/**
 * The workspace everything goes to: the chosen or named one, the one an earlier pass made, or a new one of the CRM
 * product. A test always gets a workspace of its own, whatever the account has under that name.
 */
export async function ensureWorkspace(work: SchemaWork): Promise<Result<string>> {
  const key = keyOf(work);
  const chosen = work.plan.workspace.id ?? work.get(key)?.id ?? null;
  const listed = await readWorkspaces(work.client, work.signal);
  if (!listed.ok) return listed;
  const known = work.get(key);
  if (chosen !== null) {
    if (!listed.value.some(({ id }) => id === chosen)) return err(workspaceGone(work, chosen));
    if (known && known.id !== chosen) await work.supersede(known);
    const created = known?.id === chosen && known.created;
    await work.keep({ kind: "workspace", key, id: chosen, created, detail: null });
    return ok(chosen);
  }
  const leftover = listed.value.find(({ description }) => description.includes(work.marker(key)));
  // A plan without a workspace id names one; when the account has it, nothing new is made.
  const named = isTest(work) ? undefined : listed.value.find(({ name }) => name === work.plan.workspace.name);
  if (!leftover && named) {
    await work.keep({ kind: "workspace", key, id: named.id, created: false, detail: null });
    return ok(named.id);
  }
  const id = leftover ? ok(leftover.id) : await createWorkspace(work, key);
  if (!id.ok) return id;
  await work.keep({ kind: "workspace", key, id: id.value, created: true, detail: null });
  return id;
}

async function createWorkspace(work: SchemaWork, key: string): Promise<Result<string>> {
  const variables = {
    name: work.plan.workspace.name,
    description: `Imported by Portage ${work.marker(key)}`,
    // The word "crm" would make an ordinary workspace without a word; only the product's numeric id works.
    product: work.crmProductId,
  };
  const made = await createOnce(
    work,
    { key, document: createWorkspaceDocument, variables },
    {
      schema,
      async isThere({ create_workspace: replayed }) {
        const listed = await readWorkspaces(work.client, work.signal);
        return listed.ok ? ok(listed.value.some(({ id }) => id === replayed?.id)) : listed;
      },
    },
  );
  if (!made.ok) return made;
  const id = made.value.create_workspace?.id;
  return id
    ? ok(id)
    : err(toFailure("monday.unexpected", { message: "monday made a workspace without an id" }));
}

function workspaceGone(work: SchemaWork, workspaceId: string) {
  return toFailure("monday.schema_conflict", {
    message: "The plan's workspace is not among the active ones",
    userMessage: `The workspace of this ${isTest(work) ? "sample" : "import"} no longer exists in monday.`,
    remedy: isTest(work)
      ? "Remove the test workspace in Portage, then run the sample again."
      : "Restore it from monday's recycle bin and resume, or choose another workspace in the plan.",
    where: { workspaceId },
  });
}
