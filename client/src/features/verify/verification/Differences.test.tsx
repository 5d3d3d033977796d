// @vitest-environment jsdom
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { brokenRules, renderScreen } from "../../../lib/testing/render-screen.tsx";
import { buildProblem, type ScriptedAnswer, scriptApi } from "../../../lib/testing/script-api.ts";
import { buildDifference, buildVerificationView } from "../testing/build-verification.ts";
import { Differences, type DifferencesProps } from "./Differences.tsx";

const list = "GET /migrations/m1/differences?state=open";
const deleted = buildDifference({
  id: "d2",
  kind: "missing_item",
  name: "Bo Chen",
  column: null,
  columnTitle: null,
  source: null,
  written: "",
  today: "",
  causeText: "Deleted by Ana Bell.",
  text: "The item is not there any more.",
  repairable: false,
  itemUrl: null,
});

function renderDifferences(
  answers: Readonly<Record<string, ScriptedAnswer | readonly ScriptedAnswer[]>> = {},
  part: Partial<DifferencesProps> = {},
) {
  const { api, calls } = scriptApi({
    [list]: { body: { items: [buildDifference(), deleted], cursor: null, total: 2 } },
    "POST /migrations/m1/runs": { body: { id: "v3" } },
    "POST /migrations/m1/differences/accept": { body: buildVerificationView({ open: 1 }) },
    ...answers,
  });
  const rendered = renderScreen(
    <Differences
      migrationId="m1"
      sourceTitle="Bizstim"
      view={buildVerificationView({ open: 3, repairable: 2 })}
      isAdmin
      busyReason={null}
      {...part}
    />,
    api,
  );
  return { ...rendered, calls, user: userEvent.setup() };
}

describe("the differences", () => {
  it("show what was written, what is there today and who changed it", async () => {
    const { container } = renderDifferences();
    const entry = within((await screen.findByText("Olivia Roy, City")).closest("li") ?? container);
    expect(entry.getByText("Value differs")).toBeTruthy();
    expect(entry.getByText("Quebec")).toBeTruthy();
    expect(entry.getByText(/Changed by Ana Bell on 3 November/)).toBeTruthy();
    expect(entry.getByRole("link", { name: "Open Olivia Roy in monday" })).toBeTruthy();
    expect(await brokenRules(container)).toEqual([]);
  });

  it("show an edited update without a value of the source, of which it was put together", async () => {
    const edited = buildDifference({
      ...{ kind: "changed_update", column: null, columnTitle: "Notes", source: null },
      ...{ written: "Call her", today: "Call him" },
    });
    renderDifferences({ [list]: { body: { items: [edited], cursor: null, total: 1 } } });
    const entry = within((await screen.findByText("Olivia Roy, Notes")).closest("li") ?? document.body);
    expect(entry.getByText("Update differs")).toBeTruthy();
    expect(entry.getByText("Call her")).toBeTruthy();
    expect(entry.getByText("Call him")).toBeTruthy();
    expect(entry.queryByText("In Bizstim")).toBeNull();
  });

  it("are repaired one by one, after asking", async () => {
    const { user, calls } = renderDifferences();
    await user.click(await screen.findByRole("button", { name: "Repair Olivia Roy, City" }));
    const dialog = await screen.findByRole("dialog", { name: "Repair 1 difference?" });
    expect(dialog.textContent).toContain("is overwritten");
    await user.click(within(dialog).getByRole("button", { name: "Repair" }));
    expect(calls.find(({ line }) => line === "POST /migrations/m1/runs")?.body).toEqual({
      kind: "verify",
      options: { repair: { differences: ["d1"] } },
    });
  });

  it("are repaired all at once, and those that cannot be are not offered", async () => {
    const { user, calls } = renderDifferences();
    expect(await screen.findByText("Bo Chen")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Repair Bo Chen" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Repair all 2 that can be repaired" }));
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Repair" }));
    expect(calls.find(({ line }) => line === "POST /migrations/m1/runs")?.body).toEqual({
      kind: "verify",
      options: { repair: { all: true } },
    });
  });

  it("are taken as right, selected together", async () => {
    const { user, calls } = renderDifferences();
    await user.click(await screen.findByRole("checkbox", { name: "Olivia Roy, City" }));
    await user.click(screen.getByRole("checkbox", { name: "Bo Chen" }));
    await user.click(screen.getByRole("button", { name: "Selected are right as they are now (2)" }));
    expect(calls.find(({ line }) => line === "POST /migrations/m1/differences/accept")?.body).toEqual({
      differences: ["d1", "d2"],
    });
  });

  it("keep the dialog open with the reason when a repair cannot start", async () => {
    const problem = buildProblem({ status: 409, detail: "A check is under way." });
    const { user } = renderDifferences({ "POST /migrations/m1/runs": { status: 409, body: problem } });
    await user.click(await screen.findByRole("button", { name: "Repair Olivia Roy, City" }));
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Repair" }));
    expect((await within(dialog).findByRole("alert")).textContent).toContain("A check is under way.");
  });

  it("show a viewer everything without buttons", async () => {
    renderDifferences({}, { isAdmin: false });
    expect(await screen.findByText("Olivia Roy, City")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Repair|right/ })).toBeNull();
    expect(screen.queryByRole("checkbox")).toBeNull();
  });

  it("filter by state, and say what to do when there is none", async () => {
    const { user } = renderDifferences({
      "GET /migrations/m1/differences?state=repaired": { body: { items: [], cursor: null, total: 0 } },
    });
    await screen.findByText("Olivia Roy, City");
    await user.selectOptions(screen.getByLabelText("State"), "repaired");
    expect(await screen.findByText("No such differences")).toBeTruthy();
  });

  it("put a failure in their place and ask again", async () => {
    const problem = buildProblem({ status: 503, detail: "The store is busy.", kind: "permanent" });
    const { user } = renderDifferences({
      [list]: [
        { status: 503, body: problem },
        { body: { items: [buildDifference()], cursor: null, total: 1 } },
      ],
    });
    expect((await screen.findByRole("alert")).textContent).toContain("The store is busy.");
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Olivia Roy, City")).toBeTruthy();
  });
});
