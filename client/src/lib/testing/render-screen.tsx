import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render } from "@testing-library/react";
import axe from "axe-core";
import type { ReactNode } from "react";
import { afterEach, vi } from "vitest";
import type { Api } from "../api.ts";
import { ClientProvider } from "../client-context.tsx";
import { createFormat } from "../format.ts";
import { createMonday } from "../monday.ts";

// What Vibe asks of a browser and jsdom does not have.
vi.stubGlobal(
  "ResizeObserver",
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
);
window.matchMedia ??= (query: string) =>
  Object.assign(new EventTarget(), {
    matches: false,
    media: query,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  });

afterEach(() => {
  cleanup();
  window.location.hash = "";
});

/** Renders a screen with a scripted API, in UTC and with 24 hours. */
export function renderScreen(screen: ReactNode, api: Api) {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const monday = createMonday({
    embedded: true,
    timeoutMs: 1000,
    sdk: { get: async () => ({ data: {} }), listen: () => () => undefined, execute: async () => ({}) },
  });
  const format = createFormat({ country: "GB", timeFormat: "24H", timeZone: "UTC" });
  return render(
    <QueryClientProvider client={queryClient}>
      <ClientProvider client={{ api, monday, context: {}, format }}>{screen}</ClientProvider>
    </QueryClientProvider>,
  );
}

/** Names of the accessibility rules a rendered screen breaks. Colours need a real browser and are checked there. */
export async function brokenRules(container: Element): Promise<readonly string[]> {
  const result = await axe.run(container, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  return result.violations.map((violation) => violation.id);
}
