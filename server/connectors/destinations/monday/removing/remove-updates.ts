import { ok, type Result } from "../../../../contract/result.ts";
import type { Removal } from "../../../types.ts";
import type { MondayClient } from "../api/client.ts";
import { runAliased } from "./aliased.ts";

/** Deletes updates with their replies; one that is not there any more is `gone`. */
export async function removeUpdates(
  client: MondayClient,
  input: { updateIds: readonly string[]; externalIds?: Readonly<Record<string, string>> },
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, Removal>>> {
  const { updateIds, externalIds = {} } = input;
  const parts = [...new Set(updateIds)].map((id) => ({ id, record: externalIds[id] }));
  const ends = await runAliased(client, { kind: "delete_update", boardId: null, parts }, signal);
  if (!ends.ok) return ends;
  return ok(
    new Map(
      [...ends.value].map(([id, failure]): [string, Removal] => {
        if (failure === null) return [id, { kind: "removed" }];
        const isGone = failure.code === "monday.item_missing";
        return [id, isGone ? { kind: "gone" } : { kind: "refused", error: failure }];
      }),
    ),
  );
}
