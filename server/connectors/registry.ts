import { withNamedFailures } from "./named-source.ts";
import { bizstimConnector } from "./sources/bizstim/index.ts";
import type { SourceConnector } from "./types.ts";

export interface SourceAddresses {
  readonly bizstimApiUrl: string;
}

/** Every source Portage can read, by kind. A new source is one line here. */
export function createSourceRegistry(addresses: SourceAddresses): ReadonlyMap<string, SourceConnector> {
  const connectors = [bizstimConnector({ apiUrl: addresses.bizstimApiUrl })];
  return new Map(connectors.map((connector) => [connector.kind, withNamedFailures(connector)]));
}
