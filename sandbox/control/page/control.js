/**
 * @typedef {{ id: string, label: string, help: string, kind: "toggle" | "number" | "choice", value: boolean | number | string, unit?: string, choices?: string[] }} Switch
 * @typedef {{ board: string, switches: Switch[] }} Board
 * @typedef {{ id: string, label: string, help: string }} Action
 */

const statusLine = document.getElementById("status");
const main = document.getElementById("boards");

/** @param {string} text @param {boolean} [isError] */
function say(text, isError = false) {
  if (statusLine === null) return;
  statusLine.textContent = text;
  statusLine.dataset.kind = isError ? "error" : "done";
}

/** @param {string} tag @param {Record<string, string>} attributes @param {(Node | string)[]} children */
function element(tag, attributes, children = []) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** @param {string} path @param {object} body */
async function post(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

/** The control of a switch and how to read it. @param {Switch} entry @param {string} id */
function controlOf(entry, id) {
  if (entry.kind === "choice") {
    const select = document.createElement("select");
    for (const choice of entry.choices ?? [])
      select.append(new Option(choice, choice, false, choice === entry.value));
    select.id = id;
    return { node: select, read: () => select.value };
  }
  const input = document.createElement("input");
  input.id = id;
  if (entry.kind === "toggle") {
    input.type = "checkbox";
    input.checked = entry.value === true;
    return { node: input, read: () => input.checked };
  }
  input.type = "number";
  input.min = "0";
  input.value = String(entry.value);
  return { node: input, read: () => Number(input.value) };
}

/** @param {string} board @param {Switch} entry */
function switchRow(board, entry) {
  const id = `${board}-${entry.id}`.replace(/\W+/g, "-");
  const control = controlOf(entry, id);
  control.node.setAttribute("aria-describedby", `${id}-help`);
  control.node.addEventListener("change", () => {
    post("./switches", { board, id: entry.id, value: control.read() }).then(
      () => say(`${entry.label}: saved.`),
      (error) => say(`${entry.label}: ${error.message}`, true),
    );
  });
  const unit = entry.kind === "number" ? [element("span", { class: "unit" }, [entry.unit ?? ""])] : [];
  return element("div", { class: "switch" }, [
    element("div", {}, [
      element("label", { for: id }, [entry.label]),
      element("p", { id: `${id}-help`, class: "help" }, [entry.help]),
    ]),
    element("div", { class: "control" }, [control.node, ...unit]),
  ]);
}

/** @param {Action} action */
function actionRow(action) {
  const run = element("button", { type: "button" }, [action.label]);
  run.addEventListener("click", () => {
    post(`./actions/${action.id}`, {}).then(
      (answer) => say(answer.done),
      (error) => say(error.message, true),
    );
  });
  return element("div", { class: "switch" }, [element("p", { class: "help" }, [action.help]), run]);
}

/** @param {string} title @param {Node[]} rows */
function section(title, rows) {
  return element("section", {}, [element("h2", {}, [title]), ...rows]);
}

const response = await fetch("./switches");
/** @type {{ boards: Board[], actions: Action[] }} */
const { boards, actions } = await response.json();
main?.replaceChildren(
  ...(actions.length > 0 ? [section("Change something", actions.map(actionRow))] : []),
  ...boards.map(({ board, switches }) =>
    section(
      board,
      switches.map((entry) => switchRow(board, entry)),
    ),
  ),
);
main?.removeAttribute("aria-busy");

// The page is a module: it waits at its top level.
export {};
