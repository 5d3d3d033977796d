import Big from "big.js";

/** Exact decimal sum: amounts are added as decimals, never as floats. */
export interface DecimalSum {
  /** Adds a decimal text; a text that is no number is ignored and counted in `ignored`. */
  add(decimal: string): void;
  /** The sum with at least two decimals when any addend had decimals ("42.50"). */
  total(): string;
  ignored(): number;
}

/** Decimal text with trailing zeros beyond the second decimal removed: sums compare as texts. */
function toSumText(value: Big): string {
  const text = value.toFixed();
  const [, decimals = ""] = text.split(".");
  return decimals.length === 0 ? value.toFixed(0) : decimals.length < 2 ? value.toFixed(2) : text;
}

export function createDecimalSum(): DecimalSum {
  let sum = new Big(0);
  let ignored = 0;
  return {
    add(decimal) {
      try {
        sum = sum.plus(decimal);
      } catch {
        // big.js throws on anything that is not a decimal; such a text has no amount to add.
        ignored += 1;
      }
    },
    total: () => toSumText(sum),
    ignored: () => ignored,
  };
}

/** Sums by column key and kind, built while records stream by; memory is bounded by columns × kinds. */
export interface ColumnSums {
  add(columnKey: string, kind: string, decimal: string): void;
  totals(): Map<string, Map<string, string>>;
}

export function createColumnSums(): ColumnSums {
  const sums = new Map<string, Map<string, DecimalSum>>();
  return {
    add(columnKey, kind, decimal) {
      const ofColumn = sums.get(columnKey) ?? new Map<string, DecimalSum>();
      sums.set(columnKey, ofColumn);
      const sum = ofColumn.get(kind) ?? createDecimalSum();
      ofColumn.set(kind, sum);
      sum.add(decimal);
    },
    totals: () =>
      new Map(
        [...sums].map(([column, kinds]) => [
          column,
          new Map([...kinds].map(([kind, sum]) => [kind, sum.total()])),
        ]),
      ),
  };
}

/** True when two decimal texts are the same number (null never is). */
export function sameDecimal(left: string | null, right: string | null): boolean {
  if (left === null || right === null) return false;
  return new Big(left).eq(right);
}
