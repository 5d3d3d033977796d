// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { buildApproval } from "../../lib/testing/build-approval.ts";
import { buildPlan } from "../../lib/testing/build-plan.ts";
import { buildProblem } from "../../lib/testing/script-api.ts";
import { buildSignOff } from "./testing/build-sample.ts";
import { openSample } from "./testing/open-sample.tsx";

const approval = buildApproval({
  accepted: [{ id: "skips", title: "3 payments are skipped", count: 3 }],
  sample: { runId: "r7", records: 118 },
});

describe("the sign-off", () => {
  it("names plan and person and approves when every class is accepted", async () => {
    const { user, bodyOf } = openSample({
      answers: { "POST /migrations/m1/plan/approve": { body: buildPlan({ approval }) } },
    });
    const approve = await screen.findByRole("button", { name: "Approve and sign off" });
    expect(approve.getAttribute("aria-disabled")).toBe("true");
    expect(screen.getByText("2 classes of records to accept first.")).toBeTruthy();
    expect(screen.getByText(/I, Dana Admin, approve plan/).textContent).toContain(
      "hash-1: 126 items on 2 boards in Main workspace.",
    );
    for (const box of screen.getAllByRole("checkbox", { name: /^I accept/ })) await user.click(box);
    await user.click(screen.getByRole("button", { name: "Approve and sign off" }));
    await screen.findByText(/was approved by Dana Admin/);
    expect(bodyOf("POST /migrations/m1/plan/approve")).toEqual({
      hash: "hash-1",
      accepted: ["skips", "lossy"],
    });
    expect(screen.getByRole("button", { name: "Go on to the import" })).toBeTruthy();
    expect(screen.getByText("3 payments are skipped")).toBeTruthy();
  });

  it("says what is accepted to whoever comes to it by keyboard", async () => {
    const { user } = openSample();
    const title = "I accept: Email keeps one address of several";
    const box = await screen.findByRole("checkbox", { name: title });
    // Vibe puts the focus of the keyboard on the label around the box.
    const label = box.closest("label");
    expect(label?.tabIndex).toBe(0);
    expect(label?.textContent).toBe(title);
    label?.focus();
    await user.keyboard(" ");
    expect(screen.getByText("1 class of records to accept first.")).toBeTruthy();
  });

  it("says in place that the plan was changed meanwhile", async () => {
    const stale = buildProblem({
      status: 409,
      code: "plan.stale",
      detail: "The plan was changed in the meantime.",
      remedy: "Look at the current plan and do it again.",
    });
    const { user } = openSample({
      signOff: buildSignOff({ classes: [] }),
      answers: { "POST /migrations/m1/plan/approve": { status: 409, body: stale } },
    });
    await user.click(await screen.findByRole("button", { name: "Approve and sign off" }));
    expect((await screen.findByRole("alert")).textContent).toContain("Look at the current plan");
  });

  it("says that an approval of an earlier plan no longer counts", async () => {
    openSample({ plan: buildPlan({ approval: { ...approval, current: false } }) });
    expect(await screen.findByText(/that approval no longer counts/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Go on to the import" })).toBeNull();
  });

  it("names what stands in the way", async () => {
    const blockers = [{ code: "x", text: "A board is full.", remedy: "Read the source again." }];
    openSample({ signOff: buildSignOff({ blockers }) });
    expect(await screen.findByText("A board is full. Read the source again.")).toBeTruthy();
  });

  it("shows a viewer everything and nothing to press", async () => {
    openSample({ isAdmin: false });
    expect(await screen.findByText("118 records cover 410 of 412 value shapes")).toBeTruthy();
    expect(await screen.findAllByText("Not accepted")).toHaveLength(2);
    expect(screen.queryByRole("checkbox", { name: /I accept/ })).toBeNull();
    expect(screen.queryByRole("button", { name: /Approve|Remove|Run the sample/ })).toBeNull();
    expect(await screen.findByText("Not looked at")).toBeTruthy();
  });
});
