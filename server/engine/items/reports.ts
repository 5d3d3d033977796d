import type { ItemView } from "../../contract/item.ts";
import type { DifferenceRow } from "../../store/store.ts";
import { parseBody } from "../verifying/difference-body.ts";
import type { Landed } from "./landed.ts";
import { userName } from "./origins.ts";

/** What people have said is wrong with the item, newest first as the store gives it. */
export function toReports(landed: readonly Landed[], rows: readonly DifferenceRow[]): ItemView["reports"] {
  return rows
    .filter(({ kind }) => kind === "reported")
    .map((row) => {
      const { by, text } = parseBody(row);
      const of = landed.find(({ row: { externalId } }) => externalId === row.externalId) ?? landed[0];
      return {
        id: row.id,
        at: new Date(row.foundAt).toISOString(),
        by: of && by !== null ? userName(of.ground, by) : null,
        text,
        state: row.state,
      };
    });
}
