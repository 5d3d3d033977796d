import { createAppViews } from "./app-view.js";
import { button, byId, element, wireTabs } from "./dom.js";
import { createExecute, showNotice } from "./execute.js";
import { fillHelp, wireDisclosure } from "./help.js";
import { createItemCard } from "./item-card.js";
import { drawBoard, readBoards } from "./main-table.js";
import { readViewState, writeViewState } from "./view-state.js";

/** @typedef {import("./context.js").Setup} Setup */

/** @type {Setup} */
const setup = await (await fetch("./setup")).json();
let state = readViewState(window.location.search);
/** @type {import("./main-table.js").BoardName[]} */
let boards = [];

// The page's own tables are read as the admin, whatever role the app is shown to: they are the sandbox's, not the app's.
const access = { url: setup.mondayApiUrl, token: setup.people.admin.token };

const currentBoard = () => boards.find((board) => board.id === state.board) ?? boards[0];
const boardPlace = () => {
  const board = currentBoard();
  return { boardId: Number(board?.id ?? 4_000_000_001), workspaceId: Number(board?.workspace?.id ?? 0) };
};

const views = createAppViews(setup, {
  state: () => state,
  execute: createExecute({
    appUrl: setup.appUrl,
    openItem: (itemId) => update({ view: "item", item: itemId }),
    connect: (frame) => views.connect(frame, boardPlace),
  }),
});

const itemCard = createItemCard({
  access,
  appUrl: setup.appUrl,
  connect: views.connect,
  onClose: () => {
    state = { ...state, view: boardFrame === undefined ? "table" : "board", item: undefined };
    showAddress();
    showPanels();
  },
});

/** @type {{ frame: HTMLIFrameElement, disconnect: () => void } | undefined} */
let boardFrame;

function showAddress() {
  window.history.replaceState(null, "", writeViewState(state, window.location.search));
}

/** @returns {Promise<boolean>} */
async function appAnswers() {
  return (await (await fetch("./app-status")).json()).answers;
}

async function loadApp() {
  boardFrame?.disconnect();
  boardFrame = undefined;
  byId("app-slot").replaceChildren();
  const answers = await appAnswers();
  byId("app-missing").hidden = answers;
  if (!answers) return;
  const frame = /** @type {HTMLIFrameElement} */ (element("iframe", { title: "Portage board view" }));
  byId("app-slot").replaceChildren(frame);
  boardFrame = { frame, disconnect: views.connect(frame, boardPlace) };
  frame.src = `${setup.appUrl}/`;
}

function showTable() {
  const board = currentBoard();
  byId("table").replaceChildren();
  if (board === undefined) {
    byId("table").append(
      element("p", { class: "empty", text: "There are no boards yet. The import makes them." }),
    );
    return;
  }
  void drawBoard(byId("table"), {
    access,
    boardId: board.id,
    onOpen: (item) => update({ view: "item", item }),
  });
}

function showPanels() {
  const isTable = state.view !== "board" && boardFrame === undefined;
  const tab = state.view === "table" || isTable ? "table" : "board";
  markTab(tab);
  byId("panel-table").hidden = tab !== "table";
  byId("panel-board").hidden = tab !== "board";
}

function showFrameOptions() {
  document.documentElement.dataset.theme = state.theme;
  const slot = byId("app-slot");
  slot.style.width = state.width === "full" ? "" : `${state.width}px`;
  slot.classList.toggle("app-slot-fixed", state.width !== "full");
  byId("person").textContent = `${setup.people[state.role].name} · ${state.role}`;
  const form = /** @type {HTMLFormElement} */ (byId("tools"));
  for (const name of /** @type {const} */ (["role", "theme", "width", "item"])) {
    const control = form.elements.namedItem(name);
    if (control instanceof HTMLSelectElement || control instanceof HTMLInputElement)
      control.value = state[name] ?? "";
  }
}

const workspaceOf = (/** @type {import("./main-table.js").BoardName} */ board) =>
  board.workspace?.name ?? "Main workspace";
const workspaceNames = () => [...new Set(boards.map(workspaceOf))];

/** @param {string} name @param {string | undefined} chosenId */
function workspaceSection(name, chosenId) {
  const entries = boards
    .filter((board) => workspaceOf(board) === name)
    .map((board) => {
      const link = button(board.name, () => update({ board: board.id, view: "table", item: undefined }), {
        class: "rail-board",
        "aria-current": board.id === chosenId && "page",
      });
      return element("li", {}, [link]);
    });
  return [element("h2", { text: name }), element("ul", {}, entries)];
}

function showBoards() {
  const chosen = currentBoard();
  byId("board-name").textContent = chosen?.name ?? "New board";
  byId("board-list").replaceChildren(
    ...workspaceNames().flatMap((name) => workspaceSection(name, chosen?.id)),
  );
  const picker = /** @type {HTMLSelectElement} */ (byId("board-picker"));
  picker.replaceChildren(
    ...boards.map((board) =>
      element("option", { value: board.id, text: `${board.name} (${board.items_count ?? 0})` }),
    ),
  );
  picker.value = chosen?.id ?? "";
}

async function refreshBoards() {
  try {
    boards = await readBoards(access);
  } catch (error) {
    showNotice({
      type: "error",
      message: error instanceof Error ? error.message : "The boards could not be read.",
    });
  }
  showBoards();
}

/** Applies a change of what is shown, touching only what it concerns. @param {Partial<typeof state>} changes */
function update(changes) {
  const before = state;
  state = { ...state, ...changes };
  showAddress();
  showFrameOptions();
  if (state.view === "item" && state.item !== undefined) void itemCard.open(state.item);
  if (before.role !== state.role && boardFrame !== undefined) void loadApp();
  else if (before.theme !== state.theme) views.pushAll("context");
  if (state.view === "board" && boardFrame === undefined) void loadApp();
  const needsTable =
    state.view === "item" && boardFrame === undefined && byId("table").childElementCount === 0;
  if (state.view === "table" || needsTable) void refreshBoards().then(showTable);
  showPanels();
}

const markTab = wireTabs(byId("tabs"), (tab) =>
  update({ view: tab === "table" ? "table" : "board", item: undefined }),
);

const tools = /** @type {HTMLFormElement} */ (byId("tools"));
tools.addEventListener("change", () => {
  const data = new FormData(tools);
  const { role, theme, width } = readViewState(
    `?${new URLSearchParams([...data].map(([name, value]) => [name, String(value)]))}`,
  );
  update({ role, theme, width, ...(state.view === "item" ? { view: "board", item: undefined } : {}) });
});
tools.addEventListener("submit", (event) => {
  event.preventDefault();
  const item = String(new FormData(tools).get("item") ?? "");
  if (/^\d+$/.test(item)) update({ view: "item", item });
});
byId("board-picker").addEventListener("change", (event) => {
  if (event.target instanceof HTMLSelectElement) update({ board: event.target.value, view: "table" });
});
byId("table-refresh").addEventListener("click", () => update({ view: "table" }));
byId("app-retry").addEventListener("click", () => void loadApp());
wireDisclosure(byId("tools-toggle"), byId("tools"));
fillHelp(setup.bizstimKeys, window.location.search);
byId("app-address").textContent = setup.appUrl;

await refreshBoards();
update({});
