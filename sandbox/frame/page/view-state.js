/**
 * What is shown, as it stands in the page's address: a link or a test can open any state.
 *
 * @typedef {object} ViewState
 * @property {import("./context.js").Role} role
 * @property {string} theme
 * @property {string} width `full` or a number of pixels
 * @property {"board" | "item" | "table"} view
 * @property {string | undefined} item
 * @property {string | undefined} board
 */

const roles = /** @type {const} */ (["admin", "member", "viewer", "guest"]);
const themes = ["light", "dark", "black"];
const views = /** @type {const} */ (["board", "item", "table"]);

/** @param {string} search @returns {ViewState} */
export function readViewState(search) {
  const query = new URLSearchParams(search);
  const digits = (/** @type {string} */ name) =>
    /^\d+$/.test(query.get(name) ?? "") ? (query.get(name) ?? undefined) : undefined;
  const item = digits("item");
  const asked = views.find((view) => view === query.get("view")) ?? "board";
  return {
    role: roles.find((role) => role === query.get("role")) ?? "admin",
    theme: themes.find((theme) => theme === query.get("theme")) ?? "light",
    width: digits("width") ?? "full",
    view: asked === "item" && item === undefined ? "table" : asked,
    item,
    board: digits("board"),
  };
}

/**
 * The address of a state. Parameters of the app (`app[...]`) and everything unknown stay as they are.
 *
 * @param {ViewState} state @param {string} search @returns {string}
 */
export function writeViewState(state, search) {
  const query = new URLSearchParams(search);
  for (const name of /** @type {const} */ (["role", "theme", "width", "view", "item", "board"])) {
    const value = state[name];
    if (value === undefined) query.delete(name);
    else query.set(name, value);
  }
  return `?${query}`;
}

/**
 * `monday.get("location")`: the app's own parameters live in the host's address as `app[name]`.
 *
 * @param {string} href @returns {{ href: string, query: Record<string, string>, search: string }}
 */
export function readAppLocation(href) {
  const { searchParams } = new URL(href);
  /** @type {Record<string, string>} */
  const query = {};
  for (const [name, value] of searchParams) {
    const inner = /^app\[(.+)\]$/.exec(name)?.[1];
    if (inner !== undefined) query[inner] = value;
  }
  const search = Object.entries(query)
    .map(([name, value]) => `app[${name}]=${encodeURIComponent(value)}`)
    .join("&");
  return { href, query, search };
}
