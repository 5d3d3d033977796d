import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type Failure, toFailure } from "../../../../contract/errors.ts";
import { assertNever, err, ok, type Result } from "../../../../contract/result.ts";
import type { Removal, SchemaObject } from "../../../types.ts";
import type { MondayClient } from "../api/client.ts";
import {
  deleteBoardDocument,
  deleteColumnDocument,
  deleteGroupDocument,
  deleteWorkspaceDocument,
  type MondayDocument,
  unsubscribeDocument,
} from "../api/documents.ts";
import { type Presence, presenceOf } from "./presence.ts";

interface Removed {
  readonly object: SchemaObject;
  readonly boardId: string | null;
}

/**
 * Removes a thing Portage made, once it is sure that nothing of anybody else goes with it: a group or workspace that
 * still holds something is refused, because monday would delete the content too. A person who meanwhile owns the
 * board stays on it. Only boards and columns go with all they hold; whoever asks for it has looked into them.
 */
export async function removeObject(
  client: MondayClient,
  input: Removed,
  signal: AbortSignal,
): Promise<Result<Removal>> {
  if (!input.object.created) throw new Error("Only what Portage made may be removed");
  const before = await presenceOf(client, input, signal);
  if (!before.ok) return before;
  if (before.value.kind !== "there") return ok(toRemoval(before.value));
  const call = callOf(input);
  if (!call) return err(noPlace(input.object));
  const removed = await client.change(
    {
      ...call,
      ...(input.boardId === null ? {} : { boardId: input.boardId }),
      idempotencyKey: randomUUID(),
      signal,
    },
    z.looseObject({}),
  );
  if (removed.ok) return ok({ kind: "removed" });
  if (removed.error.kind === "retryable" || removed.error.code === "monday.not_authenticated") return removed;
  // A repetition inside may have met its own success.
  const after = await presenceOf(client, input, signal);
  if (!after.ok) return after;
  return ok(after.value.kind === "gone" ? { kind: "removed" } : { kind: "refused", error: removed.error });
}

function toRemoval(presence: Exclude<Presence, { kind: "there" }>): Removal {
  return presence.kind === "gone" ? { kind: "gone" } : { kind: "refused", error: presence.error };
}

/** Null for a part of a board whose board nobody named. */
function callOf({
  object,
  boardId,
}: Removed): { document: MondayDocument; variables: Record<string, unknown> } | null {
  const { kind, id } = object;
  if (kind === "workspace") return { document: deleteWorkspaceDocument, variables: { workspace: id } };
  if (kind === "board") return { document: deleteBoardDocument, variables: { board: id } };
  if (boardId === null) return null;
  switch (kind) {
    case "group":
      return { document: deleteGroupDocument, variables: { board: boardId, group: id } };
    case "column":
      return { document: deleteColumnDocument, variables: { board: boardId, column: id } };
    case "subscriber":
      return { document: unsubscribeDocument, variables: { board: boardId, users: [id] } };
    default:
      return assertNever(kind);
  }
}

function noPlace({ kind, key }: SchemaObject): Failure {
  const message = `Nobody said on which board a ${kind} lies`;
  return toFailure("monday.schema_conflict", { message, where: { key } });
}
