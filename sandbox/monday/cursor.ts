import type { ItemsQuery } from "./filters.ts";

export interface ColumnValuesFilter {
  column_id: string;
  column_values: (string | null)[];
}

/** Everything a next page needs: the question, and the place of the last item answered. */
export interface Cursor {
  account: number;
  board: number;
  group: string | null;
  query: ItemsQuery | null;
  values: ColumnValuesFilter[] | null;
  startedAtMs: number;
  after: { position: number; rank: number } | null;
  offset: number;
}

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}

/** Null for a text that is no cursor. */
export function decodeCursor(text: string): Cursor | null {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    const isCursor =
      parsed !== null && typeof parsed === "object" && "startedAtMs" in parsed && "after" in parsed;
    return isCursor ? (parsed as Cursor) : null;
  } catch {
    return null;
  }
}
