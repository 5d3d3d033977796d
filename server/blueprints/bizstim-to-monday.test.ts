import { describe, expect, it } from "vitest";
import { bizstimStreams } from "../../test/builders/inventory.ts";
import { typesOf } from "../core/mapping/conversions.ts";
import { toColumnId } from "../core/planning/column-id.ts";
import { statusColors } from "../core/planning/palette.ts";
import { bizstimToMonday } from "./bizstim-to-monday.ts";
import { blueprintFor } from "./index.ts";

const boards = bizstimToMonday.boards;

describe("the Bizstim blueprint", () => {
  it("is found by its pair, and only by it", () => {
    expect(blueprintFor("bizstim", "monday")).toBe(bizstimToMonday);
    expect(blueprintFor("bizstim", "dynamics")).toBeNull();
  });

  it("gives every stream a board, apart from service groups, which become groups", () => {
    const landed = new Set(boards.flatMap((board) => board.streams));
    const homeless = bizstimStreams.map((stream) => stream.name).filter((name) => !landed.has(name));
    expect(homeless).toEqual(["service_groups"]);
  });

  it("names only fields the source has", () => {
    for (const board of boards) {
      const known = bizstimStreams
        .filter((stream) => board.streams.includes(stream.name))
        .flatMap((stream) => stream.fields.map((field) => field.name));
      const named = board.columns.flatMap((column) => column.fields);
      const unknown = [...named, ...Object.keys(board.internalFields)].filter(
        (field) => !known.includes(field),
      );
      expect([board.key, unknown]).toEqual([board.key, []]);
    }
  });

  it("offers every field of the source on some board", () => {
    for (const stream of bizstimStreams.filter((each) => each.name !== "service_groups")) {
      expect(boards.some((board) => board.streams.includes(stream.name) && board.extraFields)).toBe(true);
    }
  });

  it("has column keys of its own on every board, fit for monday's ids", () => {
    for (const board of boards) {
      const keys = board.columns.map((column) => column.key);
      expect(new Set(keys).size).toBe(keys.length);
      for (const key of keys) expect(toColumnId(key)).toMatch(/^p_[a-z0-9_]{1,22}$/);
    }
  });

  it("asks for types its conversions can write, and links to boards it has", () => {
    for (const column of boards.flatMap((board) => board.columns)) {
      const types = column.type === "labels" ? ["dropdown"] : [column.type];
      expect([column.key, typesOf(column.conversion)]).toEqual([column.key, expect.arrayContaining(types)]);
      if (column.link) expect(boards.map((board) => board.key)).toContain(column.link.board);
    }
  });

  it("colours labels with monday's palette only, each colour once in a column", () => {
    for (const column of boards.flatMap((board) => board.columns)) {
      const colors = Object.values(column.labels ?? {}).flatMap((label) => label.color ?? []);
      expect(new Set(colors).size).toBe(colors.length);
      expect(colors.every((color) => statusColors.some((known) => known === color))).toBe(true);
    }
  });
});
