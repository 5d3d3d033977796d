import type { Blueprint } from "../blueprints/types.ts";
import type { Credentials, Destinations, SourceConnector } from "../connectors/types.ts";
import type { Store } from "../store/store.ts";
import type { CallLog } from "./call-log.ts";
import type { RunEvents } from "./events.ts";

/** Time as an argument, so that tests own it. Milliseconds since 1970. */
export interface Clock {
  now(): number;
  /** Returns after `ms`, or as soon as the signal aborts; it may reject on abort. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export interface Ids {
  /** A new, time-sortable id. */
  next(): string;
}

/** The part of pino the engine uses. Fields hold ids, counts and codes, never values of customers. */
export interface Logger {
  info(fields: object, message?: string): void;
  warn(fields: object, message?: string): void;
  error(fields: object, message?: string): void;
}

/** Everything the engine works with; `main.ts` composes it. */
export interface EngineDeps {
  readonly store: Store;
  /** Null for a kind nobody knows. */
  readonly sources: (kind: string) => SourceConnector | null;
  readonly destinations: Destinations;
  readonly blueprints: (source: string, destination: string) => Blueprint | null;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly events: RunEvents;
  /** Who made which call: connectors report to it, a run collects what is reported while it works. */
  readonly callLog: CallLog;
  /** `context` binds the envelope to its account: it opens for no other. */
  readonly sealCredentials: (credentials: Credentials, context: string) => string;
  readonly openCredentials: (sealed: string, context: string) => Credentials;
  /** 0 to 1, for the jitter of retries. */
  readonly random: () => number;
}
