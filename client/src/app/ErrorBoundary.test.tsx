// @vitest-environment jsdom
import { cleanup, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type ReactNode, Suspense } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findAccessibilityProblems, renderClient } from "../testing/render-client.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { lazyScreen } from "./lazy-screen.ts";

// React tells the console of what a boundary has caught.
beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function renderWithin(children: ReactNode) {
  const reload = vi.fn();
  const rendered = renderClient(
    <ErrorBoundary reload={reload}>
      <Suspense fallback="Loading">{children}</Suspense>
    </ErrorBoundary>,
  );
  return { ...rendered, reload, user: userEvent.setup() };
}

describe("the boundary around a screen", () => {
  it("offers to reload the page when a piece of it is gone after an update", async () => {
    const Gone = lazyScreen(async () => {
      throw new TypeError("Failed to fetch dynamically imported module: /assets/VerifyScreen-1.js");
    });
    const { container, reload, user } = renderWithin(<Gone />);
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("Portage was probably updated while this page was open.");
    expect(alert.textContent).not.toContain("assets");
    expect(await findAccessibilityProblems(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Reload the page" }));
    expect(reload).toHaveBeenCalledOnce();
  });

  it("says of any other failure that nothing is lost", async () => {
    const Broken = () => {
      throw new Error("x is undefined");
    };
    renderWithin(<Broken />);
    expect((await screen.findByRole("alert")).textContent).toContain("This page ran into a problem.");
    expect(screen.getByRole("button", { name: "Reload the page" })).toBeTruthy();
  });

  it("shows a screen that was fetched", async () => {
    const There = lazyScreen(async () => () => <p>Here it is</p>);
    renderWithin(<There />);
    expect(await screen.findByText("Here it is")).toBeTruthy();
  });
});
