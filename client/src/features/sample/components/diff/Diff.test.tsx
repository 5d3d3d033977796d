// @vitest-environment jsdom
import { cleanup, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findAccessibilityProblems, renderClient } from "../../../../testing/render-client.tsx";
import { buildDiffRow, buildDiffRows, buildSample } from "../../testing/build-sample.ts";
import { Diff, type DiffProps } from "./Diff.tsx";

// jsdom lays nothing out; the list needs a height to know what is in sight.
const REGION_PX = 640;
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(REGION_PX);
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(1000);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const view = buildSample();

function renderDiff(part: Partial<DiffProps> = {}) {
  const onFilter = vi.fn();
  const onFix = vi.fn();
  const onMore = vi.fn();
  const rows = part.rows === undefined ? [buildDiffRow()] : part.rows;
  const rendered = renderClient(
    <Diff
      boards={view.boards}
      counts={view.counts}
      filter={{}}
      onFilter={onFilter}
      sourceTitle="Bizstim"
      mayEdit
      onFix={onFix}
      rows={rows}
      total={rows?.length ?? 0}
      isNarrow={false}
      error={null}
      onRetry={vi.fn()}
      onMore={null}
      {...part}
      {...(part.onMore === undefined ? {} : { onMore })}
    />,
  );
  return { ...rendered, onFilter, onFix, onMore, user: userEvent.setup() };
}

describe("Diff", () => {
  it("shows each field from the source to monday and back with its verdict", () => {
    renderDiff({
      rows: [buildDiffRow({ verdict: "lossy", reason: "monday keeps one address.", changed: true })],
    });
    const row = screen.getByRole("row", { name: /Ana Lopez/ });
    expect(within(row).getByText("Keeps the first address.")).toBeTruthy();
    expect(within(row).getAllByText("ana@example.com")).toHaveLength(2);
    expect(within(row).getByText("Lossy")).toBeTruthy();
    expect(within(row).getByText("monday keeps one address.")).toBeTruthy();
    expect(within(row).getByText("changed")).toBeTruthy();
    expect(within(row).getByRole("link", { name: "Open in monday: Ana Lopez" }).getAttribute("href")).toBe(
      "https://acme.monday.com/boards/1/pulses/9001",
    );
  });

  it("keeps only the rows in sight in the page, of a hundred thousand", () => {
    renderDiff({ rows: buildDiffRows(100_000) });
    const table = screen.getByRole("table", { name: "Fields of the sample" });
    expect(table.getAttribute("aria-rowcount")).toBe("100001");
    const rows = within(table).getAllByRole("row");
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.length).toBeLessThan(50);
  });

  it("loads the next rows when those in sight come near the end", () => {
    const near = renderDiff({ rows: buildDiffRows(10), total: 2000, onMore: () => undefined });
    expect(near.onMore).toHaveBeenCalled();
    cleanup();
    const far = renderDiff({ rows: buildDiffRows(500), total: 2000, onMore: () => undefined });
    expect(far.onMore).not.toHaveBeenCalled();
  });

  it("opens the mapping of a field, and a row in full", async () => {
    const { user, onFix } = renderDiff();
    await user.click(screen.getByRole("button", { name: "Change the mapping of Email on Clients" }));
    expect(onFix).toHaveBeenCalledWith(expect.objectContaining({ board: "clients", column: "email" }));
    await user.click(screen.getByRole("button", { name: "Ana Lopez, Email: show in full" }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText("bizstim:clients:21")).toBeTruthy();
  });

  it("filters by board, field, verdict and what changed", async () => {
    const { user, onFilter } = renderDiff({ filter: { board: "clients" } });
    await user.selectOptions(screen.getByLabelText("Field"), "email");
    expect(onFilter).toHaveBeenCalledWith({ board: "clients", column: "email" });
    await user.selectOptions(screen.getByLabelText("Verdict"), "lossy");
    expect(onFilter).toHaveBeenCalledWith({ board: "clients", verdict: "lossy" });
    await user.selectOptions(screen.getByLabelText("Board"), "");
    expect(onFilter).toHaveBeenCalledWith({ board: undefined, column: undefined });
    await user.click(screen.getByRole("checkbox", { name: /Only what changed/ }));
    expect(onFilter).toHaveBeenCalledWith({ board: "clients", changed: true });
  });

  it("says what to do when nothing matches or nothing changed", async () => {
    renderDiff({ rows: [] });
    expect(screen.getByText("No such fields")).toBeTruthy();
    cleanup();
    const { user, onFilter } = renderDiff({ rows: [], filter: { changed: true } });
    await user.click(screen.getByRole("button", { name: "Show everything" }));
    expect(onFilter).toHaveBeenCalledWith({});
  });

  it("shows a skeleton while loading and the cause when it fails", () => {
    renderDiff({ rows: null });
    expect(screen.getByRole("status").textContent).toBe("Loading the fields");
    cleanup();
    renderDiff({ rows: null, error: { userMessage: "Portage does not answer.", remedy: "Try again." } });
    expect(screen.getByRole("alert").textContent).toContain("Portage does not answer.");
  });

  it.each([true, false])("breaks no accessibility rule (narrow: %s)", async (isNarrow) => {
    const { container } = renderDiff({ isNarrow, rows: buildDiffRows(6) });
    if (isNarrow) expect(screen.getAllByRole("article").length).toBeGreaterThan(1);
    expect(await findAccessibilityProblems(container)).toEqual([]);
  });
});
