// @vitest-environment jsdom
import { cleanup, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { buildBoard } from "../../../../lib/testing/build-plan.ts";
import { findAccessibilityProblems, renderClient } from "../../../../testing/render-client.tsx";
import { BoardCards } from "./BoardCards.tsx";
import { BoardDrawing } from "./BoardDrawing.tsx";

afterEach(cleanup);

describe("BoardDrawing", () => {
  it("draws each group with its rows, its columns and how many more there are", () => {
    renderClient(<BoardDrawing board={buildBoard()} onOpenColumn={vi.fn()} />);
    const active = screen.getByRole("table", { name: /Active/ });
    expect(within(active).getByText("100 items")).toBeTruthy();
    expect(
      within(active)
        .getAllByRole("columnheader")
        .map((cell) => cell.textContent),
    ).toEqual(["Client", "Email", "Status", "Practitioner", "Owner", "Paid in total", "Source ID"]);
    const row = within(active).getByRole("row", { name: /Ana Lopez/ });
    expect(within(row).getByText("ana@example.com")).toBeTruthy();
    expect(within(row).getByText("$1,250.5")).toBeTruthy();
    expect(within(row).getByText("Lee Ode")).toBeTruthy();
    expect(within(row).getByRole("img", { name: "Kim Berg" })).toBeTruthy();
    expect(within(row).getByText("bizstim:clients:21")).toBeTruthy();
    expect(within(active).getByText("and 99 more")).toBeTruthy();
  });

  it("fills status cells with the label's colour and text that can be read on it", () => {
    renderClient(<BoardDrawing board={buildBoard()} onOpenColumn={vi.fn()} />);
    const label = screen.getByText("Active", { selector: "td span" });
    expect(label.style.backgroundColor).toBe("rgb(0, 200, 117)");
    expect(label.style.color).toBe("rgb(50, 51, 56)");
  });

  it("opens a column from its heading with the keyboard; headings are one round of stops however many groups there are", async () => {
    const onOpenColumn = vi.fn();
    const user = userEvent.setup();
    renderClient(<BoardDrawing board={buildBoard()} onOpenColumn={onOpenColumn} />);
    await user.tab();
    expect(document.activeElement).toBe(
      screen.getByRole("region", { name: "Clients as it will look in monday" }),
    );
    await user.tab();
    await user.keyboard("{Enter}");
    expect(onOpenColumn).toHaveBeenCalledWith("email");
    const stops = screen.getAllByRole("button").filter((button) => button.tabIndex === 0);
    expect(stops).toHaveLength(5);
  });

  it("gives a board without groups one group and an empty board its headings", () => {
    renderClient(
      <BoardDrawing board={buildBoard({ groups: [], sample: [], items: 0 })} onOpenColumn={vi.fn()} />,
    );
    expect(screen.getByRole("table", { name: /Clients/ })).toBeTruthy();
    expect(screen.getByRole("button", { name: /Email/ })).toBeTruthy();
  });

  it("breaks no accessibility rule", async () => {
    const { container } = renderClient(<BoardDrawing board={buildBoard()} onOpenColumn={vi.fn()} />);
    expect(await findAccessibilityProblems(container)).toEqual([]);
  });
});

describe("BoardCards", () => {
  it("shows the same rows as cards and every column as a button", async () => {
    const onOpenColumn = vi.fn();
    const { container } = renderClient(<BoardCards board={buildBoard()} onOpenColumn={onOpenColumn} />);
    expect(screen.getByRole("heading", { name: "Ana Lopez" })).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: /Paid in total/ }));
    expect(onOpenColumn).toHaveBeenCalledWith("paid");
    expect(await findAccessibilityProblems(container)).toEqual([]);
  });
});
