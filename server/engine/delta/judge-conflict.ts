import type { TypedValue } from "../../contract/values.ts";
import type { ExistingCell } from "../../core/mapping/fill-empty.ts";
import type { ConflictRow } from "../../store/store.ts";
import { isSameCell, isSameSource, parseConflictBody } from "./conflict-body.ts";

/**
 * What a person's answer says about a field both sides have changed. write: the source's value, also over monday's.
 * keep: monday's value. ask: nobody has answered yet. ask_anew: the answer was about other values.
 */
export type Judgement = "write" | "keep" | "ask" | "ask_anew";

/**
 * An answer holds for what the person saw: monday's value is overwritten only when it still is that one. Once
 * monday's value was kept, it is kept until the source says something else again.
 */
export function judgeConflict(
  asked: ConflictRow | undefined,
  now: { source: TypedValue | null; monday: ExistingCell },
): Judgement {
  if (asked === undefined || asked.state === "open") return "ask";
  const body = parseConflictBody(asked);
  if (!isSameSource(body, now.source)) return "ask_anew";
  if (asked.decision === "monday") return "keep";
  if (asked.decision === "source" && asked.state === "decided" && isSameCell(body, now.monday))
    return "write";
  return "ask_anew";
}
