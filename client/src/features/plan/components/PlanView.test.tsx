// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { buildFinding, buildPlan } from "../../../lib/testing/build-plan.ts";
import { findAccessibilityProblems, renderClient } from "../../../testing/render-client.tsx";
import { PlanView, type PlanViewProps } from "./PlanView.tsx";

afterEach(cleanup);

function renderPlan(part: Partial<PlanViewProps> = {}) {
  const edit = vi.fn();
  const onGoOn = vi.fn();
  const onDownload = vi.fn();
  const props: PlanViewProps = {
    plan: buildPlan(),
    editing: { edit, mayEdit: true, refusal: null },
    viewerId: "500",
    isAdmin: true,
    isNarrow: false,
    whyNotGoOn: null,
    conflict: null,
    targets: [],
    now: new Date("2026-11-20T09:00:00Z"),
    onGoOn,
    scope: { onDownload, isBusy: false, error: null },
    ...part,
  };
  return { ...renderClient(<PlanView {...props} />), edit, onGoOn, onDownload, user: userEvent.setup() };
}

const openTab = (user: ReturnType<typeof userEvent.setup>, name: RegExp) =>
  user.click(screen.getByRole("tab", { name }));

describe("PlanView", () => {
  it("says why the way does not lead on yet and leads to the open questions", async () => {
    const plan = buildPlan({ findings: [buildFinding()], openQuestions: 1 });
    const { user } = renderPlan({ plan, whyNotGoOn: "1 question to answer first." });
    expect(screen.getByText("1 question to answer first.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Go on to the sample" }).getAttribute("aria-disabled")).toBe(
      "true",
    );
    await user.click(screen.getByRole("button", { name: "Show the questions" }));
    expect(screen.getByText("Which currency are your payments in?")).toBeTruthy();
  });

  it("sends a remedy's edits when its button is pressed", async () => {
    const plan = buildPlan({ findings: [buildFinding()], openQuestions: 1 });
    const { user, edit } = renderPlan({ plan });
    await openTab(user, /Questions \(1\)/);
    await user.click(screen.getByRole("button", { name: "Euro" }));
    expect(edit).toHaveBeenCalledWith("finding:currency", [{ op: "currency", code: "EUR" }]);
  });

  it("shows why a change was refused beside the question it was asked at", async () => {
    const refusal = {
      batch: { id: 1, origin: "finding:currency", edits: [] },
      message: "The plan cannot be changed like that.",
      remedy: "Choose one of the offered values.",
    };
    const plan = buildPlan({ findings: [buildFinding()], openQuestions: 1 });
    const { user } = renderPlan({ plan, editing: { edit: vi.fn(), mayEdit: true, refusal } });
    expect(screen.queryByRole("alert")).toBeNull();
    await openTab(user, /Questions/);
    expect(screen.getByRole("alert").textContent).toContain(
      "Not changed. The plan cannot be changed like that.",
    );
  });

  it("leads on to the sample when nothing is open", async () => {
    const { user, onGoOn } = renderPlan();
    await user.click(screen.getByRole("button", { name: "Go on to the sample" }));
    expect(onGoOn).toHaveBeenCalledOnce();
  });

  it("shows what is accepted at sign-off apart from the questions", async () => {
    const finding = buildFinding({ id: "skips", severity: "accept", title: "3 records are skipped" });
    const { user } = renderPlan({ plan: buildPlan({ findings: [finding], openAcceptances: 1 }) });
    await openTab(user, /^Questions$/);
    expect(screen.getByText("No open questions")).toBeTruthy();
    const section = screen.getByRole("region", { name: "To accept at sign-off" });
    expect(within(section).getByText("3 records are skipped")).toBeTruthy();
  });

  it("downloads the scope document in three forms", async () => {
    const { user, onDownload } = renderPlan();
    await user.click(screen.getByRole("button", { name: "Scope document as a page" }));
    expect(onDownload).toHaveBeenCalledWith("scope.html");
    await user.click(screen.getByRole("button", { name: "Scope document as CSV" }));
    expect(onDownload).toHaveBeenCalledWith("scope.csv");
  });

  it("tells what happened when the plan was changed elsewhere", () => {
    renderPlan({ conflict: { lost: ["Leave out the board Clients"], onDismiss: vi.fn() } });
    const notice = screen.getByRole("alert");
    expect(notice.textContent).toContain("changed in another tab");
    expect(notice.textContent).toContain("Leave out the board Clients");
  });

  it("shows a column's card and changes its type with what would be lost in sight", async () => {
    const { user, edit } = renderPlan();
    await user.click(screen.getByRole("button", { name: /^Clients/ }));
    await user.click(
      within(screen.getByRole("table", { name: /Active/ })).getByRole("button", { name: /Email/ }),
    );
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText("Keeps the first address.")).toBeTruthy();
    expect(within(dialog).getByText("monday no longer offers to write to this address.")).toBeTruthy();
    await user.click(within(dialog).getByRole("radio", { name: "Text" }));
    expect(edit).toHaveBeenCalledWith("column:clients:email", [
      { op: "column.type", board: "clients", column: "email", type: "text" },
    ]);
  });

  it("changes the unit of a numbers column when the field is left", async () => {
    const { user, edit } = renderPlan();
    await user.click(screen.getByRole("button", { name: /^Clients/ }));
    await user.click(
      within(screen.getByRole("table", { name: /Active/ })).getByRole("button", { name: /Paid in total/ }),
    );
    const unit = await screen.findByLabelText(/^Unit/);
    await user.clear(unit);
    await user.type(unit, "EUR{Enter}");
    expect(edit).toHaveBeenCalledWith("column:clients:paid", [
      { op: "column.unit", board: "clients", column: "paid", unit: "EUR" },
    ]);
  });

  it("takes the unit of a numbers column away when the field is emptied", async () => {
    const { user, edit } = renderPlan();
    await user.click(screen.getByRole("button", { name: /^Clients/ }));
    await user.click(
      within(screen.getByRole("table", { name: /Active/ })).getByRole("button", { name: /Paid in total/ }),
    );
    await user.clear(await screen.findByLabelText(/^Unit/));
    await user.tab();
    expect(edit).toHaveBeenCalledExactlyOnceWith("column:clients:paid", [
      { op: "column.unit", board: "clients", column: "paid", unit: null },
    ]);
  });

  it("brings the name of a column back when it is emptied", async () => {
    const { user, edit } = renderPlan();
    await user.click(screen.getByRole("button", { name: /^Clients/ }));
    await user.click(
      within(screen.getByRole("table", { name: /Active/ })).getByRole("button", { name: /Paid in total/ }),
    );
    const name = await screen.findByLabelText("Name in monday");
    await user.clear(name);
    await user.tab();
    expect(edit).not.toHaveBeenCalled();
    expect(name).toHaveProperty("value", "Paid in total");
  });

  it("leaves a board out with its switch", async () => {
    const { user, edit } = renderPlan();
    await user.click(screen.getByRole("switch", { name: "Move the board Clients" }));
    expect(edit).toHaveBeenCalledWith("board:clients", [
      { op: "board.include", board: "clients", include: false },
    ]);
  });

  it("asks for an owner when people without a user go to somebody else", async () => {
    const { user, edit } = renderPlan();
    await openTab(user, /People/);
    await user.selectOptions(screen.getByLabelText("People without a monday user"), "fallback");
    expect(edit).toHaveBeenCalledWith("people", [
      { op: "people.default", action: "fallback", fallbackUserId: "500" },
    ]);
  });

  it("names the approver", () => {
    const approval = {
      hash: "hash-1",
      by: "500",
      byName: "Dana Admin",
      at: "2026-11-20T09:00:00Z",
      accepted: [],
      sample: null,
    };
    renderPlan({ plan: buildPlan({ approval: { ...approval, current: true } }) });
    expect(screen.getByText(/^Approved by Dana Admin on/)).toBeTruthy();
  });

  it("shows a viewer everything without a way to change it", async () => {
    const { user } = renderPlan({
      isAdmin: false,
      editing: { edit: vi.fn(), mayEdit: false, refusal: null },
      plan: buildPlan({ findings: [buildFinding()], openQuestions: 1 }),
    });
    expect(screen.getByRole("button", { name: "Go on to the sample" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Change the workspace" })).toBeNull();
    expect(screen.getByRole("switch", { name: "Move the board Clients" })).toHaveProperty("disabled", true);
    await openTab(user, /Questions/);
    expect(screen.queryByRole("button", { name: "Euro" })).toBeNull();
    expect(screen.getByText("Which currency are your payments in?")).toBeTruthy();
  });

  it("shows what every step of the import takes, not only the boards", async () => {
    const { user } = renderPlan();
    await openTab(user, /Forecast/);
    const rows = within(screen.getByRole("table", { name: "Forecast for each step" })).getAllByRole("row");
    expect(rows.slice(1).map((row) => within(row).getByRole("rowheader").textContent)).toEqual([
      "Boards and columns",
      "Practitioners",
      "Clients",
      "Final check",
    ]);
  });

  it.each([/Boards/, /Questions/, /People/, /Values/, /Not moving/, /Forecast/])(
    "breaks no accessibility rule on %s",
    async (tab) => {
      const plan = buildPlan({ findings: [buildFinding()], openQuestions: 1 });
      const { user, container } = renderPlan({ plan });
      await openTab(user, tab);
      await waitFor(() => expect(screen.getByRole("tabpanel")).toBeTruthy());
      expect(await findAccessibilityProblems(container)).toEqual([]);
    },
  );
});
