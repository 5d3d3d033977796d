import { createContext, type ReactNode, useContext } from "react";
import type { Api } from "./api.ts";
import type { Format } from "./format.ts";
import type { Monday, MondayContext } from "./monday.ts";

/** What every screen may use besides its data. */
export interface Client {
  readonly api: Api;
  readonly monday: Monday;
  /** Hints from monday about where the page is shown. */
  readonly context: MondayContext;
  readonly format: Format;
}

const ClientContext = createContext<Client | null>(null);

export function ClientProvider({
  client,
  children,
}: {
  readonly client: Client;
  readonly children: ReactNode;
}) {
  return <ClientContext value={client}>{children}</ClientContext>;
}

function useClient(): Client {
  const client = useContext(ClientContext);
  if (client === null) throw new Error("ClientProvider is missing above this component");
  return client;
}

export function useApi(): Api {
  return useClient().api;
}

export function useMonday(): Monday {
  return useClient().monday;
}

/** Numbers, dates and times in the user's way. */
export function useFormat(): Format {
  return useClient().format;
}
