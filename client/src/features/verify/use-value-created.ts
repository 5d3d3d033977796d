import { useEffect } from "react";
import { useMonday } from "../../lib/client-context.tsx";
import type { RunView } from "../../lib/contract.ts";

const storageKey = (runId: string) => `portage.value-created.${runId}`;

/** The page's storage may be blocked inside monday's frame; telling monday twice does no harm. */
function remember(key: string): boolean {
  try {
    const isNew = window.localStorage.getItem(key) === null;
    window.localStorage.setItem(key, "1");
    return isNew;
  } catch {
    return true;
  }
}

/** Tells monday once for each finished import that the app was of use to this person. */
export function useValueCreated(run: RunView | undefined): void {
  const monday = useMonday();
  const runId = run !== undefined && ["succeeded", "needs_attention"].includes(run.state) ? run.id : null;
  useEffect(() => {
    if (runId !== null && remember(storageKey(runId))) monday.valueCreatedForUser();
  }, [monday, runId]);
}
