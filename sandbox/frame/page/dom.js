/**
 * Builds an element. Attributes with `false` or `undefined` are left out; `text` sets the text content.
 *
 * @param {string} tag
 * @param {Record<string, string | number | boolean | undefined>} [attributes]
 * @param {(Node | string)[]} [children]
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, children = []) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (name === "text") node.textContent = String(value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children);
  return node;
}

/**
 * A button with a click handler.
 *
 * @param {string} text
 * @param {() => void} onClick
 * @param {Record<string, string | boolean | undefined>} [attributes]
 */
export function button(text, onClick, attributes = {}) {
  const node = element("button", { type: "button", text, ...attributes });
  node.addEventListener("click", onClick);
  return node;
}

/**
 * The element with that id. Throws when the page does not hold it.
 *
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const node = document.getElementById(id);
  if (node === null) throw new Error(`the page has no #${id}`);
  return node;
}

/**
 * Makes a tablist work with arrow keys, Home and End, and tells which tab was chosen.
 *
 * @param {HTMLElement} list an element with role "tablist" whose tabs carry `data-tab`
 * @param {(tab: string) => void} onChoose
 * @returns {(tab: string) => void} marks a tab as the chosen one
 */
export function wireTabs(list, onChoose) {
  const tabs = [...list.querySelectorAll("[role=tab]")].filter((tab) => tab instanceof HTMLElement);
  const mark = (/** @type {string} */ name) => {
    for (const tab of tabs) {
      const isChosen = tab.dataset.tab === name;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
    }
  };
  const choose = (/** @type {HTMLElement | undefined} */ tab) => {
    if (tab?.dataset.tab === undefined) return;
    mark(tab.dataset.tab);
    tab.focus();
    onChoose(tab.dataset.tab);
  };
  for (const [index, tab] of tabs.entries()) {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      choose(tabs[(to + tabs.length) % tabs.length]);
    });
  }
  return mark;
}
