import { element } from "./dom.js";

/**
 * A value as the table asks for it.
 *
 * @typedef {object} CellValue
 * @property {string} id
 * @property {string} type
 * @property {string | null} text
 * @property {{ color: string } | null} [label_style]
 * @property {string | null} [label]
 * @property {string} [display_value]
 * @property {boolean | null} [checked]
 * @property {string | null} [symbol]
 * @property {string | null} [direction]
 * @property {{ label: string }[]} [values]
 */

const chipColours = ["#579bfc", "#037f4c", "#9d50dd", "#ff6d3b", "#007eb5", "#bb3354", "#175a63", "#784bd1"];

/** @param {string} word */
function colourOf(word) {
  let sum = 0;
  for (const letter of word) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return chipColours[sum % chipColours.length] ?? "#579bfc";
}

/** Black or white, whichever is easier to read on the colour. @param {string} hex */
function inkOn(hex) {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? "#ffffff" : "#000000";
}

/** @param {string} name */
function avatar(name) {
  const initials = name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join("");
  const node = element("span", { class: "avatar", title: name, text: initials, "aria-hidden": "true" });
  node.style.background = colourOf(name);
  return element("span", { class: "person" }, [node, name]);
}

/** @param {string[]} words */
const chips = (words) => words.map((word) => element("span", { class: "chip", text: word }));

/** @param {CellValue} value @returns {Node[]} */
function contentOf(value) {
  const text = value.text ?? "";
  if (value.type === "checkbox")
    return value.checked === true ? [element("span", { class: "tick", text: "✓ yes" })] : [];
  if (value.type === "board_relation")
    return chips((value.display_value ?? "").split(", ").filter((name) => name !== ""));
  if (value.type === "dropdown") return chips((value.values ?? []).map(({ label }) => label));
  if (text === "") return [];
  if (value.type === "people") return text.split(", ").map(avatar);
  if (value.type === "tags") return chips(text.split(", "));
  if (value.type === "numbers") {
    const unit = value.symbol ?? "";
    const shown = value.direction === "right" ? `${text}${unit}` : `${unit}${text}`;
    return [document.createTextNode(shown)];
  }
  return [document.createTextNode(text.length > 160 ? `${text.slice(0, 160)}…` : text)];
}

/** One cell of the table, in monday's colours where the value has one. @param {CellValue | undefined} value */
export function cell(value) {
  if (value === undefined) return element("td");
  const node = element("td", { class: `cell cell-${value.type}` }, contentOf(value));
  if (value.type === "status" && value.label_style != null && (value.label ?? "") !== "") {
    node.style.background = value.label_style.color;
    node.style.color = inkOn(value.label_style.color);
  }
  return node;
}
