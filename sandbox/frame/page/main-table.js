import { queryMonday } from "./api.js";
import { cell } from "./cells.js";
import { button, element } from "./dom.js";

/**
 * @typedef {{ url: string, token: string | null }} Access
 * @typedef {{ id: string, name: string, items_count: number | null, workspace: { id: string, name: string } | null }} BoardName
 * @typedef {{ id: string, title: string, type: string }} Column
 * @typedef {{ id: string, title: string, color: string }} Group
 * @typedef {{ id: string, name: string, column_values: import("./cells.js").CellValue[] }} Item
 * @typedef {{ cursor: string | null, items: Item[] }} ItemsPage
 */

const rowsPerPage = 50;
/** Groups that are read at once; the rest waits behind a button, one query each. */
const groupsAtOnce = 6;

const valueFields = `id type text
  ... on StatusValue { label label_style { color } }
  ... on DropdownValue { values { label } }
  ... on BoardRelationValue { display_value }
  ... on CheckboxValue { checked }
  ... on NumbersValue { symbol direction }`;
const pageFields = `cursor items { id name column_values { ${valueFields} } }`;

/** The boards of the account, by workspace. @param {Access} access @returns {Promise<BoardName[]>} */
export async function readBoards(access) {
  /** @type {{ boards: BoardName[] }} */
  const { boards } = await queryMonday(
    access,
    "query { boards(limit: 200) { id name items_count workspace { id name } } }",
  );
  return boards;
}

/** @param {Access} access @param {string} boardId */
async function readBoard(access, boardId) {
  /** @type {{ boards: { id: string, name: string, items_count: number | null, columns: Column[], groups: Group[] }[] }} */
  const { boards } = await queryMonday(
    access,
    "query ($ids: [ID!]) { boards(ids: $ids) { id name items_count columns { id title type } groups { id title color } } }",
    { ids: [boardId] },
  );
  return boards[0];
}

/** @param {Access} access @param {string} boardId @param {string} groupId @returns {Promise<ItemsPage>} */
async function readGroupPage(access, boardId, groupId) {
  /** @type {{ boards: { groups: { items_page: ItemsPage }[] }[] }} */
  const { boards } = await queryMonday(
    access,
    `query ($ids: [ID!], $groups: [String], $limit: Int!) { boards(ids: $ids) { groups(ids: $groups) { items_page(limit: $limit) { ${pageFields} } } } }`,
    { ids: [boardId], groups: [groupId], limit: rowsPerPage },
  );
  return boards[0]?.groups[0]?.items_page ?? { cursor: null, items: [] };
}

/** @param {Access} access @param {string} cursor @returns {Promise<ItemsPage>} */
async function readNextPage(access, cursor) {
  /** @type {{ next_items_page: ItemsPage }} */
  const answer = await queryMonday(
    access,
    `query ($cursor: String!, $limit: Int!) { next_items_page(cursor: $cursor, limit: $limit) { ${pageFields} } }`,
    { cursor, limit: rowsPerPage },
  );
  return answer.next_items_page;
}

/** @param {Item} item @param {Column[]} columns @param {(itemId: string) => void} onOpen */
function row(item, columns, onOpen) {
  const values = new Map(item.column_values.map((value) => [value.id, value]));
  const name = button(item.name, () => onOpen(item.id), { class: "item-name", title: `Open ${item.name}` });
  return element("tr", {}, [
    element("th", { scope: "row" }, [name]),
    ...columns.map((column) => cell(values.get(column.id))),
  ]);
}

/**
 * @param {{ access: Access, boardId: string, columns: Column[], group: Group, onOpen: (itemId: string) => void }} options
 */
async function groupSection({ access, boardId, columns, group, onOpen }) {
  const body = element("tbody");
  const foot = element("div", { class: "group-foot" });
  const add = (/** @type {ItemsPage} */ page) => {
    body.append(...page.items.map((item) => row(item, columns, onOpen)));
    const shown = body.childElementCount;
    const { cursor } = page;
    foot.replaceChildren(
      element("span", { text: shown === 0 ? "No items in this group" : `${shown} items shown` }),
      ...(cursor === null
        ? []
        : [button(`Show ${rowsPerPage} more`, () => void readNextPage(access, cursor).then(add))]),
    );
  };
  add(await readGroupPage(access, boardId, group.id));
  const titles = ["Item", ...columns.map((column) => column.title)];
  const head = element("thead", {}, [
    element(
      "tr",
      {},
      titles.map((title) => element("th", { scope: "col", class: "group-heading", text: title })),
    ),
  ]);
  const scroller = element(
    "div",
    { class: "group-scroll", tabindex: "0", role: "region", "aria-label": group.title },
    [element("table", { class: "group-table" }, [head, body])],
  );
  const section = element("details", { class: "group", open: true }, [
    element("summary", {}, [element("h2", { text: group.title })]),
    scroller,
    foot,
  ]);
  section.style.setProperty("--group-colour", group.color);
  return section;
}

/**
 * Draws one board into `target`: its groups with their first items, more on demand.
 *
 * @param {HTMLElement} target
 * @param {{ access: Access, boardId: string, onOpen: (itemId: string) => void }} options
 */
export async function drawBoard(target, { access, boardId, onOpen }) {
  target.setAttribute("aria-busy", "true");
  try {
    const board = await readBoard(access, boardId);
    if (board === undefined) {
      target.replaceChildren(element("p", { class: "empty", text: "This board does not exist any more." }));
      return;
    }
    const columns = board.columns.filter((column) => column.type !== "name");
    const count = element("p", {
      class: "board-count",
      text: `${(board.items_count ?? 0).toLocaleString("en")} items in ${board.groups.length === 1 ? "1 group" : `${board.groups.length} groups`}`,
    });
    const list = element("div");
    const more = element("p");
    let next = 0;
    const showNext = async () => {
      const groups = board.groups.slice(next, next + groupsAtOnce);
      next += groups.length;
      const options = groups.map((group) => ({ access, boardId, columns, group, onOpen }));
      list.append(...(await Promise.all(options.map(groupSection))));
      const left = board.groups.length - next;
      more.replaceChildren(...(left > 0 ? [button(`Show ${left} more groups`, () => void showNext())] : []));
    };
    await showNext();
    target.replaceChildren(count, list, more);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    target.replaceChildren(
      element("div", { class: "empty", role: "alert" }, [
        element("p", { text: `The board could not be read: ${text}` }),
        button("Try again", () => void drawBoard(target, { access, boardId, onOpen })),
      ]),
    );
  } finally {
    target.removeAttribute("aria-busy");
  }
}
