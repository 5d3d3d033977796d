// @vitest-environment jsdom
import { cleanup, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, describe, expect, it } from "vitest";
import type { Api } from "../../lib/api.ts";
import { ApiError } from "../../lib/api-error.ts";
import type { Plan } from "../../lib/contract.ts";
import { usePlan } from "../../lib/queries/plan.ts";
import { buildPlan } from "../../lib/testing/build-plan.ts";
import { renderClient } from "../../testing/render-client.tsx";
import { usePlanEditor } from "./use-plan-editor.ts";

afterEach(cleanup);

/** A server with one plan; every edit is answered only when the test says so. */
function buildServer() {
  const sent: { hash: string; edits: unknown[] }[] = [];
  const answers: { resolve: (plan: Plan) => void; reject: (error: ApiError) => void }[] = [];
  const state = { plan: buildPlan() };
  const api: Api = {
    request: async (_path, schema, options) => {
      if (options?.method !== "PATCH") return schema.parse(state.plan);
      sent.push(JSON.parse(JSON.stringify(options.body)));
      const plan = await new Promise<Plan>((resolve, reject) => answers.push({ resolve, reject }));
      return schema.parse(plan);
    },
    send: () => new Promise(() => undefined),
    open: () => new Promise(() => undefined),
  };
  return { api, sent, answers, state };
}

function toProblem(code: string, status: number): ApiError {
  return new ApiError({
    status,
    code,
    kind: "needs_user",
    detail: "No.",
    remedy: "Another way.",
    requestId: "q",
  });
}

function Editor({ saved }: { readonly saved: Plan }) {
  const editor = usePlanEditor("m1", saved);
  const rename = (title: string) =>
    editor.edit("board:clients", [{ op: "board.rename", board: "clients", title }]);
  return (
    <>
      <p role="status">{editor.plan.boards.map((board) => board.title).join(", ")}</p>
      <p>saving: {String(editor.isSaving)}</p>
      <p>refused: {editor.refusal?.message ?? "nothing"}</p>
      <p>dropped: {editor.dropped?.length ?? "nothing"}</p>
      <button type="button" onClick={() => rename("One")}>
        One
      </button>
      <button type="button" onClick={() => rename("Two")}>
        Two
      </button>
    </>
  );
}

function Page() {
  const plan = usePlan("m1");
  return plan.data === undefined ? null : <Editor saved={plan.data} />;
}

/** The plan as a screen that can be left and opened again. */
function Screens() {
  const [isOpen, setIsOpen] = useState(true);
  return (
    <>
      {isOpen ? <Page /> : <p>Another screen</p>}
      <button type="button" onClick={() => setIsOpen(!isOpen)}>
        {isOpen ? "Leave" : "Return"}
      </button>
    </>
  );
}

async function renderEditor() {
  const server = buildServer();
  const user = userEvent.setup();
  renderClient(<Screens />, server.api);
  await screen.findByText("Practitioners, Clients");
  return { ...server, user };
}

function withTitle(title: string, hash: string): Plan {
  const plan = buildPlan({ hash });
  return {
    ...plan,
    boards: plan.boards.map((board) => (board.key === "clients" ? { ...board, title } : board)),
  };
}

describe("usePlanEditor", () => {
  it("shows an edit at once and sends the next one only with the hash the first one led to", async () => {
    const { user, sent, answers } = await renderEditor();
    await user.click(screen.getByRole("button", { name: "One" }));
    await user.click(screen.getByRole("button", { name: "Two" }));
    expect(screen.getByRole("status").textContent).toBe("Practitioners, Two");
    expect(sent.map(({ hash }) => hash)).toEqual(["hash-1"]);
    answers[0]?.resolve(withTitle("One", "hash-2"));
    await expect.poll(() => sent.map(({ hash }) => hash)).toEqual(["hash-1", "hash-2"]);
    expect(screen.getByRole("status").textContent).toBe("Practitioners, Two");
    answers[1]?.resolve(withTitle("Two", "hash-3"));
    await screen.findByText("saving: false");
    expect(screen.getByRole("status").textContent).toBe("Practitioners, Two");
  });

  it("takes a refused edit back and says why", async () => {
    const { user, answers } = await renderEditor();
    await user.click(screen.getByRole("button", { name: "One" }));
    answers[0]?.reject(toProblem("plan.impossible_edit", 422));
    await screen.findByText("refused: No.");
    expect(screen.getByRole("status").textContent).toBe("Practitioners, Clients");
  });

  it("drops what waits and shows the current plan when it was changed elsewhere", async () => {
    const { user, sent, answers, state } = await renderEditor();
    await user.click(screen.getByRole("button", { name: "One" }));
    await user.click(screen.getByRole("button", { name: "Two" }));
    state.plan = withTitle("Theirs", "hash-9");
    answers[0]?.reject(toProblem("plan.stale", 409));
    await screen.findByText("dropped: 2");
    await screen.findByText("Practitioners, Theirs");
    expect(sent).toHaveLength(1);
  });

  it("goes on sending what waits after the screen is left", async () => {
    const { user, sent, answers, state } = await renderEditor();
    await user.click(screen.getByRole("button", { name: "One" }));
    await user.click(screen.getByRole("button", { name: "Two" }));
    await user.click(screen.getByRole("button", { name: "Leave" }));
    answers[0]?.resolve(withTitle("One", "hash-2"));
    await expect.poll(() => sent.map(({ hash }) => hash)).toEqual(["hash-1", "hash-2"]);
    state.plan = withTitle("Two", "hash-3");
    answers[1]?.resolve(state.plan);
    await user.click(screen.getByRole("button", { name: "Return" }));
    await screen.findByText("saving: false");
    expect(screen.getByRole("status").textContent).toBe("Practitioners, Two");
  });

  it("shows what is still on its way, and what was refused meanwhile, when the screen is opened again", async () => {
    const { user, answers } = await renderEditor();
    await user.click(screen.getByRole("button", { name: "One" }));
    await user.click(screen.getByRole("button", { name: "Two" }));
    await user.click(screen.getByRole("button", { name: "Leave" }));
    answers[0]?.reject(toProblem("plan.impossible_edit", 422));
    await user.click(screen.getByRole("button", { name: "Return" }));
    await screen.findByText("refused: No.");
    expect(screen.getByText("saving: true")).toBeTruthy();
    expect(screen.getByRole("status").textContent).toBe("Practitioners, Two");
  });

  it("asks before the page is closed only while something is on its way", async () => {
    const { user, answers } = await renderEditor();
    const isAsked = () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
    expect(isAsked()).toBe(false);
    await user.click(screen.getByRole("button", { name: "One" }));
    expect(isAsked()).toBe(true);
    answers[0]?.resolve(withTitle("One", "hash-2"));
    await screen.findByText("saving: false");
    expect(isAsked()).toBe(false);
  });
});
