/** One call to a vendor as it ended, for the audit trail. Holds ids, counts and codes, never a customer's value. */
export interface CallReport {
  readonly system: "source" | "destination";
  /** Name of the call: the operation of the document, the source's method. */
  readonly operation: string;
  /** Whether it may have changed something there. */
  readonly writes: boolean;
  readonly boardId: string | null;
  /** External ids of the records in the call, as far as it is about single records. */
  readonly records: readonly string[];
  readonly requestId: string | null;
  /** `ok`, `partial` (some of several writes failed), `lost` (the answer never came), or the code of the failure. */
  readonly outcome: string;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** Called after every call, in the asynchronous context of whoever made it (`engine/call-log.ts`). */
export type ReportCall = (report: CallReport) => void;
