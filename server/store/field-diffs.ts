import type { Verdict } from "../contract/sample.ts";
import type { DiffLine } from "../core/verify/diff-record.ts";
import type { Scope } from "./keys.ts";

export interface FieldDiffRow extends DiffLine {
  readonly board: string;
  readonly stream: string;
  readonly externalId: string;
  readonly name: string;
  readonly itemId: string | null;
  readonly changed: boolean;
}

export interface FieldDiffFilter {
  readonly board?: string;
  readonly stream?: string;
  readonly column?: string;
  readonly verdict?: Verdict;
  readonly changed?: boolean;
}

/** The field-by-field diff of the latest sample. */
export interface FieldDiffStore {
  /** Adds rows; a row of the same board, record and column is replaced and keeps its place. */
  put(scope: Scope, rows: readonly FieldDiffRow[]): Promise<void>;
  /** What is stored of these records of a board. */
  ofRecords(scope: Scope, board: string, externalIds: readonly string[]): Promise<readonly FieldDiffRow[]>;
  /** Rows of other records, or of other columns of the same, than the latest sample wrote. */
  remove(
    scope: Scope,
    rows: readonly Pick<FieldDiffRow, "board" | "externalId" | "columnKey">[],
  ): Promise<void>;
  clear(scope: Scope): Promise<void>;
  /**
   * Ordered by board, position, column, place; `after` is the `cursor` of the last row of the page before, `offset`
   * passes over so many rows from there.
   */
  list(
    scope: Scope,
    filter: FieldDiffFilter,
    page: { after: string | null; offset?: number; limit: number },
  ): Promise<readonly (FieldDiffRow & { seq: number; cursor: string })[]>;
  counts(
    scope: Scope,
    filter: FieldDiffFilter,
  ): Promise<
    readonly {
      board: string;
      column: string;
      title: string;
      position: number;
      verdict: Verdict;
      count: number;
    }[]
  >;
  /** External ids and boards that have a row. */
  records(
    scope: Scope,
    page: { after: string | null; limit: number },
  ): Promise<
    readonly { board: string; stream: string; externalId: string; name: string; itemId: string | null }[]
  >;
}
