// @vitest-environment jsdom
import { cleanup, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { buildApproval } from "../../../lib/testing/build-approval.ts";
import { buildPlan } from "../../../lib/testing/build-plan.ts";
import { findAccessibilityProblems, renderClient } from "../../../testing/render-client.tsx";
import { StartView, type StartViewProps } from "./StartView.tsx";

afterEach(cleanup);

function renderStart(part: Partial<StartViewProps> = {}) {
  const run = vi.fn();
  const rendered = renderClient(
    <StartView
      plan={buildPlan({ approval: buildApproval() })}
      isAdmin
      isRunning={false}
      start={{ run, isBusy: false, error: null }}
      {...part}
    />,
  );
  return { ...rendered, run, user: userEvent.setup() };
}

describe("StartView", () => {
  it("says who approved the plan and starts it", async () => {
    const { user, run, container } = renderStart();
    expect(screen.getByText(/Dana Admin approved this plan on/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Start the import" }));
    expect(run).toHaveBeenCalledOnce();
    expect(await findAccessibilityProblems(container)).toEqual([]);
  });

  it("leads to the sign-off while the plan is not approved", async () => {
    const { user } = renderStart({ plan: buildPlan() });
    expect(screen.queryByRole("button", { name: "Start the import" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Go to the sample and sign-off" }));
    expect(window.location.hash).toBe("#/m/m1/sample");
  });

  it("says that a changed plan needs a new sign-off", () => {
    renderStart({ plan: buildPlan({ approval: buildApproval({ current: false }) }) });
    expect(screen.getByText(/Dana Admin approved an earlier plan/)).toBeTruthy();
  });

  it("waits for a run under way, and shows why a start was refused", () => {
    const error = { userMessage: "This plan has not been approved.", remedy: "Approve the plan you see." };
    renderStart({ isRunning: true, start: { run: vi.fn(), isBusy: false, error } });
    expect(screen.getByRole("button", { name: "Start the import" }).getAttribute("aria-disabled")).toBe(
      "true",
    );
    expect(screen.getByRole("alert").textContent).toContain("Approve the plan you see.");
  });

  it("gives a viewer no start", () => {
    renderStart({ isAdmin: false });
    expect(screen.queryByRole("button", { name: "Start the import" })).toBeNull();
  });
});
