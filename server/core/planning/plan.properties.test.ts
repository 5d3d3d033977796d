import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { account } from "../../../test/builders/arbitraries.ts";
import { buildContactsBoard, buildFacts } from "../../../test/builders/facts.ts";
import { buildInventory } from "../../../test/builders/inventory.ts";
import { buildTestPlan } from "../../../test/builders/plan.ts";
import { type Plan, type PlanBoard, type PlanEdit, planSchema } from "../../contract/plan.ts";
import { toCellText } from "../mapping/cell-text.ts";
import { compileBoard, type MappedRecord } from "../mapping/compile-board.ts";
import { toDecimal } from "../mapping/numbers.ts";
import { toList, toPlainText } from "../mapping/text.ts";
import type { FieldValue, SourceRecord } from "../records.ts";
import { checkEdits } from "./check-edits.ts";
import { statusColors } from "./palette.ts";

const runs = { numRuns: 25 };

function shuffled(records: readonly SourceRecord[]): SourceRecord[] {
  return records.toSorted((a, b) => (`${b.id}${b.stream}` < `${a.id}${a.stream}` ? -1 : 1));
}

function mapAll(plan: Plan, board: PlanBoard, records: readonly SourceRecord[]) {
  const { map } = compileBoard(plan, board);
  return records
    .filter((record) => board.streams.includes(record.stream))
    .map((record) => ({ record, mapped: map(record) }));
}

const nameless = { recordName: () => null, userName: () => null };

/** Everything that is written for a record, as one text. */
function everythingWritten(board: PlanBoard, mapped: MappedRecord): string {
  const cells = board.columns.flatMap((column) => {
    const value = mapped.values[column.columnId];
    return value === undefined ? [] : [toCellText(value, column, nameless).text];
  });
  return [mapped.name, ...cells, ...mapped.updates.map((update) => update.body)].join("\n");
}

function isWritten(text: string, written: string): boolean {
  const decimal = toDecimal(text);
  return written.includes(text) || (decimal !== null && written.includes(decimal));
}

function partsOfValue(value: FieldValue | undefined): string[] {
  return typeof value === "object" && value !== null ? toList(value) : [toPlainText(value)];
}

/** Values that mean "nothing there" to every reader. */
function isNothing(text: string): boolean {
  return text === "" || text === "0" || text.startsWith("0000-00-00");
}

describe("any account", () => {
  it("gives the same plan for the same records, whatever their order", () => {
    fc.assert(
      fc.property(account, (records) => {
        const again = buildTestPlan({ records, inventory: buildInventory(shuffled(records)) });
        expect(buildInventory(shuffled(records)).streams).toEqual(buildInventory(records).streams);
        expect(again.hash).toBe(buildTestPlan({ records }).hash);
      }),
      runs,
    );
  });

  it("gives a plan that fits the contract", () => {
    fc.assert(
      fc.property(account, (records) => {
        expect(planSchema.safeParse(buildTestPlan({ records })).success).toBe(true);
      }),
      runs,
    );
  });

  it("gets column ids monday takes, each once on its board", () => {
    fc.assert(
      fc.property(account, (records) => {
        const facts = buildFacts({ contactsBoard: buildContactsBoard() });
        for (const board of buildTestPlan({ records, facts }).boards) {
          const ids = [...board.columns.map((column) => column.columnId), board.externalIdColumnId];
          expect(new Set(ids).size).toBe(ids.length);
          for (const id of ids) expect(id).toMatch(/^[a-z_][a-z0-9_]{0,23}$/);
          const keys = board.columns.map((column) => column.key);
          expect(new Set(keys).size).toBe(keys.length);
        }
      }),
      runs,
    );
  });

  it("gets status labels within monday's limits, each with a colour of its own", () => {
    fc.assert(
      fc.property(account, (records) => {
        const columns = buildTestPlan({ records }).boards.flatMap((board) => board.columns);
        for (const column of columns.filter((each) => each.type === "status")) {
          const colors = column.labels.map((label) => label.color);
          expect(column.labels.length).toBeLessThanOrEqual(39);
          expect(new Set(colors).size).toBe(colors.length);
          expect(colors.every((color) => statusColors.some((known) => known === color))).toBe(true);
          expect(column.labels.every((label) => label.label.length <= 30 && label.label !== "")).toBe(true);
        }
      }),
      runs,
    );
  });

  it("maps every record of every board to a name and values within monday's limits", () => {
    fc.assert(
      fc.property(account, (records) => {
        const plan = buildTestPlan({ records });
        for (const board of plan.boards) {
          for (const { mapped } of mapAll(plan, board, records)) {
            expect(mapped.name.length).toBeGreaterThan(0);
            expect(mapped.name.length).toBeLessThanOrEqual(255);
            for (const value of Object.values(mapped.values)) {
              if (value.kind === "long_text") expect(value.text.length).toBeLessThanOrEqual(2_000);
            }
          }
        }
      }),
      runs,
    );
  });

  it("loses nothing: every value of an included column is in a cell, the name or an update", () => {
    fc.assert(
      fc.property(account, (records) => {
        const plan = buildTestPlan({ records });
        for (const board of plan.boards) {
          for (const { record, mapped } of mapAll(plan, board, records)) {
            if (mapped.skip !== null) continue;
            const written = everythingWritten(board, mapped);
            for (const column of board.columns.filter((each) => each.include)) {
              if (column.labels.length > 0 || column.conversion.startsWith("person")) continue;
              const own = column.conversion === "phone" ? column.fields.slice(0, 1) : column.fields;
              for (const text of own.flatMap((field) => partsOfValue(record.fields[field]))) {
                if (!isNothing(text) && !isWritten(text, written)) expect(written).toContain(text);
              }
            }
          }
        }
      }),
      runs,
    );
  });

  it("leaves no label without its values", () => {
    fc.assert(
      fc.property(account, (records) => {
        const plan = buildTestPlan({ records });
        for (const board of plan.boards) {
          for (const { mapped } of mapAll(plan, board, records)) {
            expect(mapped.notes.map((note) => note.code)).not.toContain("value_left_empty");
          }
        }
      }),
      runs,
    );
  });

  it("gets its hash back when an edit is taken back", () => {
    const pairs: [PlanEdit, PlanEdit][] = [
      [
        { op: "board.include", board: "payments", include: false },
        { op: "board.include", board: "payments", include: true },
      ],
      [
        { op: "column.type", board: "payments", column: "kind", type: "text" },
        { op: "column.type", board: "payments", column: "kind", type: "status" },
      ],
      [
        { op: "column.map", board: "payments", column: "kind", value: "0", label: "Other" },
        { op: "column.map", board: "payments", column: "kind", value: "0", label: "Regular" },
      ],
      [
        { op: "board.dedupe", board: "contacts", policy: "skip" },
        { op: "board.dedupe", board: "contacts", policy: "merge" },
      ],
      [
        { op: "board.rename", board: "payments", title: "Money" },
        { op: "board.rename", board: "payments", title: "Payments" },
      ],
    ];
    fc.assert(
      fc.property(account, fc.constantFrom(...pairs), (records, [edit, inverse]) => {
        const plan = buildTestPlan({ records });
        fc.pre(checkEdits(plan, buildFacts(), [edit]).ok);
        expect(buildTestPlan({ records, edits: [edit, inverse] }).hash).toBe(plan.hash);
      }),
      runs,
    );
  });

  it("is planned twice without a difference", () => {
    fc.assert(
      fc.property(account, (records) => {
        expect(buildTestPlan({ records })).toEqual(buildTestPlan({ records }));
      }),
      { numRuns: 10 },
    );
  });
});
