import { describe, expect, it } from "vitest";
import { connectedBoards, labelsOf, statusColorName, statusLabels } from "./column-settings.ts";

const label = (text: string, color: string) => ({ label: text, color, values: [], count: 1 });

describe("statusLabels", () => {
  it("keeps asked colours, gives clashes a spare one and never uses the empty colour", () => {
    const labels = Array.from({ length: 39 }, (_, n) =>
      label(`L${n}`, n % 2 === 0 ? "done-green" : "explosive"),
    );
    const made = statusLabels(labels);
    const colors = made.map(({ color }) => color);
    expect(made[0]?.color).toBe("done_green");
    expect(new Set(colors).size).toBe(39);
    expect(colors).not.toContain("explosive");
    expect(made.map(({ index }) => index)).toEqual(Array.from({ length: 39 }, (_, n) => n));
  });

  it("goes on behind the labels that are there", () => {
    const [added] = statusLabels([label("New", "done_green")], { colors: ["done_green"], indexes: [0, 4] });
    expect(added).toMatchObject({ label: "New", index: 5 });
    expect(added?.color).not.toBe("done_green");
  });
});

describe("statusColorName", () => {
  it("knows colours by name and by number", () => {
    expect([0, 5, 19, 101, 110, 151, 160].map(statusColorName)).toEqual([
      "working_orange",
      "explosive",
      "dark_orange",
      "sunset",
      "dark_indigo",
      "pecan",
      "teal",
    ]);
    expect(statusColorName("teal")).toBe("teal");
    expect(statusColorName("#00c875")).toBeNull();
  });
});

describe("labelsOf", () => {
  it("reads active labels from every shape monday sends", () => {
    expect(
      labelsOf({
        labels: [
          { id: 1, label: "A" },
          { id: 2, label: "Off", is_deactivated: true },
        ],
      }),
    ).toEqual(["A"]);
    expect(labelsOf('{"labels":[{"id":1,"name":"A"}]}')).toEqual(["A"]);
    expect(labelsOf({ labels: { "0": "A", "5": "" } })).toEqual(["A"]);
    expect(labelsOf("not JSON")).toEqual([]);
  });
});

describe("connectedBoards", () => {
  it("reads board ids as text", () => {
    expect(connectedBoards({ boardIds: [1, 2] })).toEqual(["1", "2"]);
    expect(connectedBoards(null)).toEqual([]);
  });
});
