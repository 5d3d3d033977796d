// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { DiffRow } from "../../../../lib/contract.ts";
import { findAccessibilityProblems, renderClient } from "../../../../testing/render-client.tsx";
import { buildDiffRow, buildDiffRows, buildSample, toGroups } from "../../testing/build-sample.ts";
import { Diff, type DiffProps } from "./Diff.tsx";

// jsdom lays nothing out; the list needs a height to know what is in sight.
const REGION_PX = 640;
beforeEach(() => {
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(REGION_PX);
  vi.spyOn(Element.prototype, "scrollHeight", "get").mockReturnValue(10_000_000);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const view = buildSample();

interface Scene extends Partial<DiffProps> {
  /** All rows of the list; null while it is loading. */
  readonly rows?: readonly DiffRow[] | null;
}

function renderDiff({ rows = [buildDiffRow()], ...part }: Scene = {}) {
  const onFilter = vi.fn();
  const onFix = vi.fn();
  const onSight = vi.fn();
  const rendered = renderClient(
    <Diff
      boards={view.boards}
      counts={view.counts}
      filter={{}}
      onFilter={onFilter}
      sourceTitle="Bizstim"
      mayEdit
      onFix={onFix}
      listKey="all"
      groups={rows === null ? null : toGroups(rows)}
      total={rows?.length ?? 0}
      rowAt={(index) => rows?.[index]}
      onSight={onSight}
      isNarrow={false}
      isBusy={false}
      error={null}
      onRetry={vi.fn()}
      {...part}
    />,
  );
  return { ...rendered, onFilter, onFix, onSight, user: userEvent.setup() };
}

/** Scrolls the list as the wheel, the keyboard or the scrollbar would. */
function scrollTo(px: number): void {
  const region = screen.getByRole("region", { name: "Source and monday, field by field" });
  region.scrollTop = px;
  fireEvent.scroll(region);
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

  it("keeps only the rows in sight in the page, of a hundred thousand, and counts all for a reader", () => {
    renderDiff({ rows: buildDiffRows(100_000) });
    const table = screen.getByRole("table", { name: "Fields of the sample" });
    // All values, the headings of two fields, and the titles.
    expect(table.getAttribute("aria-rowcount")).toBe("100003");
    const rows = within(table).getAllByRole("row");
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.length).toBeLessThan(40);
    expect(rows.map((row) => row.getAttribute("aria-rowindex"))).toEqual(
      rows.map((_, index) => String(index + 1)),
    );
  });

  it("shows the end after a jump, tells what is in sight and keeps room for what is not loaded", () => {
    const rows = buildDiffRows(100_000);
    const { onSight } = renderDiff({
      rows,
      rowAt: (index) => (index === 99_998 ? undefined : rows[index]),
    });
    expect(onSight).toHaveBeenLastCalledWith(expect.objectContaining({ first: 0 }));
    scrollTo(100_002 * 64);
    expect(onSight).toHaveBeenLastCalledWith(expect.objectContaining({ last: 99_999 }));
    expect(onSight.mock.lastCall?.[0].first).toBeGreaterThan(99_950);
    const shown = screen.getAllByRole("row");
    expect(shown.at(-1)?.getAttribute("aria-rowindex")).toBe("100003");
    expect(shown.at(-1)?.textContent).toContain("Client 49999");
    expect(shown.at(-2)?.textContent).toBe("Loading");
    expect(screen.getByRole("region").previousSibling?.textContent).toContain("Clients › Paid in total");
  });

  it("can be scrolled by keyboard, also from a row that is scrolled away", async () => {
    const rows = buildDiffRows(100_000);
    const loaded = { from: 0, to: 100 };
    const rowAt = (index: number) => (index >= loaded.from && index < loaded.to ? rows[index] : undefined);
    const { user } = renderDiff({ rows, rowAt });
    const region = screen.getByRole("region", { name: "Source and monday, field by field" });
    expect(region.tabIndex).toBe(0);
    const first = screen.getByRole("button", { name: "Client 0, Email: show in full" });
    act(() => first.focus());
    // Its page is given up meanwhile.
    Object.assign(loaded, { from: 39_900, to: 40_100 });
    scrollTo(40_000 * 64);
    expect(document.activeElement).toBe(first);
    expect(screen.getAllByRole("row").length).toBeLessThan(40);
    await user.tab();
    expect(document.activeElement).toBe(screen.getByRole("link", { name: "Open in monday: Client 0" }));
    act(() => region.focus());
    expect(screen.queryByText("Client 0")).toBeNull();
  });

  it("lists what a browser can show of a longer list, and says so", () => {
    const rows = buildDiffRows(10);
    const groups = toGroups(rows).map((group) => ({ ...group, count: 200_000 }));
    renderDiff({ rows, groups, total: 400_000 });
    expect(screen.getByRole("status").textContent).toBe(
      "400,000 values; the first 250,000 are listed. Choose a board or field for the rest.",
    );
    expect(screen.getByRole("table").getAttribute("aria-rowcount")).toBe("250003");
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
