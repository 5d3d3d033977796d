import type { ReadItem } from "../../connectors/types.ts";
import type { PlanBoard } from "../../contract/plan.ts";
import type { VerifiedBoard } from "../../contract/verification.ts";
import type { BoardSums } from "../../core/reconcile/reconcile.ts";
import { createColumnSums } from "../../core/reconcile/sums.ts";
import { type ColumnHash, createColumnHash } from "../../core/verify/hash-tree.ts";
import { cellDecimal } from "../../core/verify/raw-cell.ts";
import type { CheckedCells } from "../loading/checked-cells.ts";

/** Key under which an item's name is counted. */
export const nameKey = "name";

/** What one pass over a board counts; memory is bounded by the board's columns. */
export interface BoardTally {
  /** A record whose item was seen. */
  addRecord(): void;
  addField(field: { key: string; externalId: string; hash: string }): void;
  addDifferent(key: string): void;
  addLinks(expected: number, found: number): void;
  addDoubled(): void;
  /** Cells of an item under planned ids, for the sums. */
  addAmounts(values: ReadItem["values"]): void;
  sums(): BoardSums;
  result(): Pick<
    VerifiedBoard,
    "found" | "doubled" | "fieldsChecked" | "fieldsDifferent" | "links" | "fields"
  >;
}

interface FieldTally {
  checked: number;
  different: number;
  readonly hash: ColumnHash;
}

/** Counts, sums and hashes of one reading of a board. */
export function createBoardTally(board: PlanBoard, cells: CheckedCells): BoardTally {
  const fields = new Map<string, FieldTally>();
  const amounts = createColumnSums();
  const links = { expected: 0, found: 0 };
  let found = 0;
  let doubled = 0;

  function fieldOf(key: string): FieldTally {
    const known = fields.get(key) ?? { checked: 0, different: 0, hash: createColumnHash(key) };
    fields.set(key, known);
    return known;
  }

  function toFields(): VerifiedBoard["fields"] {
    const titles = [
      { key: nameKey, title: "Name" },
      ...board.columns.map(({ key, title }) => ({ key, title })),
    ];
    return titles.flatMap(({ key, title }) => {
      const field = fields.get(key);
      if (!field) return [];
      return [
        { column: key, title, checked: field.checked, different: field.different, hash: field.hash.digest() },
      ];
    });
  }

  return {
    addRecord() {
      found += 1;
    },
    addField({ key, externalId, hash }) {
      const field = fieldOf(key);
      field.checked += 1;
      field.hash.add(externalId, hash);
    },
    addDifferent(key) {
      fieldOf(key).different += 1;
    },
    addLinks(expected, there) {
      links.expected += expected;
      links.found += there;
    },
    addDoubled() {
      doubled += 1;
    },
    addAmounts(values) {
      const kind = cells.kindId === null ? "" : (values[cells.kindId]?.text ?? "");
      for (const { columnId, key } of cells.numbers) {
        const decimal = cellDecimal(values[columnId]);
        if (decimal !== null) amounts.add(key, kind, decimal);
      }
    },
    sums: () => amounts.totals(),
    result() {
      const shown = toFields();
      const sum = (pick: (field: VerifiedBoard["fields"][number]) => number): number =>
        shown.reduce((total, field) => total + pick(field), 0);
      return {
        found,
        doubled,
        fieldsChecked: sum(({ checked }) => checked),
        fieldsDifferent: sum(({ different }) => different),
        links: { ...links },
        fields: shown,
      };
    },
  };
}
