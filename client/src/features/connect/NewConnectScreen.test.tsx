// @vitest-environment jsdom
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { buildConnection, buildMe, buildMigration, buildSource } from "../../lib/testing/builders.ts";
import { brokenRules, renderScreen } from "../../lib/testing/render-screen.tsx";
import { buildProblem, scriptApi } from "../../lib/testing/script-api.ts";
import { NewConnectScreen } from "./NewConnectScreen.tsx";

const contacts = {
  id: "501",
  name: "Contacts",
  itemsCount: 312,
  contactsScore: 92,
  contactsReason: "It has e-mail.",
};
const list = (items: readonly unknown[]) => ({ body: { items, cursor: null } });
const answers = {
  "GET /connections": list([]),
  "POST /connections": { status: 201, body: buildConnection() },
  "GET /workspaces": list([
    { id: "9", name: "Main", crm: false },
    { id: "10", name: "Sales", crm: true },
  ]),
  "GET /workspaces/10/boards": list([contacts]),
  "GET /workspaces/9/boards": list([]),
  "POST /migrations": { status: 201, body: buildMigration() },
  "POST /migrations/m1/runs": { status: 202, body: { id: "r1" } },
};

async function checkKey(key: string) {
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText(/API key/), key);
  await user.click(screen.getByRole("button", { name: "Check the key" }));
  return user;
}

const isDisabled = (name: string) =>
  screen.getByRole("button", { name }).getAttribute("aria-disabled") === "true";

describe("NewConnectScreen", () => {
  it("shows cause and remedy of a refused key beside its field", async () => {
    const refused = buildProblem({
      code: "connection.key_refused",
      detail: "Key not accepted.",
      remedy: "Copy it again.",
    });
    const { api } = scriptApi({ ...answers, "POST /connections": { status: 422, body: refused } });
    const { container } = renderScreen(<NewConnectScreen me={buildMe()} source={buildSource()} />, api);
    await checkKey("wrong");
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("Key not accepted.");
    expect(alert.textContent).toContain("Copy it again.");
    expect(isDisabled("Start reading")).toBe(true);
    expect(await brokenRules(container)).toEqual([]);
  });

  it("waits for a decision about a board that looks like Contacts, then starts reading with the options", async () => {
    const { api, calls } = scriptApi(answers);
    renderScreen(<NewConnectScreen me={buildMe()} source={buildSource()} />, api);
    const user = await checkKey(" good-key ");
    expect(await screen.findByText("+ 1,204 calls, 2 hours")).toBeTruthy();
    expect(await screen.findByText("Choose what to do about your Contacts board.")).toBeTruthy();
    expect(isDisabled("Start reading")).toBe(true);

    await user.click(await screen.findByRole("radio", { name: /Use “Contacts”/ }));
    await user.click(screen.getByRole("button", { name: "Start reading" }));
    await waitFor(() => expect(window.location.hash).toBe("#/m/m1/discover"));
    const bodyOf = (line: string) => calls.find((call) => call.line === line)?.body;
    expect(bodyOf("POST /connections")).toEqual({ source: "bizstim", credentials: { key: "good-key" } });
    expect(bodyOf("POST /migrations")).toEqual({
      connectionId: "c1",
      name: "Bizstim to monday CRM",
      destination: { kind: "monday", workspaceId: "10", contactsBoardId: "501" },
    });
    expect(bodyOf("POST /migrations/m1/runs")).toEqual({
      kind: "discover",
      options: { source: { client_detail: true } },
    });
  });

  it("needs no decision in a workspace without a Contacts board", async () => {
    const { api } = scriptApi(answers);
    renderScreen(<NewConnectScreen me={buildMe()} source={buildSource()} />, api);
    const user = await checkKey("good-key");
    await user.click(await screen.findByRole("radio", { name: "Main" }));
    await waitFor(() => expect(isDisabled("Start reading")).toBe(false));
  });

  it("lets a viewer look but not connect", () => {
    const { api } = scriptApi(answers);
    renderScreen(<NewConnectScreen me={buildMe({ mayChange: false })} source={buildSource()} />, api);
    expect(screen.queryByRole("textbox")).toBeNull();
    expect(screen.queryByRole("button", { name: "Start reading" })).toBeNull();
    expect(screen.getByText(/is for admins/)).toBeTruthy();
  });
});
