import type { Destination } from "../../connectors/types.ts";
import type { RunContext } from "../run-context.ts";
import type { LoadTarget, PreparedWrite } from "./prepared.ts";

/** Everything needed to bring writes to one board. */
export interface Delivery {
  readonly context: RunContext;
  readonly destination: Destination;
  readonly target: LoadTarget;
  titleOf(columnId: string): string;
  /** The same record without the people in it, their names kept as text; null when there is nobody in it. */
  withoutPeople(write: PreparedWrite): Promise<PreparedWrite | null>;
}
