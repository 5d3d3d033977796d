import { ensureClientBuilt } from "../scripts/local/client-build.ts";

/** The browser suite opens the real client: built once for the whole run. */
export async function setup(): Promise<void> {
  await ensureClientBuilt();
}
