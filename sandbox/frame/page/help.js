import { button, byId, element } from "./dom.js";

const closedMark = "sandbox-help-closed";

/** A button that shows and hides a region, and says which. @param {HTMLElement} toggle @param {HTMLElement} region */
export function wireDisclosure(toggle, region) {
  const show = (/** @type {boolean} */ isOpen) => {
    region.hidden = !isOpen;
    toggle.setAttribute("aria-expanded", String(isOpen));
  };
  toggle.addEventListener("click", () => show(region.hidden === true));
  return show;
}

const keyTexts = /** @type {const} */ ([
  ["good", "Works", "Paste this one first."],
  ["second", "Second key", "Has an hourly budget of its own, so a large account is read faster."],
  ["noApi", "Plan without API", "Shows what happens below the Enterprise plan."],
  ["dead", "Replaced key", "Shows what a wrong or old key gives."],
]);

/** @param {string} title @param {string} note @param {string} key */
function keyEntry(title, note, key) {
  const copy = button(
    "Copy",
    () => {
      // Clipboard access may be denied by the browser; the key is selectable text then.
      navigator.clipboard.writeText(key).then(
        () => (copy.textContent = "Copied"),
        () => (copy.textContent = "Select it by hand"),
      );
    },
    { "aria-label": `Copy the key: ${title}` },
  );
  return element("li", {}, [
    element("h3", { text: title }),
    element("p", { text: note }),
    element("div", { class: "key" }, [element("code", { text: key }), copy]),
  ]);
}

/**
 * Fills the panel with the keys and opens it for newcomers: on a wide window, unless it was closed before or the
 * address fixes the width of the frame.
 *
 * @param {Record<"good" | "second" | "noApi" | "dead", string>} keys @param {string} search
 */
export function fillHelp(keys, search) {
  byId("key-list").replaceChildren(
    ...keyTexts.map(([name, title, note]) => keyEntry(title, note, keys[name])),
  );
  const toggle = byId("help-toggle");
  const show = wireDisclosure(toggle, byId("help"));
  byId("help-close").addEventListener("click", () => {
    window.localStorage.setItem(closedMark, "yes");
    show(false);
    toggle.focus();
  });
  const query = new URLSearchParams(search);
  const wanted = query.get("help");
  const isNewcomer = window.localStorage.getItem(closedMark) === null && !query.has("width");
  show(wanted === null ? isNewcomer && window.innerWidth >= 1200 : wanted !== "0");
}
