import { queryMonday } from "./api.js";
import { cell } from "./cells.js";
import { byId, element, wireTabs } from "./dom.js";

/**
 * The item card that slides over the board: a "Columns" tab and the app's item view.
 *
 * @param {{ access: { url: string, token: string | null }, appUrl: string,
 *   connect: (frame: HTMLIFrameElement, place: () => import("./context.js").Place) => () => void,
 *   onClose: () => void }} deps
 */
export function createItemCard(deps) {
  const card = byId("item-card");
  const panels = { portage: byId("item-portage"), columns: byId("item-columns") };
  let disconnect = () => {};
  /** @type {Element | null} */
  let opener = null;
  const show = (/** @type {string} */ tab) => {
    panels.portage.hidden = tab !== "portage";
    panels.columns.hidden = tab !== "columns";
  };
  const mark = wireTabs(byId("item-tabs"), show);

  const close = () => {
    disconnect();
    disconnect = () => {};
    panels.portage.replaceChildren();
    card.hidden = true;
    if (opener instanceof HTMLElement) opener.focus();
    deps.onClose();
  };
  byId("item-close").addEventListener("click", close);
  card.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });

  /** @param {string} itemId */
  const read = async (itemId) => {
    /** @type {{ items: { name: string, board: { id: string, name: string, workspace_id: string | null, columns: { id: string, title: string }[] }, column_values: import("./cells.js").CellValue[] }[] }} */
    const { items } = await queryMonday(
      deps.access,
      `query ($ids: [ID!]) { items(ids: $ids) { name board { id name workspace_id columns { id title } }
        column_values { id type text ... on StatusValue { label label_style { color } }
        ... on DropdownValue { values { label } } ... on BoardRelationValue { display_value } ... on CheckboxValue { checked } } } }`,
      { ids: [itemId] },
    );
    return items[0];
  };

  return {
    close,
    /** @param {string} itemId */
    async open(itemId) {
      disconnect();
      opener = document.activeElement;
      card.hidden = false;
      byId("item-name").textContent = `Item ${itemId}`;
      byId("item-close").focus();
      mark("portage");
      show("portage");
      const item = await read(itemId).catch(() => undefined);
      byId("item-name").textContent = item?.name ?? `Item ${itemId} does not exist`;
      byId("item-board").textContent = item === undefined ? "" : `in ${item.board.name}`;
      const titles = new Map(item?.board.columns.map((column) => [column.id, column.title]));
      panels.columns.replaceChildren(
        element(
          "table",
          { class: "item-table" },
          (item?.column_values ?? []).map((value) =>
            element("tr", {}, [
              element("th", { scope: "row", class: "item-field", text: titles.get(value.id) ?? value.id }),
              cell(value),
            ]),
          ),
        ),
      );
      const place = {
        boardId: Number(item?.board.id ?? 0),
        workspaceId: Number(item?.board.workspace_id ?? 0),
        itemId: Number(itemId),
      };
      const frame = /** @type {HTMLIFrameElement} */ (element("iframe", { title: "Portage item view" }));
      panels.portage.replaceChildren(frame);
      disconnect = deps.connect(frame, () => place);
      frame.src = `${deps.appUrl}/`;
    },
  };
}
