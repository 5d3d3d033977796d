/**
 * A blueprint declares how one source lands in one destination by default: boards, columns, names, groups, links.
 * It is data; everything that depends on an account (what is filled, how many labels, who is a monday user) is
 * decided in `build-plan.ts` from the inventory and the destination's facts.
 */

import type { dedupePolicies } from "../../contract/plan.ts";
import type { ColumnType } from "../../contract/values.ts";
import type { ConversionName } from "../mapping/conversion-names.ts";

export interface LabelDefault {
  readonly label: string;
  /** Colour name of monday's status palette. */
  readonly color?: string;
}

export interface ColumnBlueprint {
  /** Unique on the board, `[a-z][a-z0-9_]*`, at most 22 characters: the column id in monday is made from it. */
  readonly key: string;
  readonly title: string;
  readonly stream: string;
  readonly fields: readonly string[];
  readonly conversion: ConversionName;
  /** Default type; `labels` picks status, dropdown or text by the values seen. */
  readonly type: ColumnType | "labels";
  /** `filled`: when at least one record has a value. `never`: offered, left out by default. */
  readonly include: "filled" | "never";
  readonly reason?: string;
  /** Board a connect column points to; refs are ids of that board's first stream. */
  readonly link?: { readonly board: string; readonly twoWay: boolean };
  /** What coded values mean, by raw value, in the order the labels are shown. */
  readonly labels?: Readonly<Record<string, LabelDefault>>;
  /** Label of a raw value the table above does not know; the raw value itself when absent. */
  readonly unknownLabel?: (value: string) => string;
  readonly unit?: "money" | "min" | null;
}

export interface UpdateBlueprint {
  readonly key: string;
  readonly title: string;
  readonly stream: string;
  readonly field: string;
  /** Field that holds the day the text was written. */
  readonly dateField: string | null;
}

export interface DedupeBlueprint {
  readonly key: string;
  readonly title: string;
  readonly policy: (typeof dedupePolicies)[number];
  readonly choices: readonly (typeof dedupePolicies)[number][];
  readonly reason: string;
  /** `choice`: the admin must confirm what happens to duplicates. */
  readonly ask: boolean;
}

export interface BoardBlueprint {
  readonly key: string;
  readonly title: string;
  readonly purpose: string;
  readonly streams: readonly string[];
  readonly itemSingular: string;
  /** See `item-name.ts` for how the parts are joined; `@person:<field>` is the name of the person referred to. */
  readonly nameFields: readonly string[];
  /** Field whose values become groups, `@stream` for a group per stream, null for one group. */
  readonly groupBy: string | null;
  /** Stream whose records name the groups, when the grouping field refers to it. */
  readonly groupStream?: string;
  readonly groupTitles?: Readonly<Record<string, string>>;
  readonly dedupe: DedupeBlueprint | null;
  /** True for the board that may be replaced by an existing CRM Contacts board. */
  readonly mayUseContactsBoard: boolean;
  readonly columns: readonly ColumnBlueprint[];
  readonly updates: readonly UpdateBlueprint[];
  /** Fields that no column of this board is made from, with the reason shown. */
  readonly internalFields: Readonly<Record<string, string>>;
  /** Offer the fields no column names (custom fields, fields the source added) as columns of this board. */
  readonly extraFields: boolean;
}

export interface Blueprint {
  readonly source: string;
  readonly sourceTitle: string;
  readonly destination: "monday";
  readonly boards: readonly BoardBlueprint[];
  /** Field that tells the country of most customers, for the currency guess: stream and field. */
  readonly countryField: { readonly stream: string; readonly field: string } | null;
  /** Coded columns whose source does not document every code: the admin is told and offered a likely meaning. */
  readonly undocumentedCodes: readonly {
    readonly board: string;
    readonly column: string;
    /** Likely label by raw value. */
    readonly suggestions: Readonly<Record<string, string>>;
  }[];
}
