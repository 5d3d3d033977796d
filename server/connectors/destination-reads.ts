export interface ReadItem {
  readonly id: string;
  /** Absent where the board is the one that was asked for. */
  readonly boardId?: string;
  readonly name: string;
  readonly groupId: string | null;
  readonly updatedAt: string | null;
  /** By column id: `text` and the raw `value` JSON; linked item ids of connect columns. All columns when `columnIds` was null. */
  readonly values: Readonly<
    Record<string, { text: string | null; value: string | null; linkedItemIds?: readonly string[] }>
  >;
}

export interface ItemsPage {
  readonly items: readonly ReadItem[];
  /** Valid 60 minutes in monday; null at the end. */
  readonly cursor: string | null;
}

/** A board as it is now. */
export interface BoardState {
  readonly id: string;
  readonly name: string;
  readonly workspaceId: string | null;
  readonly groups: readonly { readonly id: string; readonly title: string }[];
  readonly columns: readonly {
    readonly id: string;
    readonly title: string;
    readonly type: string;
    /** Boards a connect column points to. */
    readonly linkedBoardIds?: readonly string[];
  }[];
  /** Null when monday does not say. */
  readonly itemsCount: number | null;
}

/** An update (comment) of an item. */
export interface ReadUpdate {
  readonly id: string;
  readonly itemId: string;
  /** Ours: the external id in its marker; null for everybody else's. */
  readonly externalId: string | null;
  readonly replies: number;
}

/** An update of ours, found by its marker. */
export interface FoundUpdate {
  readonly id: string;
  /** What people read in it, without the marker; lines end where the destination ends them. */
  readonly text: string;
  /** When it was edited last, ISO 8601; null when nobody has edited it since it was written. */
  readonly editedAt: string | null;
}

/** One entry of a board's activity. */
export interface Activity {
  /** Empty where the entry is about the board itself; those come only when no items were asked for. */
  readonly itemId: string;
  readonly columnId: string | null;
  readonly at: string;
  readonly by: {
    readonly kind: "person" | "automation" | "portage" | "unknown";
    readonly name: string | null;
  };
}
