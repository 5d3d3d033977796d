import { z } from "zod";
import { type Difference, differenceSchema } from "../../contract/verification.ts";
import {
  type DifferencePlace,
  type DifferenceWords,
  differenceId,
} from "../../core/verify/difference-words.ts";
import type { DifferenceRow } from "../../store/store.ts";

const shown = differenceSchema.pick({
  boardTitle: true,
  name: true,
  itemUrl: true,
  columnTitle: true,
  source: true,
  written: true,
  today: true,
  cause: true,
  causeText: true,
  text: true,
  remedy: true,
  repairable: true,
});

/** What a difference shows besides its place, as it is stored. */
export const differenceBodySchema = z.object({
  ...shown.shape,
  /** Id of the column in monday; null when it is about the whole item. */
  columnId: z.string().nullable(),
  /** When Portage wrote it last, milliseconds. */
  writtenAt: z.number(),
  /** Who reported it; null for what Portage found itself. */
  by: z.string().nullable().default(null),
});
export type DifferenceBody = z.output<typeof differenceBodySchema>;

/** What a stored difference says; throws on a body Portage has not written. */
export function parseBody(row: Pick<DifferenceRow, "body">): DifferenceBody {
  return differenceBodySchema.parse(JSON.parse(row.body));
}

/** A difference that was just found. */
export interface NewDifference extends DifferencePlace {
  readonly itemId: string | null;
  readonly words: DifferenceWords;
  readonly body: Omit<DifferenceBody, "cause" | "causeText" | "by" | keyof DifferenceWords> &
    Partial<Pick<DifferenceBody, "cause" | "causeText" | "by">>;
}

/** A difference as it is stored; found again, it has the same id. */
export function toRow(found: NewDifference, seen: { runId: string; at: number }): DifferenceRow {
  const body: DifferenceBody = {
    cause: "unknown",
    causeText: "",
    by: null,
    ...found.body,
    ...found.words,
  };
  return {
    id: differenceId(found),
    kind: found.kind,
    board: found.board,
    externalId: found.externalId,
    itemId: found.itemId,
    columnKey: found.column,
    state: "open",
    foundAt: seen.at,
    runId: seen.runId,
    body: JSON.stringify(body),
  };
}

/** As the API shows it. */
export function toDifference(row: DifferenceRow): Difference {
  const { columnId: _columnId, writtenAt: _writtenAt, by: _by, ...shown } = parseBody(row);
  return {
    id: row.id,
    kind: row.kind,
    board: row.board,
    externalId: row.externalId,
    itemId: row.itemId,
    column: row.columnKey,
    state: row.state,
    foundAt: new Date(row.foundAt).toISOString(),
    ...shown,
  };
}
