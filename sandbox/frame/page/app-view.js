import { callMonday } from "./api.js";
import { buildContext } from "./context.js";
import { createHost } from "./host.js";
import { createHostStorage } from "./host-storage.js";
import { readAppLocation } from "./view-state.js";

/** How long the answers of `/frame/faults` are good for, so that a switch flipped elsewhere takes effect soon. */
const faultsTtlMs = 500;

function createFaultReader() {
  /** @type {{ readAt: number, faults: Promise<import("./host.js").Faults> } | undefined} */
  let last;
  return () => {
    const now = Date.now();
    if (last === undefined || now - last.readAt > faultsTtlMs) {
      last = { readAt: now, faults: fetch("./faults").then((response) => response.json()) };
    }
    return last.faults;
  };
}

/**
 * Connects iframes to the stand-in for monday.
 *
 * @param {import("./context.js").Setup} setup
 * @param {{ state: () => import("./view-state.js").ViewState, execute: (type: string, params: Record<string, unknown>) => Promise<unknown> }} deps
 */
export function createAppViews(setup, deps) {
  const faults = createFaultReader();
  const appOrigin = new URL(setup.appUrl).origin;
  /** @type {Record<string, unknown>} */
  let settings = {};
  /** @type {Set<{ push: (type: string) => void }>} */
  const connected = new Set();
  const pushAll = (/** @type {string} */ type) => {
    for (const host of connected) host.push(type);
  };

  /** @param {() => import("./context.js").Place} place */
  const readerFor = (place) => (/** @type {string} */ type) => {
    const { role, theme } = deps.state();
    if (type === "context") return buildContext(setup, { role, theme, place: place() });
    if (type === "settings") return settings;
    if (type === "location") return readAppLocation(window.location.href);
    if (type === "itemIds") return [];
    return type === "filter" ? { term: "", operator: "and", rules: [] } : undefined;
  };

  /** @param {string} type @param {Record<string, unknown>} params */
  const change = (type, params) => {
    if (type === "settings") settings = { ...settings, ...params };
    if (type === "location") {
      const url = new URL(window.location.href);
      const query = typeof params.query === "object" && params.query !== null ? params.query : {};
      for (const [name, value] of Object.entries(query)) url.searchParams.set(`app[${name}]`, String(value));
      window.history.replaceState(null, "", url);
    }
    pushAll(type);
  };

  return {
    pushAll,
    /**
     * Plays monday for one iframe until the returned function is called.
     *
     * @param {HTMLIFrameElement} frame @param {() => import("./context.js").Place} place @returns {() => void}
     */
    connect(frame, place) {
      const instanceId = String(place().itemId ?? place().boardId);
      const host = createHost({
        post: (message) => frame.contentWindow?.postMessage(message, appOrigin),
        faults,
        wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
        current: readerFor(place),
        sessionToken: async () =>
          (await (await fetch(`./session-token?role=${deps.state().role}`)).json()).token,
        callApi: (params, apiVersion) =>
          callMonday(
            { url: setup.mondayApiUrl, token: setup.people[deps.state().role].token, apiVersion },
            params,
          ),
        execute: deps.execute,
        storage: createHostStorage(window.localStorage, {
          prefix: `monday-storage:${setup.account.id}`,
          instanceId,
          now: Date.now,
        }),
        change,
      });
      const listener = (/** @type {MessageEvent} */ event) => {
        if (event.source === frame.contentWindow && event.origin === appOrigin) void host.handle(event.data);
      };
      window.addEventListener("message", listener);
      connected.add(host);
      return () => {
        window.removeEventListener("message", listener);
        connected.delete(host);
      };
    },
  };
}
