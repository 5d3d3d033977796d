import { QueryClientProvider } from "@tanstack/react-query";
import { type RenderResult, render } from "@testing-library/react";
import axe from "axe-core";
import type { ReactNode } from "react";
import type { Api } from "../lib/api.ts";
import { type Client, ClientProvider } from "../lib/client-context.tsx";
import { createFormat } from "../lib/format.ts";
import { createQueryClient } from "../lib/queries/query-client.ts";

/** What jsdom lacks and Vibe asks for. */
function stubBrowser(): void {
  window.matchMedia ??= (query) => {
    const media = new EventTarget();
    return Object.assign(media, {
      matches: false,
      media: query,
      onchange: null,
      addListener: () => undefined,
      removeListener: () => undefined,
    });
  };
  window.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
}

const silentApi: Api = {
  request: () => new Promise(() => undefined),
  send: () => new Promise(() => undefined),
  open: () => new Promise(() => undefined),
};

function buildClient(api: Api): Client {
  return {
    api,
    context: {},
    format: createFormat({ country: "US", timeFormat: "24H", timeZone: "UTC" }),
    monday: {
      embedded: false,
      context: async () => ({}),
      onContext: () => () => undefined,
      sessionToken: async () => "token",
      notice: () => undefined,
      openLinkInTab: () => undefined,
      openItemCard: () => undefined,
      valueCreatedForUser: () => undefined,
    },
  };
}

/** Renders a view the way the app does, for a US user, with an API that never answers unless one is given. */
export function renderClient(node: ReactNode, api: Api = silentApi): RenderResult {
  stubBrowser();
  const client = buildClient(api);
  return render(node, {
    wrapper: ({ children }) => (
      <QueryClientProvider client={createQueryClient()}>
        <ClientProvider client={client}>{children}</ClientProvider>
      </QueryClientProvider>
    ),
  });
}

/** Ids of the accessibility rules the page breaks. Colours are not computed in jsdom and are checked elsewhere. */
export async function findAccessibilityProblems(container: Element): Promise<string[]> {
  const { violations } = await axe.run(container, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
}
