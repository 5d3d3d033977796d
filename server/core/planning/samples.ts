import type { Inventory } from "../../contract/inventory.ts";
import type { Plan, PlanBoard, PlanColumn, SampleRow } from "../../contract/plan.ts";
import { compareTexts } from "../canonical.ts";
import { type CellNames, toCellText } from "../mapping/cell-text.ts";
import { compileBoard, type MappedRecord } from "../mapping/compile-board.ts";
import { compileItemName } from "../mapping/item-name.ts";
import { referencedIds } from "../mapping/reference-conversions.ts";
import { toPlainText } from "../mapping/text.ts";
import { type SourceRecord, toExternalId } from "../records.ts";
import type { Blueprint, BoardBlueprint } from "./blueprint.ts";
import type { DestinationFacts } from "./facts.ts";
import { fieldStats } from "./field-stats.ts";

export interface Samples {
  /** At least five records of each stream. */
  readonly records: Readonly<Record<string, readonly SourceRecord[]>>;
  /** Display names by external id of what they link to (see `sampleReferences`). */
  readonly names: Readonly<Record<string, string>>;
}

const rowsPerBoard = 5;
const examplesPerColumn = 3;
/** Longest text of a preview cell; the written text is not shortened by it. */
const previewMax = 300;

function streamOfBoard(blueprint: Blueprint, key: string): string | null {
  return blueprint.boards.find((board) => board.key === key)?.streams[0] ?? null;
}

function recordReferences(board: BoardBlueprint, record: SourceRecord, blueprint: Blueprint): string[] {
  return board.columns.flatMap((column) => {
    if (column.conversion !== "reference" || column.link === undefined) return [];
    const stream = streamOfBoard(blueprint, column.link.board);
    if (stream === null) return [];
    return referencedIds(record.fields[column.fields[0] ?? ""]).map((id) =>
      toExternalId(blueprint.source, stream, id),
    );
  });
}

function groupReferences(blueprint: Blueprint, inventory: Inventory): string[] {
  return blueprint.boards.flatMap((board) => {
    const { groupBy, groupStream } = board;
    if (groupBy === null || groupStream === undefined) return [];
    const { values } = fieldStats(inventory, board.streams, groupBy);
    return (values ?? []).map(({ value }) => toExternalId(blueprint.source, groupStream, value));
  });
}

/**
 * External ids whose display names a plan needs: everything the sample records point to, and every record that
 * names a group. Sorted, without doubles.
 */
export function sampleReferences(
  blueprint: Blueprint,
  records: Readonly<Record<string, readonly SourceRecord[]>>,
  inventory: Inventory,
): string[] {
  const linked = blueprint.boards.flatMap((board) =>
    board.streams.flatMap((stream) =>
      (records[stream] ?? []).flatMap((record) => recordReferences(board, record, blueprint)),
    ),
  );
  const own = Object.values(records).flatMap((list) =>
    list.map((record) => toExternalId(blueprint.source, record.stream, record.id)),
  );
  return [...new Set([...linked, ...own, ...groupReferences(blueprint, inventory)])].sort(compareTexts);
}

/** How a record is called wherever it is linked: the name its item will have, people's names aside. */
export function displayName(blueprint: Blueprint, stream: string, record: SourceRecord): string {
  const board = blueprint.boards.findLast((each) => each.streams.includes(stream));
  if (!board) return toPlainText(record.fields.name) || `${stream} ${record.id}`;
  const context = { source: blueprint.source, personStream: null, personName: () => null };
  return compileItemName(board, context)(record);
}

function preview(text: string): string {
  return text.length <= previewMax ? text : `${text.slice(0, previewMax)}…`;
}

function toRow(mapped: MappedRecord, board: PlanBoard, names: CellNames): SampleRow {
  const cells: SampleRow["cells"] = {};
  for (const column of board.columns) {
    const value = mapped.values[column.columnId];
    if (!column.include || value === undefined) continue;
    const cell = toCellText(value, column, names);
    cells[column.key] = { ...cell, text: preview(cell.text) };
  }
  return {
    externalId: mapped.externalId,
    name: mapped.name,
    group: mapped.groupKey ?? "",
    cells,
  };
}

function examplesOf(
  column: PlanColumn,
  records: readonly SourceRecord[],
  rows: ReadonlyMap<string, SampleRow>,
  source: string,
): PlanColumn["examples"] {
  const found: PlanColumn["examples"] = [];
  // The second field of a phone is its country, which says nothing about the number.
  const fields = column.conversion === "phone" ? column.fields.slice(0, 1) : column.fields;
  for (const record of records) {
    const texts = fields.map((field) => toPlainText(record.fields[field])).filter(Boolean);
    const before = preview(texts.join(" | "));
    const row = rows.get(toExternalId(source, record.stream, record.id));
    if (before === "" || row === undefined || found.some((example) => example.before === before)) continue;
    found.push({ before, after: row.cells[column.key]?.text ?? "" });
  }
  const telling = found.filter((example) => example.after !== "");
  return [...telling, ...found.filter((example) => example.after === "")].slice(0, examplesPerColumn);
}

/** Shows five rows of each board and three examples of each column, made by the code that will write them. */
export function withSamples(plan: Plan, samples: Samples, facts: DestinationFacts): Plan {
  const users = new Map(facts.users.map((user) => [user.id, user.name]));
  const names: CellNames = {
    recordName: (externalId) => samples.names[externalId] ?? null,
    userName: (userId) => users.get(userId) ?? null,
  };
  const boards = plan.boards.map((board) => {
    const records = pickRecords(board, samples);
    const shown = { ...board, columns: board.columns.map((column) => ({ ...column, include: true })) };
    const compiled = compileBoard(plan, shown);
    const rows = records.map((record) => ({ record, mapped: compiled.map(record) }));
    const byId = new Map(rows.map(({ mapped }) => [mapped.externalId, toRow(mapped, shown, names)]));
    const kept = rows.filter(({ mapped }) => mapped.skip === null).slice(0, rowsPerBoard);
    return {
      ...board,
      columns: board.columns.map((column) => ({
        ...column,
        examples: examplesOf(column, records, byId, plan.source),
      })),
      sample: kept.flatMap(({ mapped }) => byId.get(mapped.externalId) ?? []),
    };
  });
  return { ...plan, boards };
}

/** Sample records of a board: of several streams some of each, later parts of a split board none of their own. */
function pickRecords(board: PlanBoard, samples: Samples): SourceRecord[] {
  const lists = board.streams.map((stream) => samples.records[stream] ?? []);
  const most = Math.max(0, ...lists.map((list) => list.length));
  const mixed: SourceRecord[] = [];
  for (let index = 0; index < most; index += 1) {
    for (const list of lists) {
      const record = list[index];
      if (record) mixed.push(record);
    }
  }
  return mixed;
}
