/** What planning must know about the destination account, read live before a plan is built. */
export interface DestinationUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly kind: "admin" | "member" | "guest" | "view_only" | "other";
  readonly status: "active" | "inactive" | "pending";
}

export interface ExistingColumn {
  readonly id: string;
  readonly title: string;
  readonly type: string;
  /** Labels of status and dropdown columns. */
  readonly labels: readonly string[];
}

export interface ExistingBoard {
  readonly id: string;
  readonly name: string;
  readonly itemsCount: number;
  readonly itemsLimit: number;
  readonly columns: readonly ExistingColumn[];
  readonly groups: readonly { readonly id: string; readonly title: string }[];
  /** How many items already carry each e-mail that a source record also has: e-mail (folded) → item ids. */
  readonly emailMatches: number;
  readonly emailAmbiguous: number;
}

export interface DestinationLimits {
  /** Source of each figure: `monday-api` facts 3.5, or read from the account (`Board.items_limit`). */
  readonly itemsPerBoard: number;
  readonly nameLength: number;
  readonly longTextLength: number;
  readonly statusLabels: number;
  readonly labelLength: number;
  readonly linksPerCell: number;
}

export interface DestinationFacts {
  readonly accountId: string;
  readonly planName: string;
  readonly workspace: { readonly id: string | null; readonly name: string };
  readonly users: readonly DestinationUser[];
  readonly contactsBoard: ExistingBoard | null;
  readonly limits: DestinationLimits;
  /** Pace for the forecast, measured or from headers: calls a minute, complexity a minute, cost of one create. */
  readonly pace: {
    readonly requestsPerMinute: number;
    readonly complexityPerMinute: number;
    readonly complexityPerCreate: number;
    readonly itemsPerCall: number;
    /** Null when calls are not capped by the day. */
    readonly callsPerDay: number | null;
  };
}
