import { describe, expect, it } from "vitest";
import { judgeColumn, judgeGroup, judgeMadeBoard, judgeSubscriber, judgeWorkspace } from "./judge-objects.ts";
import { boardOfPhase, isSameScope, objectsIn, rowsIn } from "./scope.ts";

const shape = {
  items: 0,
  groups: [{ id: "g", title: "Clients" }],
  columns: [
    { id: "name", title: "Name", type: "name" },
    { id: "city", title: "City", type: "text" },
    { id: "sub", title: "Subitems", type: "subtasks" },
  ],
  ownGroups: new Set(["g"]),
  ownColumns: new Set(["city"]),
};
const use = {
  items: 3,
  filled: new Map([["city", 2]]),
  groups: new Map([["g", 1]]),
  people: new Set(["7"]),
};

describe("a board Portage made", () => {
  it("goes when nothing is on it but what Portage made", () => {
    expect(judgeMadeBoard(shape, false)).toBeNull();
    expect(judgeMadeBoard({ ...shape, ownGroups: new Set() }, false)).toBeNull();
  });

  it("stays with items, and with columns and groups of others unless those go too", () => {
    const column = { ...shape, columns: [...shape.columns, { id: "x", title: "Theirs", type: "text" }] };
    const group = { ...shape, groups: [...shape.groups, { id: "h", title: "Theirs" }] };
    expect(judgeMadeBoard({ ...shape, items: 1 }, true)?.code).toBe("board_in_use");
    for (const board of [column, group]) {
      expect(judgeMadeBoard(board, false)?.code).toBe("board_in_use");
      expect(judgeMadeBoard(board, true)).toBeNull();
    }
  });
});

describe("what Portage added to a board of the customer", () => {
  it("stays where it is in use", () => {
    const options = { includeTouched: false, isMark: false };
    expect(judgeColumn("city", use, options)?.code).toBe("column_in_use");
    expect(judgeColumn("other", use, options)).toBeNull();
    expect(judgeColumn("city", use, { ...options, isMark: true })).toBeNull();
    expect(judgeColumn("city", use, { ...options, includeTouched: true })).toBeNull();
    expect(judgeGroup("g", use)?.code).toBe("group_in_use");
    expect(judgeGroup("h", use)).toBeNull();
    expect(judgeSubscriber("7", use)?.code).toBe("board_in_use");
    expect(judgeSubscriber("8", use)).toBeNull();
  });

  it("goes with a workspace only when no board is left in it", () => {
    expect(judgeWorkspace([])).toBeNull();
    expect(judgeWorkspace([{ name: "Plans" }])?.reason).toBe("“Plans” is in it.");
    expect(judgeWorkspace([{ name: "A" }, { name: "B" }, { name: "C" }])?.reason).toBe(
      "“A” and 2 other boards are in it.",
    );
  });
});

describe("the scope of a rollback", () => {
  const facts = {
    sampleRuns: new Set(["s1"]),
    boards: [
      { key: "sessions", part: { of: "sessions", index: 1, count: 2 } },
      { key: "sessions-2", part: { of: "sessions", index: 2, count: 2 } },
    ],
  };
  const row = (phase: string, firstRunId = "r1", externalId = "x:1") => ({ phase, firstRunId, externalId });

  it("says which rows it takes", () => {
    const test = rowsIn({ kind: "test" }, facts);
    expect([test(row("test.clients")), test(row("clients"))]).toEqual([true, false]);
    const board = rowsIn({ kind: "board", board: "sessions" }, facts);
    expect(["sessions", "sessions-2.updates", "clients"].map((phase) => board(row(phase)))).toEqual([
      true,
      true,
      false,
    ]);
    const sample = rowsIn({ kind: "sample" }, facts);
    expect([row("clients", "s1"), row("clients"), row("test.clients", "s1")].map(sample)).toEqual([
      true,
      false,
      false,
    ]);
    const record = rowsIn({ kind: "record", board: "clients", externalId: "x:1" }, facts);
    const others = [
      row("clients"),
      row("clients.updates", "r1", "x:1#note"),
      row("clients.updates", "r1", "x:12#note"),
    ];
    expect(others.map(record)).toEqual([true, true, false]);
  });

  it("takes a board's own objects with the board, and the marks with a sample", () => {
    const board = objectsIn({ kind: "board", board: "sessions" }, facts);
    expect(board({ kind: "column", key: "sessions-2/client~far" })).toBe(true);
    expect(board({ kind: "workspace", key: "workspace" })).toBe(false);
    const sample = objectsIn({ kind: "sample" }, facts);
    expect(sample({ kind: "column", key: "clients/portage_sample" })).toBe(true);
    expect(sample({ kind: "column", key: "clients/email" })).toBe(false);
  });

  it("is the same only when everything it names is", () => {
    expect(isSameScope({ kind: "board", board: "a" }, { kind: "board", board: "b" })).toBe(false);
    expect(isSameScope({ kind: "all" }, { kind: "all" })).toBe(true);
    expect(boardOfPhase("clients.updates")).toBe("clients");
  });
});
