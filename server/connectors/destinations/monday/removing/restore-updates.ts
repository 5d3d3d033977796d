import { ok, type Result } from "../../../../contract/result.ts";
import type { MondayClient } from "../api/client.ts";
import { toUpdateBody } from "../update-body.ts";
import { runAliased } from "./aliased.ts";
import type { Restoration } from "./restore-cells.ts";

/** Writes the text of updates anew, in the HTML and with the marker they were created with. */
export async function restoreUpdates(
  client: MondayClient,
  input: { updates: readonly { id: string; externalId: string; body: string }[] },
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, Restoration>>> {
  const parts = input.updates.map(({ id, externalId, body }) => ({
    ...{ id, record: externalId, values: toUpdateBody(body, externalId) },
  }));
  const ends = await runAliased(client, { kind: "restore_update", boardId: null, parts }, signal);
  if (!ends.ok) return ends;
  return ok(
    new Map(
      [...ends.value].map(([id, failure]): [string, Restoration] => [
        id,
        failure === null ? { ok: true } : { ok: false, error: failure },
      ]),
    ),
  );
}
