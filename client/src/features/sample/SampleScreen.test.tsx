// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { buildApproval } from "../../lib/testing/build-approval.ts";
import { buildPlan } from "../../lib/testing/build-plan.ts";
import { buildRun } from "../../lib/testing/builders.ts";
import { brokenRules } from "../../lib/testing/render-screen.tsx";
import { buildProblem } from "../../lib/testing/script-api.ts";
import {
  buildDiffPage,
  buildNoSample,
  buildSample,
  buildSignOff,
  buildSpotCheck,
} from "./testing/build-sample.ts";
import { openSample } from "./testing/open-sample.tsx";

const none = { view: buildNoSample(), signOff: buildSignOff({ sample: null }) };

const approval = buildApproval({
  accepted: [{ id: "skips", title: "3 payments are skipped", count: 3 }],
  sample: { runId: "r7", records: 118 },
});

describe("SampleScreen before a sample", () => {
  it("asks where it lands and how large it is, and starts it", async () => {
    const { user, bodyOf, container } = openSample(none);
    await user.click(await screen.findByRole("radio", { name: "A sample in a test workspace" }));
    await user.selectOptions(screen.getByLabelText("Size of the sample"), "50");
    expect(await brokenRules(container)).toEqual([]);
    await user.click(await screen.findByRole("button", { name: "Run the sample" }));
    expect(bodyOf("POST /migrations/m1/runs")).toEqual({
      kind: "sample",
      options: { sample: { landing: "test_workspace", rehearsal: false, target: 50 } },
    });
  });

  it("starts a full rehearsal with every record", async () => {
    const { user, bodyOf } = openSample(none);
    await user.click(await screen.findByRole("radio", { name: "A full rehearsal in a test workspace" }));
    expect(screen.queryByLabelText("Size of the sample")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Run the sample" }));
    expect(bodyOf("POST /migrations/m1/runs")).toEqual({
      kind: "sample",
      options: { sample: { landing: "test_workspace", rehearsal: true } },
    });
  });

  it("tells why a start was refused", async () => {
    const refused = { status: 409, body: buildProblem({ status: 409, detail: "A run is under way." }) };
    const { user } = openSample({ ...none, answers: { "POST /migrations/m1/runs": refused } });
    await user.click(await screen.findByRole("button", { name: "Run the sample" }));
    expect((await screen.findByRole("alert")).textContent).toContain("A run is under way.");
  });

  it("approves without a sample only when the admin says so", async () => {
    const { user, bodyOf } = openSample({
      ...none,
      signOff: buildSignOff({ sample: null, classes: [] }),
      answers: { "POST /migrations/m1/plan/approve": { body: buildPlan({ approval }) } },
    });
    await user.click(await screen.findByText("Sign off without a sample"));
    expect(screen.queryByRole("button", { name: "Approve and sign off" })).toBeNull();
    await user.click(await screen.findByRole("checkbox", { name: "I approve without having seen a sample" }));
    await user.click(screen.getByRole("button", { name: "Approve and sign off" }));
    await waitFor(() =>
      expect(bodyOf("POST /migrations/m1/plan/approve")).toEqual({ hash: "hash-1", accepted: [] }),
    );
  });
});

describe("SampleScreen while a run is under way", () => {
  it("shows the phases and nothing to approve", async () => {
    const run = buildRun({ kind: "sample" });
    openSample({
      view: buildNoSample({ state: "running" }),
      migration: { activeRun: run },
      answers: { "GET /runs/r1": { body: run } },
    });
    expect(await screen.findByText("The sample is under way.")).toBeTruthy();
    expect(screen.getByText(/You can close this page/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Approve/ })).toBeNull();
  });

  it("names the cause when it stopped, and offers another try", async () => {
    const failure = {
      code: "monday.board_missing",
      kind: "needs_user" as const,
      userMessage: "A board was deleted in monday.",
      remedy: "Restore it from the recycle bin.",
    };
    const run = buildRun({ kind: "sample", state: "failed", failure, can: [] });
    openSample({
      view: buildNoSample({ state: "failed", removable: 40 }),
      signOff: buildSignOff({ sample: null }),
      migration: { lastRun: run },
      answers: { "GET /runs/r1": { body: run } },
    });
    expect((await screen.findByRole("alert")).textContent).toContain("recycle bin");
    expect(await screen.findByRole("button", { name: "Run the sample again" })).toBeTruthy();
    expect(screen.getByRole("button", { name: "Remove the sample" })).toBeTruthy();
  });
});

describe("SampleScreen with a sample", () => {
  it("says what it covers, what not, and shows the fields", async () => {
    const { user, container } = openSample();
    expect(await screen.findByText("118 records cover 410 of 412 value shapes")).toBeTruthy();
    await user.click(screen.getByText("2 value shapes not covered"));
    expect(await screen.findByText("Clients › Notes: the longest text")).toBeTruthy();
    expect(await screen.findByRole("row", { name: /Ana Lopez/ })).toBeTruthy();
    await screen.findByRole("button", { name: "Client 21 is right" });
    expect(await brokenRules(container)).toEqual([]);
  });

  it("opens the column's card from its field", async () => {
    const { user } = openSample();
    await user.click(await screen.findByRole("button", { name: /Change the mapping of Email/ }));
    expect(screen.getByText("Card of email")).toBeTruthy();
  });

  it("runs again after a change and then shows only what changed", async () => {
    const { user, calls } = openSample({
      view: buildSample({ state: "stale" }),
      signOff: buildSignOff({ sample: null }),
      answers: { "GET /migrations/m1/diff?changed=true&offset=0&limit=100": { body: buildDiffPage([]) } },
    });
    expect(await screen.findByText(/The plan was changed after this sample/)).toBeTruthy();
    await user.click(await screen.findByRole("button", { name: "Run the sample again" }));
    expect(await screen.findByText("Nothing changed since the sample before")).toBeTruthy();
    expect(calls.some(({ line }) => line === "POST /migrations/m1/runs")).toBe(true);
  });

  it("removes the sample only after saying what goes", async () => {
    const { user, bodyOf } = openSample();
    await user.click(await screen.findByRole("button", { name: "Remove the sample" }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText(/118 items of the sample leave your boards/)).toBeTruthy();
    expect(bodyOf("POST /migrations/m1/runs")).toBeUndefined();
    await user.click(within(dialog).getByRole("button", { name: "Remove the sample" }));
    await waitFor(() =>
      expect(bodyOf("POST /migrations/m1/runs")).toEqual({
        kind: "rollback",
        options: { rollback: { scope: { kind: "sample" } } },
      }),
    );
  });

  it("notes what a person found at a record", async () => {
    const { user, bodyOf } = openSample({
      answers: { "PUT /migrations/m1/spot-check": { body: buildSpotCheck({ looked: 2 }) } },
    });
    expect(await screen.findByText("1 of 2 records looked at.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Client 21 is wrong" }));
    expect(bodyOf("PUT /migrations/m1/spot-check")).toEqual({
      board: "clients",
      externalId: "bizstim:clients:21",
      right: false,
    });
    expect(await screen.findByText("2 of 2 records looked at.")).toBeTruthy();
  });
});

describe("SampleScreen without an answer", () => {
  it("shows the cause and a way to try again", async () => {
    const gone = { status: 503, body: buildProblem({ status: 503, detail: "Portage is restarting." }) };
    openSample({ answers: { "GET /migrations/m1/sample": gone } });
    expect((await screen.findByRole("alert")).textContent).toContain("Portage is restarting.");
    expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
  });
});
