// @vitest-environment jsdom
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { ItemView } from "../../lib/contract.ts";
import { buildRun } from "../../lib/testing/builders.ts";
import { brokenRules, renderScreen } from "../../lib/testing/render-screen.tsx";
import { buildProblem, scriptApi } from "../../lib/testing/script-api.ts";
import { ItemScreen } from "./ItemScreen.tsx";
import { buildField, buildItemView, buildOrigin } from "./testing/build-item-view.ts";

function renderItem(...views: readonly ItemView[]) {
  const { api, calls } = scriptApi({ "GET /items/9001": views.map((body) => ({ body })) });
  return { ...renderScreen(<ItemScreen itemId="9001" />, api), calls, user: userEvent.setup() };
}

describe("the item view", () => {
  it("says whether the record can be trusted and where it came from", async () => {
    const { container } = renderItem(buildItemView());
    expect(screen.getByRole("status").textContent).toContain("Looking up where this item came from");
    expect(await screen.findByRole("heading", { level: 1, name: "Olivia Roy" })).toBeTruthy();
    expect(screen.getByText("Verified")).toBeTruthy();
    expect(screen.getByText("Client 21 in Bizstim, imported 21 Nov 2026 by Dana Levi")).toBeTruthy();
    expect(screen.getByText("Compared with monday at 14:20.")).toBeTruthy();
    expect(screen.getByText("Created from Client 21 in Bizstim.")).toBeTruthy();
    expect(await brokenRules(container)).toEqual([]);
  });

  it("shows what is not as written first, from the source to today", async () => {
    const fields = [
      buildField({ key: "name", title: "Name" }),
      buildField({
        key: "fee",
        title: "Fee",
        source: "40",
        written: "40 CAD",
        today: "",
        verdict: "missing",
      }),
      buildField({ written: "Laval", today: "Quebec", verdict: "changed" }),
    ];
    const status = "changed" as const;
    const { container } = renderItem(buildItemView({ status, statusText: "2 fields hold …", fields }));
    const table = await screen.findByRole("table", { name: "Fields" });
    const rows = within(table).getAllByRole("row").slice(1);
    expect(rows.map((row) => within(row).getByRole("rowheader").textContent)).toEqual([
      "Fee",
      "City",
      "Name",
    ]);
    expect(within(table).getByRole("row", { name: /Fee.*40.*40 CAD.*empty.*Missing/ })).toBeTruthy();
    expect(screen.getByText("Changed since import")).toBeTruthy();
    expect(await brokenRules(container)).toEqual([]);
  });

  it("marks links that are gone and names records that were merged", async () => {
    renderItem(
      buildItemView({
        status: "link_missing",
        links: [{ itemId: "9100", name: "Dr. Kim Berg", column: "Practitioner", state: "missing" }],
        origins: [buildOrigin(), buildOrigin({ recordId: "45", outcome: "merged" })],
        notes: ["The phone number was shortened."],
      }),
    );
    const link = await screen.findByRole("button", { name: "Dr. Kim Berg" });
    expect(within(link.closest("li") ?? link).getByText("Link missing")).toBeTruthy();
    expect(screen.getByText("Also here: Client 45 in Bizstim.")).toBeTruthy();
    expect(screen.getByText("The phone number was shortened.")).toBeTruthy();
  });

  it("compares again when asked", async () => {
    const changed = buildItemView({ status: "changed", statusText: "1 field holds something else." });
    const { user } = renderItem(buildItemView(), changed);
    await user.click(await screen.findByRole("button", { name: "Compare again" }));
    expect(await screen.findByText("Changed since import")).toBeTruthy();
  });

  it("keeps what is known when monday cannot be read, with the remedy", async () => {
    const { container } = renderItem(
      buildItemView({
        status: "unchecked",
        fields: [buildField({ today: null, verdict: null })],
        reading: { ok: false, userMessage: "monday is busy.", remedy: "Try again in a minute." },
      }),
    );
    const notice = await screen.findByRole("alert");
    expect(notice.textContent).toContain("could not read monday now");
    expect(notice.textContent).toContain("Try again in a minute.");
    expect(screen.getByRole("row", { name: /City.*Laval.*Laval.*not read/ })).toBeTruthy();
    expect(await brokenRules(container)).toEqual([]);
  });

  it("says in one sentence that an item was not imported", async () => {
    const { container } = renderItem(
      buildItemView({
        status: "not_imported",
        statusText: "Portage did not import this item.",
        origins: [],
        fields: [],
        links: [],
        history: [],
      }),
    );
    expect(await screen.findByText("Not imported by Portage")).toBeTruthy();
    expect(screen.getByText("Portage did not import this item.")).toBeTruthy();
    expect(screen.queryByRole("table")).toBeNull();
    expect(await brokenRules(container)).toEqual([]);
  });

  it("puts a failure in the place of the answer and asks again", async () => {
    const problem = buildProblem({ status: 503, detail: "The store is busy.", kind: "permanent" });
    const { api } = scriptApi({
      "GET /items/9001": [{ status: 503, body: problem }, { body: buildItemView() }],
    });
    renderScreen(<ItemScreen itemId="9001" />, api);
    expect((await screen.findByRole("alert")).textContent).toContain("The store is busy.");
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Verified")).toBeTruthy();
  });

  it("asks to open the item again when monday does not say which one it is", () => {
    const { api, calls } = scriptApi({});
    renderScreen(<ItemScreen itemId={undefined} />, api);
    expect(screen.getByText(/Close the item and open it again/)).toBeTruthy();
    expect(calls).toEqual([]);
  });

  it("takes a report about a field and shows it", async () => {
    const report = {
      id: "d9",
      at: "2026-11-21T15:00:00Z",
      by: "Ana Ruiz",
      text: "Moved away",
      state: "open",
    };
    const { api, calls } = scriptApi({
      "GET /items/9001": { body: buildItemView({ can: ["report"] }) },
      "POST /items/9001/reports": { body: { ...buildItemView({ can: ["report"] }), reports: [report] } },
    });
    const { container } = renderScreen(<ItemScreen itemId="9001" />, api);
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: "Something is wrong here" }));
    const form = screen.getByRole("form", { name: "Something is wrong here" });
    expect(within(form).getByRole("button", { name: "Send" }).getAttribute("aria-disabled")).toBe("true");
    await user.selectOptions(within(form).getByLabelText("Where"), "city");
    await user.type(within(form).getByLabelText("What is wrong?"), "Moved away");
    expect(await brokenRules(container)).toEqual([]);
    await user.click(within(form).getByRole("button", { name: "Send" }));
    const list = await screen.findByRole("list", { name: "Reports" });
    expect(within(list).getByText("Moved away")).toBeTruthy();
    expect(within(list).getByText(/Ana Ruiz/)).toBeTruthy();
    expect(within(list).queryByRole("button")).toBeNull();
    expect(calls.find(({ line }) => line === "POST /items/9001/reports")?.body).toEqual({
      column: "city",
      text: "Moved away",
    });
  });

  it("keeps what was typed when the report could not be taken", async () => {
    const problem = buildProblem({ status: 503, detail: "The store is busy." });
    const { api } = scriptApi({
      "GET /items/9001": { body: buildItemView({ can: ["report"] }) },
      "POST /items/9001/reports": { status: 503, body: problem },
    });
    renderScreen(<ItemScreen itemId="9001" />, api);
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: "Something is wrong here" }));
    await user.type(screen.getByLabelText("What is wrong?"), "Moved away");
    await user.click(screen.getByRole("button", { name: "Send" }));
    expect((await screen.findByRole("alert")).textContent).toContain("The store is busy.");
    expect(screen.getByDisplayValue("Moved away")).toBeTruthy();
  });

  it("lets an admin repair a report at once and shows how it ended", async () => {
    const report = {
      id: "d9",
      at: "2026-11-21T15:00:00Z",
      by: null,
      text: "Moved away",
      state: "open",
    } as const;
    const can = ["report", "repair"] as const;
    const { api, calls } = scriptApi({
      "GET /items/9001": [
        { body: buildItemView({ can: [...can], reports: [report] }) },
        { body: buildItemView({ can: [...can], reports: [{ ...report, state: "repaired" }] }) },
      ],
      "POST /migrations/m1/runs": { body: { id: "v3" } },
      "GET /runs/v3": { body: buildRun({ id: "v3", kind: "verify", state: "succeeded", can: [] }) },
    });
    renderScreen(<ItemScreen itemId="9001" />, api);
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: "Repair now: Moved away" }));
    expect(calls.find(({ line }) => line === "POST /migrations/m1/runs")?.body).toEqual({
      kind: "verify",
      options: { repair: { differences: ["d9"] } },
    });
    expect(await screen.findByText("Repaired: written anew, read back and compared.")).toBeTruthy();
    expect(await screen.findByText("Repaired")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Repair now/ })).toBeNull();
  });

  it("names a conflict that waits for a decision", async () => {
    renderItem(buildItemView({ status: "conflict", statusText: "City changed on both sides." }));
    expect(await screen.findByText("Conflict to decide")).toBeTruthy();
    expect(screen.getByText("City changed on both sides.")).toBeTruthy();
  });
});
