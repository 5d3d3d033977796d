import type { ConnectionView, SourceView } from "./contract.ts";

/** An option of a source with what it costs on this account; cost null when the live check could not tell. */
export interface PricedOption {
  readonly id: string;
  readonly title: string;
  readonly help: string;
  readonly cost: { readonly calls: number; readonly hours: number } | null;
}

/** The options of a source, priced by the connection's live check. */
export function priceOptions(source: SourceView, connection: ConnectionView): readonly PricedOption[] {
  return source.options.map((option) => ({
    id: option.id,
    title: option.title,
    help: option.help,
    cost: connection.account.options.find((cost) => cost.id === option.id) ?? null,
  }));
}

/** What is ticked before the admin has chosen. */
export function defaultOptions(source: SourceView): ReadonlySet<string> {
  return new Set(source.options.filter((option) => option.default).map((option) => option.id));
}

/** Calls and hours of reading everything with the chosen options. */
export function totalCost(connection: ConnectionView, chosen: ReadonlySet<string>) {
  let { calls, hours } = connection.account.base;
  for (const option of connection.account.options) {
    if (!chosen.has(option.id)) continue;
    calls += option.calls;
    hours += option.hours;
  }
  return { calls, hours };
}

/** The options in the shape a run takes them: every option named, chosen or not. */
export function toRunOptions(source: SourceView, chosen: ReadonlySet<string>): Record<string, boolean> {
  return Object.fromEntries(source.options.map((option) => [option.id, chosen.has(option.id)]));
}
