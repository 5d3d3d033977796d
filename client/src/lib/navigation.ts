import { useMemo, useSyncExternalStore } from "react";
import { parseRoute, type Route, toHash } from "./route.ts";

function subscribe(onChange: () => void): () => void {
  window.addEventListener("hashchange", onChange);
  return () => window.removeEventListener("hashchange", onChange);
}

/** The current place; the component renders again when it changes. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return useMemo(() => parseRoute(hash), [hash]);
}

/** Goes to a place. `replace` leaves no entry in the history, for redirects. */
export function navigate(route: Route, options?: { readonly replace?: boolean }): void {
  const hash = toHash(route);
  if (options?.replace === true) {
    window.location.replace(hash);
    return;
  }
  window.location.hash = hash;
}
