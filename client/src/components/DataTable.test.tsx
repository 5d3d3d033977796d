// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { brokenRules, renderScreen } from "../lib/testing/render-screen.tsx";
import { scriptApi } from "../lib/testing/script-api.ts";
import { DataTable } from "./DataTable.tsx";

const columns = [
  { key: "name", title: "Name", render: (row: { readonly id: number }) => `Row ${row.id}` },
  { key: "id", title: "Number", align: "number" as const, render: (row: { readonly id: number }) => row.id },
];

function renderRows(count: number) {
  const rows = Array.from({ length: count }, (_, index) => ({ id: index + 1 }));
  return renderScreen(
    <DataTable label="Things" columns={columns} rows={rows} rowKey={(row) => String(row.id)} />,
    scriptApi({}).api,
  );
}

describe("DataTable", () => {
  it("names its rows and can be reached by keyboard to scroll it", async () => {
    const { container } = renderRows(3);
    expect(screen.getByRole("rowheader", { name: "Row 2" })).toBeTruthy();
    expect(screen.getByRole("region", { name: "Things" }).tabIndex).toBe(0);
    expect(await brokenRules(container)).toEqual([]);
  });

  it("keeps only some of many rows in the page and still says how many there are", () => {
    renderRows(5000);
    expect(screen.getAllByRole("row").length).toBeLessThan(100);
    expect(screen.getByRole("table", { name: "Things" }).getAttribute("aria-rowcount")).toBe("5001");
  });
});
