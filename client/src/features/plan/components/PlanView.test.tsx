// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { findAccessibilityProblems, renderClient } from "../../../testing/render-client.tsx";
import { buildFinding, buildPlan } from "../testing/build-plan.ts";
import { PlanView, type PlanViewProps } from "./PlanView.tsx";

afterEach(cleanup);

function renderPlan(part: Partial<PlanViewProps> = {}) {
  const edit = vi.fn();
  const run = vi.fn();
  const props: PlanViewProps = {
    plan: buildPlan(),
    editing: { edit, mayEdit: true, refusal: null },
    viewerId: "500",
    isAdmin: true,
    isNarrow: false,
    whyNotStart: null,
    conflict: null,
    targets: [],
    now: new Date("2026-11-20T09:00:00Z"),
    start: { run, isBusy: false, error: null, reset: vi.fn() },
    ...part,
  };
  return { ...renderClient(<PlanView {...props} />), edit, run, user: userEvent.setup() };
}

const openTab = (user: ReturnType<typeof userEvent.setup>, name: RegExp) =>
  user.click(screen.getByRole("tab", { name }));

describe("PlanView", () => {
  it("says why the import cannot start and leads to the open questions", async () => {
    const plan = buildPlan({ findings: [buildFinding()], openQuestions: 1 });
    const { user } = renderPlan({ plan, whyNotStart: "1 question to answer first." });
    expect(screen.getByText("1 question to answer first.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Approve and start" }).getAttribute("aria-disabled")).toBe(
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

  it("lists what approving accepts and starts only when it is confirmed", async () => {
    const plan = buildPlan({ findings: [buildFinding({ answered: true })], currency: "EUR" });
    const { user, run } = renderPlan({ plan });
    await user.click(screen.getByRole("button", { name: "Approve and start" }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText(/126 records become 126 items on 2 boards/)).toBeTruthy();
    const time = within(dialog).getByText(/about 2 minutes and 53 calls to monday/);
    expect(time.textContent).toContain(plan.forecast.bound);
    expect(within(dialog).getByText("Which currency are your payments in? Euro")).toBeTruthy();
    expect(run).not.toHaveBeenCalled();
    await user.click(within(dialog).getByRole("button", { name: "Approve and start" }));
    expect(run).toHaveBeenCalledOnce();
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
      whyNotStart: "Only an account admin can approve the plan and start the import.",
      plan: buildPlan({ findings: [buildFinding()], openQuestions: 1 }),
    });
    expect(screen.queryByRole("button", { name: "Approve and start" })).toBeNull();
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
