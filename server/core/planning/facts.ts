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

/** Calls the destination takes for each thing an import makes or reads. */
export interface CallCosts {
  /** Look-ups before anything is made. */
  readonly perRun: number;
  readonly perBoard: number;
  /** A new board's first group, which comes with it and is renamed. */
  readonly perFirstGroup: number;
  readonly perGroup: number;
  readonly perColumn: number;
  /** For every `peoplePage` people who are to be assigned on a board. */
  readonly perBoardWithPeople: number;
  readonly peoplePage: number;
  /** Items read in one call when a board is read from end to end. */
  readonly itemsPage: number;
  /** Items looked up by their ids in one call. */
  readonly lookUpPage: number;
  /** True when a call that makes items does not keep their links, so that a second one writes them. */
  readonly writesLinksTwice: boolean;
}

export interface DestinationFacts {
  readonly accountId: string;
  readonly planName: string;
  readonly workspace: { readonly id: string | null; readonly name: string };
  readonly users: readonly DestinationUser[];
  readonly contactsBoard: ExistingBoard | null;
  readonly limits: DestinationLimits;
  /** Pace for the forecast, measured or from headers. */
  readonly pace: {
    readonly requestsPerMinute: number;
    readonly complexityPerMinute: number;
    /** Of one item or update written. */
    readonly complexityPerCreate: number;
    /** Of one board, group or column made. */
    readonly complexityPerChange: number;
    readonly boardsPerMinute: number;
    /** Items in the first call; each full call makes the next one larger by the step, up to the most. */
    readonly itemsPerCall: number;
    readonly itemsPerCallStep: number;
    readonly itemsPerCallMax: number;
    /** Null when calls are not capped by the day. */
    readonly callsPerDay: number | null;
    readonly calls: CallCosts;
  };
}
