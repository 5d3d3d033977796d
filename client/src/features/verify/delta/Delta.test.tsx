// @vitest-environment jsdom
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { DeltaView } from "../../../lib/contract.ts";
import { buildMigration, buildRun } from "../../../lib/testing/builders.ts";
import { brokenRules, renderScreen } from "../../../lib/testing/render-screen.tsx";
import { buildProblem, type ScriptedAnswer, scriptApi } from "../../../lib/testing/script-api.ts";
import { buildConflict, buildDelta } from "../testing/build-delta.ts";
import { Delta, type DeltaProps } from "./Delta.tsx";

const fieldConflicts = "GET /migrations/m1/conflicts?kind=field";
const deletedConflicts = "GET /migrations/m1/conflicts?kind=deleted";
const decide = "POST /migrations/m1/conflicts/decide";
const patch = "PATCH /migrations/m1/delta";

function renderDelta(
  view: DeltaView = buildDelta(),
  answers: Readonly<Record<string, ScriptedAnswer | readonly ScriptedAnswer[]>> = {},
  part: Partial<DeltaProps> = {},
) {
  const { api, calls } = scriptApi({
    "GET /migrations/m1/delta": { body: view },
    [fieldConflicts]: { body: { items: [buildConflict()], cursor: null, total: 1 } },
    [deletedConflicts]: {
      body: {
        items: [
          buildConflict({ id: "c2", kind: "deleted", column: null, columnTitle: null, name: "Bo Chen" }),
        ],
        cursor: null,
        total: 1,
      },
    },
    [decide]: { body: { decided: 1 } },
    "POST /migrations/m1/runs": { body: { id: "t2" } },
    ...answers,
  });
  const rendered = renderScreen(<Delta migration={buildMigration()} isAdmin userId="7" {...part} />, api);
  return { ...rendered, calls, user: userEvent.setup() };
}

const bodyOf = (calls: ReturnType<typeof renderDelta>["calls"], wanted: string) =>
  calls.find(({ line }) => line === wanted)?.body;

describe("the changes since the import", () => {
  it("say when Portage looked, what it found and when it looks next", async () => {
    const { container } = renderDelta();
    expect(await screen.findByText("Looks again at 14:20.")).toBeTruthy();
    expect(
      screen.getByText(/Looked last at .*: 2 new, 5 changed, 6 fields written, 1 conflict/),
    ).toBeTruthy();
    expect(screen.getByText(/Reads Bizstim once: 1,204 calls, 2 hours/)).toBeTruthy();
    expect(await brokenRules(container)).toEqual([]);
  });

  it("are looked for at once", async () => {
    const { user, calls } = renderDelta();
    await user.click(await screen.findByRole("button", { name: "Look for changes now" }));
    expect(bodyOf(calls, "POST /migrations/m1/runs")).toEqual({ kind: "delta" });
  });

  it("are looked for the last time after a reminder to freeze the source", async () => {
    const { user, calls } = renderDelta();
    await user.click(await screen.findByRole("button", { name: "Final round…" }));
    const dialog = await screen.findByRole("dialog", { name: "Start the final round?" });
    expect(dialog.textContent).toContain("You have not ticked yet");
    await user.click(within(dialog).getByRole("button", { name: "Start the final round" }));
    expect(bodyOf(calls, "POST /migrations/m1/runs")).toEqual({ kind: "delta", options: { final: true } });
  });

  it("cannot be looked for while something else is under way", async () => {
    const migration = buildMigration({ activeRun: buildRun({ kind: "verify" }) });
    renderDelta(buildDelta(), {}, { migration });
    expect(
      (await screen.findByRole("button", { name: "Look for changes now" })).getAttribute("aria-disabled"),
    ).toBe("true");
    expect(screen.getByText("A check is under way.")).toBeTruthy();
  });

  it("change their interval and end when told", async () => {
    const { user, calls } = renderDelta(buildDelta(), {
      [patch]: { body: buildDelta({ intervalMinutes: 60 }) },
    });
    await user.click(await screen.findByText("How often and how long"));
    await user.selectOptions(await screen.findByLabelText("Look for changes"), "60");
    expect(bodyOf(calls, patch)).toEqual({ intervalMinutes: 60 });
    await user.click(screen.getByRole("button", { name: "Stop looking by itself" }));
    expect(calls.filter(({ line }) => line === patch).at(-1)?.body).toEqual({ state: "closed" });
  });

  it("say why the schedule stopped", async () => {
    const stopped = {
      code: "source.unreachable",
      userMessage: "Bizstim did not answer.",
      remedy: "Look again later.",
    };
    renderDelta(buildDelta({ state: "stopped", stopped, nextAt: null }));
    expect((await screen.findByRole("alert")).textContent).toContain("Bizstim did not answer.");
  });

  it("put a failure in their place", async () => {
    const problem = buildProblem({ status: 503, detail: "The store is busy.", kind: "permanent" });
    renderDelta(buildDelta(), { "GET /migrations/m1/delta": { status: 503, body: problem } });
    expect((await screen.findByRole("alert")).textContent).toContain("The store is busy.");
  });
});

describe("conflicts", () => {
  const view = buildDelta({ conflictsOpen: 1, deletedOpen: 1 });

  it("show all three values and take either side", async () => {
    const { user, calls, container } = renderDelta(view);
    const entry = within((await screen.findByText("Olivia Roy, City")).closest("li") ?? container);
    for (const value of ["Laval", "Montreal", "Quebec"]) expect(entry.getByText(value)).toBeTruthy();
    await user.click(entry.getByRole("button", { name: /Use Bizstim's value/ }));
    expect(bodyOf(calls, decide)).toEqual({ conflicts: ["c1"], decision: "source" });
    expect(await brokenRules(container)).toEqual([]);
  });

  it("keep or remove the item of a record that left the source", async () => {
    const { user, calls } = renderDelta(view);
    await user.click(await screen.findByRole("button", { name: "Remove the item: Bo Chen" }));
    expect(bodyOf(calls, decide)).toEqual({ conflicts: ["c2"], decision: "remove" });
  });

  it("are decided all the same way, after asking", async () => {
    const { user, calls } = renderDelta(buildDelta({ conflictsOpen: 3 }));
    await user.click(await screen.findByRole("button", { name: "Keep monday's value, for all 3" }));
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Keep monday's value" }));
    expect(bodyOf(calls, decide)).toEqual({ all: "field", decision: "monday" });
  });

  it("say what was decided and when it is carried out", async () => {
    const conflict = buildConflict({ state: "decided", decision: "source", by: "7" });
    renderDelta(view, { [fieldConflicts]: { body: { items: [conflict], cursor: null, total: 1 } } });
    expect(
      await screen.findByText("Decided: Use Bizstim's value. The next look carries it out."),
    ).toBeTruthy();
  });
});

describe("the checklist", () => {
  it("is folded away once all of it is done, and open while something is left", async () => {
    const checklist = buildDelta().checklist.map((entry) => ({ ...entry, done: true }));
    const { user, container } = renderDelta(buildDelta({ checklist }));
    expect(await screen.findByText("3 of 3 done")).toBeTruthy();
    expect(screen.queryByRole("list", { name: "Checklist for the switch" })).toBeNull();
    await user.click(screen.getByText("The checklist for the switch"));
    expect(await screen.findByRole("list", { name: "Checklist for the switch" })).toBeTruthy();
    expect(await brokenRules(container)).toEqual([]);
  });

  it("takes ticks of an admin and shows what Portage sees itself", async () => {
    const { user, calls } = renderDelta(buildDelta(), { [patch]: { body: buildDelta() } });
    const list = await screen.findByRole("list", { name: "Checklist for the switch" });
    expect(within(list).queryByRole("checkbox", { name: "Everything is verified" })).toBeNull();
    expect(within(list).getByText("not yet")).toBeTruthy();
    await user.click(within(list).getByRole("checkbox", { name: "Stop changing things in Bizstim" }));
    expect(bodyOf(calls, patch)).toEqual({ tick: { key: "source_frozen", done: true } });
  });

  it("shows a viewer everything without buttons", async () => {
    renderDelta(buildDelta({ conflictsOpen: 2 }), {}, { isAdmin: false });
    expect(await screen.findByText("Olivia Roy, City")).toBeTruthy();
    expect(screen.queryByRole("checkbox")).toBeNull();
    expect(screen.queryByRole("button", { name: /Look|Keep|Use/ })).toBeNull();
  });
});
