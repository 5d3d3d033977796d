// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { DiffFilter } from "../../lib/queries/diff.ts";
import { renderScreen } from "../../lib/testing/render-screen.tsx";
import { buildProblem, scriptApi } from "../../lib/testing/script-api.ts";
import { LoadedDiff } from "./LoadedDiff.tsx";
import { buildDiffPage, buildDiffRows, buildSample } from "./testing/build-sample.ts";

const ROW_PX = 64;
beforeEach(() => {
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(640);
  vi.spyOn(Element.prototype, "scrollHeight", "get").mockReturnValue(10_000_000);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const rows = buildDiffRows(100_000);
const line = (page: number, filter = ""): string =>
  `GET /migrations/m1/diff?${filter}offset=${page * 100}${page === 0 ? "" : "&summary=false"}&limit=100`;

function pageOf(page: number) {
  const items = rows.slice(page * 100, page * 100 + 100);
  if (page > 0) return { body: buildDiffPage(items, { total: null, counts: null, groups: null }) };
  const { groups } = buildDiffPage(rows);
  return { body: buildDiffPage(items, { total: rows.length, groups }) };
}

function open(answers: Parameters<typeof scriptApi>[0]) {
  const script = scriptApi(answers);
  const view = (filter: DiffFilter) => (
    <LoadedDiff
      migrationId="m1"
      view={buildSample()}
      filter={filter}
      onFilter={vi.fn()}
      sourceTitle="Bizstim"
      mayEdit
      onFix={vi.fn()}
    />
  );
  const Filtered = () => {
    const [filter, setFilter] = useState<DiffFilter>({});
    return (
      <>
        <button type="button" onClick={() => setFilter({ verdict: "lossy" })}>
          Lossy only
        </button>
        {view(filter)}
      </>
    );
  };
  renderScreen(<Filtered />, script.api);
  return { lines: () => script.calls.map((call) => call.line) };
}

function scrollTo(place: number): void {
  const region = screen.getByRole("region", { name: "Source and monday, field by field" });
  region.scrollTop = place * ROW_PX;
  fireEvent.scroll(region);
}

describe("LoadedDiff", () => {
  it("loads, after a jump to the end of a hundred thousand rows, only the pages in sight", async () => {
    const pages = [0, 1, 998, 999];
    const { lines } = open(Object.fromEntries(pages.map((page) => [line(page), pageOf(page)])));
    await screen.findByText("Client 0");
    // What a dragged scrollbar passes over on its way is not loaded.
    for (const place of [20_000, 40_000, 60_000, 99_992]) scrollTo(place);
    expect(await screen.findByText("Client 49999", {}, { timeout: 4000 })).toBeTruthy();
    await waitFor(() => expect(lines()).toHaveLength(4));
    expect(new Set(lines())).toEqual(new Set(pages.map((page) => line(page))));
    expect(lines()[2]).toBe(line(999));
  });

  it("has the next page before one has scrolled to it", async () => {
    const { lines } = open(Object.fromEntries([0, 1, 2].map((page) => [line(page), pageOf(page)])));
    await screen.findByText("Client 0");
    await waitFor(() => expect(lines()).toEqual([line(0), line(1)]));
    scrollTo(110);
    expect(screen.getByText("Client 109")).toBeTruthy();
    await waitFor(() => expect(lines()).toEqual([line(0), line(1), line(2)]));
  });

  it("keeps the list until that of another filter has come, and starts it at its top", async () => {
    const lossy = rows.filter((_, index) => index % 1000 === 7);
    open({
      [line(0)]: pageOf(0),
      [line(1)]: pageOf(1),
      [line(0, "verdict=lossy&")]: { body: buildDiffPage(lossy) },
    });
    await screen.findByText("Client 0");
    scrollTo(60);
    fireEvent.click(screen.getByRole("button", { name: "Lossy only" }));
    expect(screen.getByText("Client 60")).toBeTruthy();
    expect(screen.getByRole("status").textContent).toBe("Loading the fields");
    await screen.findByText("100 values");
    expect(screen.getByText("Client 7")).toBeTruthy();
  });

  it("says why rows are missing, and loads them on another try", async () => {
    const refused = { status: 422, body: buildProblem({ detail: "The sample is gone." }) };
    open({ [line(0)]: pageOf(0), [line(1)]: [refused, pageOf(1)] });
    expect((await screen.findByRole("alert")).textContent).toContain("The sample is gone.");
    expect(screen.getByText("Client 0")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: /try again/i }));
    await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
  });
});
