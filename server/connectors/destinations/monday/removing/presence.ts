import { z } from "zod";
import { type Failure, toFailure } from "../../../../contract/errors.ts";
import { ok, type Result } from "../../../../contract/result.ts";
import type { SchemaObject } from "../../../types.ts";
import type { MondayClient } from "../api/client.ts";
import { groupItemsDocument, workspaceContentDocument } from "../api/documents.ts";
import { readBoardStates } from "../reading/board-states.ts";
import { readWorkspaces } from "../reading/boards.ts";
import { readBoardPeople } from "../writing/people.ts";

/** Whether a thing is still there, and whether it may go. */
export type Presence =
  | { readonly kind: "there" }
  | { readonly kind: "gone" }
  | { readonly kind: "kept"; readonly error: Failure };

interface Placed {
  readonly object: SchemaObject;
  readonly boardId: string | null;
}

/** Looks for an object where it lies. What lies on a board that is gone is gone with it. */
export async function presenceOf(
  client: MondayClient,
  { object, boardId }: Placed,
  signal: AbortSignal,
): Promise<Result<Presence>> {
  if (object.kind === "workspace") return workspacePresence(client, object.id, signal);
  const lies = object.kind === "board" ? object.id : (boardId ?? "");
  const states = await readBoardStates(client, lies === "" ? [] : [lies], signal);
  if (!states.ok) return states;
  const board = states.value.get(lies);
  if (!board) return ok({ kind: lies === "" ? "there" : "gone" });
  switch (object.kind) {
    case "board":
      return ok({ kind: "there" });
    case "column":
      return ok({ kind: board.columns.some(({ id }) => id === object.id) ? "there" : "gone" });
    case "group":
      if (!board.groups.some(({ id }) => id === object.id)) return ok({ kind: "gone" });
      if (board.groups.length === 1) return ok({ kind: "kept", error: lastGroup() });
      return groupPresence(client, { groupId: object.id, boardId: lies }, signal);
    case "subscriber":
      return subscriberPresence(client, { userId: object.id, boardId: lies }, signal);
  }
}

const groupSchema = z.looseObject({
  boards: z
    .array(
      z
        .looseObject({
          groups: z
            .array(z.looseObject({ items_page: z.looseObject({ items: z.array(z.unknown()) }) }).nullable())
            .nullish(),
        })
        .nullable(),
    )
    .nullable(),
});

async function groupPresence(
  client: MondayClient,
  { groupId, boardId }: { groupId: string; boardId: string },
  signal: AbortSignal,
): Promise<Result<Presence>> {
  const variables = { board: [boardId], groups: [groupId] };
  const read = await client.query({ document: groupItemsDocument, variables, boardId, signal }, groupSchema);
  if (!read.ok) return read;
  const [group] = read.value.boards?.[0]?.groups ?? [];
  if (!group) return ok({ kind: "gone" });
  return ok(
    group.items_page.items.length === 0 ? { kind: "there" } : { kind: "kept", error: holds("group") },
  );
}

const contentSchema = z.looseObject({
  boards: z.array(z.unknown()).nullable(),
  archived: z.array(z.unknown()).nullable(),
});

async function workspacePresence(
  client: MondayClient,
  workspaceId: string,
  signal: AbortSignal,
): Promise<Result<Presence>> {
  const listed = await readWorkspaces(client, signal);
  if (!listed.ok) return listed;
  if (!listed.value.some(({ id }) => id === workspaceId)) return ok({ kind: "gone" });
  const variables = { workspaces: [workspaceId] };
  const content = await client.query(
    { document: workspaceContentDocument, variables, signal },
    contentSchema,
  );
  if (!content.ok) return content;
  const { boards, archived } = content.value;
  // monday deletes archived boards with their workspace, too.
  const isEmpty = (boards ?? []).length + (archived ?? []).length === 0;
  return ok(isEmpty ? { kind: "there" } : { kind: "kept", error: holds("workspace") });
}

async function subscriberPresence(
  client: MondayClient,
  { userId, boardId }: { userId: string; boardId: string },
  signal: AbortSignal,
): Promise<Result<Presence>> {
  const people = await readBoardPeople(client, boardId, signal);
  if (!people.ok) return people.error.code === "monday.board_missing" ? ok({ kind: "gone" }) : people;
  if (people.value.owners.has(userId)) {
    const message = "The person owns the board now";
    return ok({
      kind: "kept",
      error: toFailure("monday.schema_conflict", {
        message,
        userMessage: "The person was made an owner of the board and stays on it.",
        remedy: "Take them off the board by hand if they are not wanted.",
      }),
    });
  }
  return ok({ kind: people.value.subscribers.has(userId) ? "there" : "gone" });
}

/** monday refuses it with the same 409 as a call that is still at work (facts 6), so it is not even asked. */
function lastGroup(): Failure {
  return toFailure("monday.schema_conflict", {
    message: "The group is the last one of its board",
    userMessage: "monday keeps the last group of a board.",
    remedy: "Add another group to the board, then roll back again, or leave it.",
  });
}

function holds(what: "group" | "workspace"): Failure {
  return toFailure("monday.schema_conflict", {
    message: `The ${what} still holds something`,
    userMessage: `The ${what} is not empty, so it stays.`,
    remedy: `Move or delete what it holds, then remove the ${what} by hand or roll back again.`,
  });
}
