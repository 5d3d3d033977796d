import type { Scope, Store } from "../../store/store.ts";
import { discoverOptions } from "../run-options.ts";

/** Readings looked through. */
const runsRead = 50;

/** The options the source was read with last, as they were chosen; none before the first reading that succeeded. */
export async function latestReadingOptions(
  { runs }: Pick<Store, "runs">,
  scope: Scope,
): Promise<Readonly<Record<string, boolean>>> {
  const readings = await runs.list(scope, runsRead, "discover");
  const latest = readings.find(({ state }) => state === "succeeded");
  return latest ? discoverOptions(latest) : {};
}
