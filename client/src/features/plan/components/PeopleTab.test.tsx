// @vitest-environment jsdom
import { cleanup, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Plan } from "../../../lib/contract.ts";
import { buildPlan } from "../../../lib/testing/build-plan.ts";
import { findAccessibilityProblems, renderClient } from "../../../testing/render-client.tsx";
import { PeopleTab } from "./PeopleTab.tsx";

afterEach(cleanup);

function renderPeople(part: Partial<Plan> = {}, { mayEdit = true, isNarrow = false } = {}) {
  const edit = vi.fn();
  const editing = { edit, mayEdit, refusal: null };
  const view = renderClient(
    <PeopleTab plan={buildPlan(part)} editing={editing} viewerId="501" isNarrow={isNarrow} />,
  );
  return { ...view, edit, user: userEvent.setup() };
}

const kim = "bizstim:practitioners:3";
/** The plan with Kim, whom monday does not know, mapped to a user by hand. */
const mapped: Partial<Plan> = {
  people: buildPlan().people.map((person) =>
    person.key === kim ? { ...person, action: "user", userId: "500" } : person,
  ),
};

describe("PeopleTab", () => {
  it("offers everybody who can be assigned as the fallback owner", async () => {
    const { user, edit } = renderPeople({ peopleDefault: { action: "fallback", fallbackUserId: "501" } });
    await user.selectOptions(screen.getByLabelText("Fallback owner"), "Dana Admin (dana@example.com)");
    expect(edit).toHaveBeenCalledWith("people", [
      { op: "people.default", action: "fallback", fallbackUserId: "500" },
    ]);
  });

  it("lets the one who looks at the plan stand in until somebody else is chosen", async () => {
    const { user, edit } = renderPeople();
    await user.selectOptions(screen.getByLabelText("What happens with Kim Berg"), "fallback");
    expect(edit).toHaveBeenCalledWith("people", [
      { op: "person.action", person: kim, action: "fallback", userId: "501" },
    ]);
  });

  it("maps somebody who is not in monday to a user by hand", async () => {
    const { user, edit, container } = renderPeople();
    await user.selectOptions(screen.getByLabelText("What happens with Kim Berg"), "Someone else in monday…");
    expect(edit).not.toHaveBeenCalled();
    expect(await findAccessibilityProblems(container)).toEqual([]);
    await user.selectOptions(screen.getByLabelText("monday user for Kim Berg"), "Lee Ode (lee@example.com)");
    expect(edit).toHaveBeenCalledExactlyOnceWith("people", [
      { op: "person.action", person: kim, action: "user", userId: "501" },
    ]);
  });

  it("shows whom a person was mapped to and lets that be taken back", async () => {
    const { user, edit } = renderPeople(mapped);
    expect(screen.getByLabelText("monday user for Kim Berg")).toHaveProperty("value", "500");
    await user.selectOptions(screen.getByLabelText("What happens with Kim Berg"), "text");
    expect(edit).toHaveBeenCalledWith("people", [
      { op: "person.action", person: kim, action: "text", userId: null },
    ]);
  });

  it("gives a matched person their own user back", async () => {
    const people = buildPlan().people.map((person) => ({ ...person, action: "text" as const, userId: null }));
    const { user, edit } = renderPeople({ people });
    await user.selectOptions(screen.getByLabelText("What happens with Lee Ode"), "user");
    expect(edit).toHaveBeenCalledWith("people", [
      { op: "person.action", person: "bizstim:practitioners:4", action: "user", userId: null },
    ]);
  });

  it("tells those who may not change it whom a person was mapped to", () => {
    renderPeople(mapped, { mayEdit: false });
    expect(screen.getByText("Assign Dana Admin")).toBeTruthy();
  });

  it("shows a card for each person on a narrow page, with the choice in it", async () => {
    const { user, edit, container } = renderPeople({}, { isNarrow: true });
    expect(screen.queryByRole("table")).toBeNull();
    const cards = within(screen.getByRole("list", { name: "People and their monday users" }));
    expect(cards.getAllByRole("listitem")).toHaveLength(buildPlan().people.length);
    expect(cards.getAllByText("What happens")).toHaveLength(buildPlan().people.length);
    await user.selectOptions(cards.getByLabelText("What happens with Kim Berg"), "text");
    expect(edit).toHaveBeenCalledOnce();
    expect(await findAccessibilityProblems(container)).toEqual([]);
  });

  it("offers no stand-in where nobody can be assigned", () => {
    renderPeople({ assignable: [] });
    const options = screen.getByLabelText("People without a monday user").querySelectorAll("option");
    expect([...options].map((option) => option.value)).toEqual(["text", "invite"]);
  });
});
