// @vitest-environment jsdom
import { cleanup, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Api } from "../../../lib/api.ts";
import { buildPlan } from "../../../lib/testing/build-plan.ts";
import { renderClient } from "../../../testing/render-client.tsx";
import type { PlanEditing } from "../lib/editing.ts";
import { WorkspaceLine } from "./WorkspaceLine.tsx";

afterEach(cleanup);

const items = [
  { id: "8", name: "Sales", crm: true },
  { id: "7", name: "Main workspace", crm: false },
];
const api: Api = {
  request: async (_path, schema) => schema.parse({ items, cursor: null }),
  send: () => new Promise(() => undefined),
  open: () => new Promise(() => undefined),
};

function renderLine(part: Partial<PlanEditing> = {}) {
  const edit = vi.fn();
  const editing = { edit, mayEdit: true, refusal: null, ...part };
  renderClient(<WorkspaceLine plan={buildPlan()} editing={editing} />, api);
  return { edit, user: userEvent.setup() };
}

async function choose(user: ReturnType<typeof userEvent.setup>, name: string) {
  await user.click(screen.getByRole("button", { name: "Change the workspace" }));
  const dialog = within(await screen.findByRole("dialog"));
  await user.selectOptions(await dialog.findByLabelText("Workspace for the new boards"), name);
  return dialog;
}

describe("WorkspaceLine", () => {
  it("says what another workspace means and changes it only when that is confirmed", async () => {
    const { user, edit } = renderLine();
    expect(screen.getByText("Main workspace")).toBeTruthy();
    const dialog = await choose(user, "Sales (CRM)");
    expect(dialog.getByText(/has to be approved again/)).toBeTruthy();
    expect(edit).not.toHaveBeenCalled();
    await user.click(dialog.getByRole("button", { name: "Use this workspace" }));
    expect(edit).toHaveBeenCalledExactlyOnceWith("workspace", [{ op: "workspace", workspaceId: "8" }]);
  });

  it("changes nothing when the dialog is left or the same workspace confirmed", async () => {
    const { user, edit } = renderLine();
    const left = await choose(user, "Sales (CRM)");
    await user.click(left.getByRole("button", { name: "Cancel" }));
    const same = await choose(user, "Main workspace");
    await user.click(same.getByRole("button", { name: "Use this workspace" }));
    expect(edit).not.toHaveBeenCalled();
  });

  it("shows why the workspace was not changed", () => {
    const batch = { id: 1, origin: "workspace", edits: [] };
    const message = "This migration has made boards already.";
    renderLine({ refusal: { batch, message, remedy: "Move the boards in monday." } });
    expect(screen.getByRole("alert").textContent).toContain(message);
  });
});
