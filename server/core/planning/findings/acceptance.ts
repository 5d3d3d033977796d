import type { Finding, PlanBoard, PlanColumn } from "../../../contract/plan.ts";
import { compareTexts, sha256 } from "../../canonical.ts";
import { keptUpdateKey } from "../../mapping/compile-board.ts";
import { fieldStats } from "../field-stats.ts";
import { counted, type FindingInput, shownBoards, toFinding } from "../finding.ts";

/** Columns named in a sentence; of more, only how many. */
const columnsNamed = 12;

/** A column whose type cannot hold everything the source says. */
function lossFindings(board: PlanBoard): Finding[] {
  return board.columns.flatMap((column) => {
    if (!column.include || column.loss === null || column.filled === 0) return [];
    return [
      toFinding({
        id: `loss:${board.key}/${column.key}/${column.type}`,
        code: "column.loss",
        severity: "accept",
        title: `${board.title}, ${column.title}: ${counted(column.filled, "value loses", "values lose")} something in a ${typeWords(column.type)} column`,
        detail: column.loss,
        count: column.filled,
        board: board.key,
        column: column.key,
        stream: column.stream,
        remedy: "Choose another type for the column to keep everything.",
      }),
    ];
  });
}

function typeWords(type: PlanColumn["type"]): string {
  return type.replaceAll("_", " ");
}

/** Values the admin wants to have no label: their cells stay empty. */
function emptiedFindings(board: PlanBoard, input: FindingInput): Finding[] {
  return board.columns.flatMap((column) => {
    const map = input.decisions.columnMap.get(`${board.part?.of ?? board.key}/${column.key}`);
    if (!column.include || !map) return [];
    const emptied = new Set([...map].flatMap(([value, label]) => (label === null ? [value] : [])));
    const { values } = fieldStats(input.inventory, board.streams, column.fields[0] ?? "");
    const gone = (values ?? []).filter(({ value }) => emptied.has(value));
    if (gone.length === 0) return [];
    const count = gone.reduce((sum, each) => sum + each.count, 0);
    const digest = sha256(JSON.stringify(gone.map(({ value }) => value).sort(compareTexts))).slice(0, 8);
    return [
      toFinding({
        id: `emptied:${board.key}/${column.key}/${digest}`,
        code: "values.emptied",
        severity: "accept",
        title: `${board.title}, ${column.title}: ${counted(count, "cell stays", "cells stay")} empty`,
        detail: `The plan gives no label to ${counted(gone.length, "value", "values")}.`,
        count,
        board: board.key,
        column: column.key,
        stream: column.stream,
        remedy: "Give the values a label to move them.",
      }),
    ];
  });
}

/** Without the update that keeps them, values that fit no cell would be gone. */
function keptFindings(board: PlanBoard): Finding[] {
  const kept = board.updates.find(({ key }) => key === keptUpdateKey);
  if (!kept || kept.include || kept.count === 0) return [];
  return [
    toFinding({
      id: `kept:${board.key}`,
      code: "values.not_kept",
      severity: "accept",
      title: `${board.title}: up to ${counted(kept.count, "value that fits no cell is", "values that fit no cell are")} not moved`,
      detail: "The plan leaves out the update that would keep them as text.",
      count: kept.count,
      board: board.key,
      remedy: `Include “${kept.title}” under updates.`,
    }),
  ];
}

interface LeftOut {
  readonly board: PlanBoard;
  readonly column: PlanColumn;
}

/** Filled columns that are left out and whose fields nothing else shows. */
function leftOutColumns(boards: readonly PlanBoard[]): readonly LeftOut[] {
  const told = new Set<string>();
  return boards.toReversed().flatMap((board) =>
    board.columns.flatMap((column) => {
      if (column.include || column.filled === 0 || column.fields.length === 0) return [];
      const isShown = column.fields.every((field) =>
        boards.some((other) => sharesStream(board, other) && shows(other, field)),
      );
      const at = `${board.streams[0]} ${column.fields.join(" ")}`;
      if (isShown || told.has(at)) return [];
      told.add(at);
      return [{ board, column }];
    }),
  );
}

function sharesStream(board: PlanBoard, other: PlanBoard): boolean {
  return other.streams.some((stream) => board.streams.includes(stream));
}

function shows(board: PlanBoard, field: string): boolean {
  return (
    board.nameFields.some((name) => name.replace("@person:", "") === field) ||
    board.groupBy === field ||
    board.columns.some((column) => column.include && column.fields.includes(field)) ||
    board.updates.some((update) => update.include && update.field === field)
  );
}

/** One question for all columns that are left out: most are numbers only the source itself needs. */
function leftOutFindings(boards: readonly PlanBoard[]): Finding[] {
  const left = leftOutColumns(boards);
  if (left.length === 0) return [];
  const names = left.map(({ board, column }) => `${board.title}: ${column.title}`).sort(compareTexts);
  const more = names.length - columnsNamed;
  const listed = names.slice(0, columnsNamed).join("; ") + (more > 0 ? `; and ${more} more` : "");
  const keys = left.map(({ board, column }) => `${board.key}/${column.key}`).sort(compareTexts);
  return [
    toFinding({
      id: `left_out:${sha256(JSON.stringify(keys)).slice(0, 12)}`,
      code: "columns.left_out",
      severity: "accept",
      title: `${counted(left.length, "filled field has", "filled fields have")} no column in monday`,
      detail: `${listed}.`,
      count: left.length,
      remedy: "Include what you need under the board's columns.",
    }),
  ];
}

/** Records the admin does not want to move. */
function leftOutBoards(input: FindingInput): Finding[] {
  return input.boards.flatMap((board) => {
    const isDecided = input.decisions.boardInclude.get(board.key) === false;
    const isShown = input.boards.some((other) => other.include && sharesStream(board, other));
    if (board.include || !isDecided || isShown || board.records === 0) return [];
    return [
      toFinding({
        id: `left_out:${board.key}`,
        code: "board.left_out",
        severity: "accept",
        title: `${board.title}: ${counted(board.records, "record is", "records are")} not moved`,
        detail: "You left this board out of the plan.",
        count: board.records,
        board: board.key,
        stream: board.streams[0] ?? null,
        remedy: "Include the board to move them.",
      }),
    ];
  });
}

/** Classes of records and values that will not arrive as they are and that no other finding names. */
export function acceptanceFindings(input: FindingInput): Finding[] {
  const boards = shownBoards(input.boards);
  return [
    ...boards.flatMap((board) => [
      ...lossFindings(board),
      ...emptiedFindings(board, input),
      ...keptFindings(board),
    ]),
    ...leftOutFindings(boards),
    ...leftOutBoards(input),
  ];
}
