import type { SourceView } from "../contract/setup.ts";
import type { RunEvents } from "../engine/events.ts";
import type { Services } from "./services.ts";

/** What routes work with. */
export interface RouteDeps {
  readonly services: Services;
  readonly sources: readonly SourceView[];
  readonly events: Pick<RunEvents, "subscribe">;
}
