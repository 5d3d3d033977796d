import { button, byId, element } from "./dom.js";

/** @param {unknown} value @param {string} otherwise */
const text = (value, otherwise) => (typeof value === "string" && value !== "" ? value : otherwise);

/**
 * Shows a notice as monday does: at the bottom, for a few seconds.
 *
 * @param {Record<string, unknown>} params
 * @returns {void}
 */
export function showNotice(params) {
  const kind = text(params.type, "info");
  const note = element("div", { class: `toast toast-${kind}`, role: kind === "error" ? "alert" : "status" }, [
    element("span", { text: text(params.message, "") }),
  ]);
  const close = button("Dismiss", () => note.remove());
  note.append(close);
  byId("toasts").append(note);
  setTimeout(() => note.remove(), typeof params.timeout === "number" ? params.timeout : 5000);
}

/** @param {Record<string, unknown>} params @returns {Promise<{ confirm: boolean }>} */
function askConfirm(params) {
  return new Promise((resolve) => {
    const dialog = /** @type {HTMLDialogElement} */ (
      element("dialog", { class: "dialog", "aria-labelledby": "confirm-text" })
    );
    const done = (/** @type {boolean} */ confirm) => {
      dialog.remove();
      resolve({ confirm });
    };
    const buttons = [button(text(params.confirmButton, "OK"), () => done(true), { class: "button-primary" })];
    if (params.excludeCancelButton !== true) {
      buttons.unshift(
        button(text(params.cancelButton, "Cancel"), () => done(false), { class: "button-quiet" }),
      );
    }
    dialog.append(
      element("p", { id: "confirm-text", text: text(params.message, "") }),
      element("div", { class: "dialog-buttons" }, buttons),
    );
    dialog.addEventListener("cancel", () => done(false));
    document.body.append(dialog);
    dialog.showModal();
  });
}

/**
 * A modal with another page of the app inside. Resolves when it is closed.
 *
 * @param {Record<string, unknown>} params
 * @param {(frame: HTMLIFrameElement) => () => void} connect makes the frame a monday view; returns how to let go
 * @param {string} appUrl
 * @returns {Promise<{ closed: true }>}
 */
function openModal(params, connect, appUrl) {
  return new Promise((resolve) => {
    const url = new URL(text(params.url, text(params.urlPath, "/")), appUrl);
    const extra = typeof params.urlParams === "object" && params.urlParams !== null ? params.urlParams : {};
    for (const [name, value] of Object.entries(extra)) url.searchParams.set(name, String(value));
    const frame = /** @type {HTMLIFrameElement} */ (
      element("iframe", { title: "Portage dialog", src: url.href })
    );
    // monday's own default is 0px by 0px, so an app that forgets the size sees nothing here either.
    frame.style.width = text(params.width, "0px");
    frame.style.height = text(params.height, "0px");
    const dialog = /** @type {HTMLDialogElement} */ (
      element("dialog", { class: "dialog dialog-frame", "aria-label": "Portage" })
    );
    dialog.append(
      button("Close", () => dialog.close(), { class: "button-quiet" }),
      frame,
    );
    document.body.append(dialog);
    const disconnect = connect(frame);
    dialog.addEventListener("close", () => {
      disconnect();
      dialog.remove();
      resolve({ closed: true });
    });
    dialog.showModal();
  });
}

/**
 * The commands of `monday.execute`. Commands without an effect here are acknowledged; all are remembered in
 * `window.sandboxFrame.executed` for whoever watches.
 *
 * @param {{ appUrl: string, openItem: (itemId: string) => void, connect: (frame: HTMLIFrameElement) => () => void }} deps
 * @returns {(type: string, params: Record<string, unknown>) => Promise<unknown>}
 */
export function createExecute(deps) {
  /** @type {{ type: string, params: Record<string, unknown> }[]} */
  const executed = [];
  Object.assign(window, { sandboxFrame: { executed } });
  return async (type, params) => {
    executed.push({ type, params });
    switch (type) {
      case "notice":
        showNotice(params);
        break;
      case "confirm":
        return askConfirm(params);
      case "openItemCard":
        deps.openItem(String(params.itemId ?? ""));
        break;
      case "openLinkInTab":
        window.open(text(params.url, "about:blank"), "_blank", "noopener");
        break;
      case "openAppFeatureModal":
        return openModal(params, deps.connect, deps.appUrl);
      case "closeAppFeatureModal":
        for (const dialog of document.querySelectorAll("dialog.dialog-frame")) {
          if (dialog instanceof HTMLDialogElement) dialog.close();
        }
        break;
      default:
        break;
    }
    return { success: true };
  };
}
